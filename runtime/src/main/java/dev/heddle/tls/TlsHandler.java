package dev.heddle.tls;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;

import dev.heddle.Coroutine;
import dev.heddle.annotation.Async;
import dev.heddle.net.ConnectionHandler;
import dev.heddle.net.SocketStream;

/** What a server does with each secured connection. */
@FunctionalInterface
public interface TlsHandler {
    /**
     * Serves one connection, in a task of its own. The connection is closed when the coroutine has ended; the handler may do
     * it before.
     */
    Coroutine<Void> handle(TlsStream connection) throws Exception;

    /**
     * A handler for {@link dev.heddle.net.TcpListener#serve} that does the handshake of a server, and then what
     * {@code handler} does. The handshake is a part of the connection's task: one that is slow keeps nobody else waiting, and
     * one that fails is reported as a failure of the handler.
     */
    static ConnectionHandler<SocketStream> secured(TlsOptions options, TlsHandler handler) {
        return connection -> serve(connection, options, handler);
    }

    @Async
    private static Coroutine<Void> serve(SocketStream connection, TlsOptions options, TlsHandler handler)
            throws Exception {
        try (TlsStream secured = await(TlsStream.server(connection, options))) {
            await(handler.handle(secured));
        }
        return done();
    }
}
