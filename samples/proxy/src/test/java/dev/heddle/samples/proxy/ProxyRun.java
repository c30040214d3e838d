package dev.heddle.samples.proxy;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.blocking;
import static dev.heddle.Coroutines.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.Coroutine;
import dev.heddle.Loop;
import dev.heddle.LoopOptions;
import dev.heddle.TaskScope;
import dev.heddle.annotation.Async;
import dev.heddle.net.ConnectionHandler;
import dev.heddle.net.ServeOptions;
import dev.heddle.net.Server;
import dev.heddle.net.SocketStream;
import dev.heddle.net.TcpListener;
import dev.heddle.net.TcpStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A proxy on a loop, with blocking code beside it that is on both sides of the proxy. */
final class ProxyRun {
    /** Blocking code on both sides of the proxy. */
    interface Ends {
        void talkThrough(InetSocketAddress proxy) throws Exception;
    }

    private final ServeOptions options;
    private final List<String> troubles = new ArrayList<>();
    private @Nullable Loop loop;
    private @Nullable Server<TcpStream> server;

    ProxyRun(ServeOptions options) {
        this.options = options;
    }

    /** Serves clients until the ends have talked; nothing is reported to the loop meanwhile. */
    void run(ConnectionHandler<SocketStream> handler, Ends ends) {
        LoopOptions reporting =
                LoopOptions.defaults().reporter((sentence, failure) -> troubles.add(sentence + ": " + failure));
        Loop.run(reporting, whileTalking(handler, ends));
        assertThat(troubles).isEmpty();
    }

    @Async
    private Coroutine<Void> whileTalking(ConnectionHandler<SocketStream> handler, Ends ends) {
        loop = Loop.current();
        try (TcpListener listener = TcpListener.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                TaskScope scope = TaskScope.open()) {
            server = listener.server(options, handler);
            scope.spawnDaemon("proxy", server.run());
            await(blocking(() -> {
                ends.talkThrough(listener.localAddress());
                return null;
            }));
        } catch (Exception e) {
            throw new AssertionError("an end failed", e);
        }
        return done();
    }

    CompletableFuture<Void> shutdown(Duration grace) {
        return Objects.requireNonNull(loop)
                .submit(() -> Objects.requireNonNull(server).shutdown(grace));
    }
}
