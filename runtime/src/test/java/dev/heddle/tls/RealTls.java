package dev.heddle.tls;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.blocking;
import static dev.heddle.Coroutines.done;

import dev.heddle.Coroutine;
import dev.heddle.Loop;
import dev.heddle.LoopOptions;
import dev.heddle.TaskScope;
import dev.heddle.annotation.Async;
import dev.heddle.net.TcpListener;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Servers and clients of ours on real sockets, with peers that are written as blocking code on other threads. */
final class RealTls {
    static final InetSocketAddress ANY_PORT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    final List<String> reports = new CopyOnWriteArrayList<>();

    /** A peer that blocks. */
    @FunctionalInterface
    interface Peer {
        void meet(int port) throws Exception;
    }

    <T> T run(Coroutine<T> program) {
        return Loop.run(
                LoopOptions.defaults().reporter((sentence, failure) -> reports.add(sentence + ": " + failure)),
                program);
    }

    /** Serves with {@code handler} until the peer has ended. */
    void serve(TlsOptions options, TlsHandler handler, Peer peer) throws Exception {
        run(serving(options, handler, peer));
    }

    @Async
    private static Coroutine<Void> serving(TlsOptions options, TlsHandler handler, Peer peer) throws IOException {
        try (TaskScope scope = TaskScope.open()) {
            try (TcpListener listener = TcpListener.listen(ANY_PORT)) {
                scope.spawn("server", listener.serve(TlsHandler.secured(options, handler)));
                await(blocking(() -> {
                    peer.meet(listener.localAddress().getPort());
                    return true;
                }));
            }
        }
        return done();
    }

    /** Sends back what comes, until the end, and says then that it ends itself. */
    @Async
    static Coroutine<Void> echo(TlsStream connection) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(20_000);
        while (await(connection.read(buffer.clear())) >= 0) {
            await(connection.write(buffer.flip()));
        }
        return done();
    }
}
