package dev.heddle.samples.http;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;

import dev.heddle.Coroutine;
import dev.heddle.annotation.Async;
import dev.heddle.io.ByteStream;
import dev.heddle.net.Server;
import dev.heddle.net.TcpListener;
import dev.heddle.net.TcpStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A server for HTTP/1.1. Each connection is a task; everything is confined to the loop it runs on.
 */
public final class HttpServer {
    private final Handler handler;
    private final HttpOptions options;
    private final Buffers buffers = new Buffers();
    private final HttpDate date = new HttpDate();
    private final Set<Connection> connections = new LinkedHashSet<>();
    private @Nullable Server<TcpStream> server;
    private boolean stopping;

    /** Answers by {@code handler}. */
    public HttpServer(Handler handler, HttpOptions options) {
        this.handler = handler;
        this.options = options;
    }

    /**
     * Serves those who connect until {@link #shutdown}, and ends when the last connection has ended. Cancelled, it ends the
     * connections where they are. To be awaited once.
     */
    @Async
    public Coroutine<Void> serve(TcpListener listener) throws IOException {
        Server<TcpStream> serving = listener.server(options.connections(), this::serve);
        server = serving;
        await(serving.run());
        return done();
    }

    /** Serves one connection, of any kind, and closes it. */
    @Async
    public Coroutine<Void> serve(ByteStream connection) throws IOException {
        return Connection.serve(this, connection);
    }

    /**
     * Takes no more connections, ends those that are idle, lets the others end with the answer they are at, and after
     * {@code grace} cancels what is left; ends when all have ended.
     */
    @Async
    public Coroutine<Void> shutdown(Duration grace) throws IOException {
        stopping = true;
        new ArrayList<>(connections).forEach(Connection::drain);
        if (server != null) {
            await(server.shutdown(grace));
        }
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
