package dev.heddle.net;

import dev.heddle.AsyncCloseable;
import dev.heddle.Coroutine;
import dev.heddle.engine.EngineListener;
import dev.heddle.engine.EngineSocket;
import dev.heddle.scheduling.OpenResource;
import java.io.IOException;
import java.nio.channels.AsynchronousCloseException;

/**
 * Listens for connections. Closed under a waiting accept, that one fails with an {@link AsynchronousCloseException}. Confined
 * to the loop it was opened on.
 *
 * <p>When the system has no descriptor left for a connection, it is left in the queue and tried again after 5 milliseconds,
 * then 10, and so on up to a second. After five tries in vain the connections in the queue are reset, by means of a
 * descriptor that is kept for this, so that who waits there is told; the loop is told of it by a report, once.
 *
 * @param <S> the kind of connection
 */
public abstract sealed class SocketListener<S extends SocketStream> implements AsyncCloseable
        permits TcpListener, UnixListener {
    static final int BACKLOG = 1024;

    final EngineListener listener;
    private final Direction input;
    private final OpenResource open;

    /** Of {@link AcceptOperation}: how often in a row the system had no descriptor. */
    int triesInVain;

    /** How many connections were reset because the system had no descriptor for them. */
    private long shed;

    SocketListener(EngineListener listener) {
        this.listener = listener;
        this.input = new Direction(listener, "accept");
        this.open = new OpenResource(this, "a listener", listener);
    }

    /** For another process, which may accept while this one does. */
    final EngineListener socketToPassOn() {
        input.requireHome();
        return listener;
    }

    /** Makes a stream over an accepted socket. */
    abstract S streamOver(EngineSocket socket) throws IOException;

    /**
     * Takes the next connection. A suspension point; cancelled while it waits, it has taken none. Connections given up by
     * their peer are passed over.
     */
    public final Coroutine<S> accept() throws IOException {
        return new AcceptOperation<>(input, this);
    }

    /** Serves with the defaults of {@link ServeOptions}, as {@link #serve(ServeOptions, ConnectionHandler)} does. */
    public final Coroutine<Void> serve(ConnectionHandler<? super S> handler) throws IOException {
        return serve(ServeOptions.defaults(), handler);
    }

    /**
     * Handles each connection by a task of its own until this listener is closed, and ends when all handlers have ended. A
     * handler that fails is reported, its connection reset, and the others go on. Cancelled, it cancels the handlers and
     * waits for them. A suspension point; the listener stays open when it ends in another way than by being closed.
     */
    public final Coroutine<Void> serve(ServeOptions options, ConnectionHandler<? super S> handler) throws IOException {
        return server(options, handler).run();
    }

    /** A server at this listener, which can be shut down in stages; it serves once it is {@link Server#run}. */
    public final Server<S> server(ServeOptions options, ConnectionHandler<? super S> handler) {
        return new Server<>(this, options, handler);
    }

    /** Stops listening, in a cancelled task too; connections in the queue are reset. Does not wait. */
    @Override
    public final Coroutine<Void> closeAsync(CloseReason reason) {
        return new CloseOperation(this::closeNow);
    }

    /** Stops listening; the second call does nothing. */
    final void closeNow() throws IOException {
        if (listener.isOpen()) {
            open.settle();
            input.abort(new AsynchronousCloseException());
            listener.close();
            closed();
        }
    }

    /** What is to be done besides when this has been closed. */
    void closed() throws IOException {}

    /** True until this listener is closed. */
    public final boolean isOpen() {
        return listener.isOpen();
    }

    /** How many connections were reset because the system had no descriptor for them. */
    public final long shed() {
        return shed;
    }

    /** Resets all connections in the queue; how many. */
    final int shedAll() throws IOException {
        int count = 0;
        while (listener.shed()) {
            count++;
        }
        shed += count;
        return count;
    }
}
