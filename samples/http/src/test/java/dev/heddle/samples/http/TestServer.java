package dev.heddle.samples.http;

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
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A server on a loop of its own, for blocking clients that run beside it. */
final class TestServer {
    /** Blocking code that talks to the server. */
    interface Clients {
        void talkTo(TestServer server) throws Exception;
    }

    private static final Duration GRACE = Duration.ofSeconds(20);

    private final List<String> troubles = new ArrayList<>();
    private final HttpServer server;
    private @Nullable TcpListener listener;
    private @Nullable Loop loop;

    private TestServer(HttpServer server) {
        this.server = server;
    }

    /** Runs clients; whatever the server has reported meanwhile is returned. */
    static List<String> run(Handler handler, Clients clients) {
        return run(handler, HttpOptions.defaults(), clients);
    }

    static List<String> run(Handler handler, HttpOptions options, Clients clients) {
        TestServer server = new TestServer(new HttpServer(handler, options));
        Loop.run(
                LoopOptions.defaults().reporter((sentence, failure) -> server.troubles.add(sentence)),
                server.whileTalking(clients));
        return server.troubles;
    }

    @Async
    private Coroutine<Void> whileTalking(Clients clients) {
        loop = Loop.current();
        try (TcpListener listening = TcpListener.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                TaskScope scope = TaskScope.open()) {
            listener = listening;
            scope.spawnDaemon("server", server.serve(listening));
            await(blocking(() -> {
                clients.talkTo(this);
                return null;
            }));
        } catch (Exception e) {
            throw new AssertionError("the clients failed", e);
        }
        return done();
    }

    InetSocketAddress address() {
        return Objects.requireNonNull(listener).localAddress();
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + address().getPort() + path);
    }

    RawClient connect() throws IOException {
        return new RawClient(address());
    }

    /** Stops the server; ends when it has ended. */
    CompletableFuture<Void> stop() {
        return Objects.requireNonNull(loop).submit(() -> server.shutdown(GRACE));
    }

    /** Runs something on the loop of the server, and waits for its end. */
    void onLoop(Callable<Coroutine<Void>> program) throws Exception {
        Objects.requireNonNull(loop).submit(program).get();
    }

    int connections() {
        return server.connections();
    }
}
