package dev.heddle.net;

import dev.heddle.Coroutine;

/** What a server does with each connection. */
@FunctionalInterface
public interface ConnectionHandler {
    /**
     * Serves one connection, in a task of its own. The connection is closed when the coroutine has ended; the handler may do
     * it before.
     */
    Coroutine<Void> handle(TcpStream connection) throws Exception;
}
