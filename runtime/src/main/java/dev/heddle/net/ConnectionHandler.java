package dev.heddle.net;

import dev.heddle.Coroutine;

/**
 * What a server does with each connection.
 *
 * @param <S> the kind of connection
 */
@FunctionalInterface
public interface ConnectionHandler<S extends SocketStream> {
    /**
     * Serves one connection, in a task of its own. The connection is closed when the coroutine has ended; the handler may do
     * it before.
     */
    Coroutine<Void> handle(S connection) throws Exception;
}
