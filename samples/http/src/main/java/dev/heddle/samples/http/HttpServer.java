package dev.heddle.samples.http;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.moveOnAfter;

import dev.heddle.AsyncCloseable.CloseReason;
import dev.heddle.Awaitable;
import dev.heddle.Coroutine;
import dev.heddle.Task;
import dev.heddle.TaskScope;
import dev.heddle.annotation.Async;
import dev.heddle.io.ByteStream;
import dev.heddle.net.TcpListener;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * A server for HTTP/1.1. Each connection is a task; everything is confined to the loop it runs on.
 */
public final class HttpServer {
    private final Handler handler;
    private final HttpOptions options;
    private final Buffers buffers = new Buffers();
    private final HttpDate date = new HttpDate();
    private final Set<Connection> connections = new LinkedHashSet<>();
    private boolean stopping;

    /** Answers by {@code handler}. */
    public HttpServer(Handler handler, HttpOptions options) {
        this.handler = handler;
        this.options = options;
    }

    /**
     * Serves those who connect, until {@link #stop}, and ends when the last connection has ended. Cancelled, it ends the
     * connections where they are.
     */
    @Async
    public Coroutine<Void> serve(TcpListener listener) throws IOException {
        return listener.serve(this::serve);
    }

    /**
     * Serves those who connect until {@code stop} has happened; then lets them come to their end for {@code grace}, and
     * cancels what is left. The listener is closed.
     */
    @Async
    public Coroutine<Void> serve(TcpListener listener, Awaitable<?> stop, Duration grace) throws IOException {
        try (TaskScope scope = TaskScope.open()) {
            Task<Void> serving = scope.spawn("server", serve(listener));
            await(stop);
            await(stop(listener));
            await(moveOnAfter(grace, serving.toCoroutine()));
            scope.cancelChildren();
        }
        return done();
    }

    /** Serves one connection, of any kind, and closes it. */
    @Async
    public Coroutine<Void> serve(ByteStream connection) throws IOException {
        return Connection.serve(this, connection);
    }

    /**
     * Takes no more connections, ends those that are idle, and lets the others end with the answer they are at.
     */
    @Async
    public Coroutine<Void> stop(TcpListener listener) {
        stopping = true;
        await(listener.closeAsync(CloseReason.COMPLETED));
        new ArrayList<>(connections).forEach(Connection::drain);
        return done();
    }

    /** How many connections are open. */
    public int connections() {
        return connections.size();
    }

    boolean isStopping() {
        return stopping;
    }

    Handler handler() {
        return handler;
    }

    HttpOptions options() {
        return options;
    }

    Buffers buffers() {
        return buffers;
    }

    HttpDate date() {
        return date;
    }

    void opened(Connection connection) {
        connections.add(connection);
    }

    void closed(Connection connection) {
        connections.remove(connection);
    }
}
