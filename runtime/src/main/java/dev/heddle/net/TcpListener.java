package dev.heddle.net;

import dev.heddle.AsyncCloseable;
import dev.heddle.Coroutine;
import dev.heddle.engine.EngineListener;
import dev.heddle.scheduling.OpenResource;
import dev.heddle.scheduling.Scheduler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.AsynchronousCloseException;

/**
 * Listens for TCP connections. Closed under a waiting accept, that one fails with an {@link AsynchronousCloseException}.
 * Confined to the loop it was opened on.
 */
public final class TcpListener implements AsyncCloseable {
    private static final int BACKLOG = 1024;

    private final EngineListener listener;
    private final InetSocketAddress address;
    private final Direction input;
    private final OpenResource open;

    private TcpListener(EngineListener listener) throws IOException {
        this.listener = listener;
        this.address = (InetSocketAddress) listener.localAddress();
        this.input = new Direction(listener, "accept");
        this.open = new OpenResource(this, "a listener", listener);
    }

    /**
     * Listens at an address of this machine, on the loop of this thread; port 0 lets the system choose one. Not a suspension
     * point.
     *
     * @throws java.net.BindException if the address is in use
     * @throws IllegalStateException outside of a loop
     */
    public static TcpListener listen(InetSocketAddress address) throws IOException {
        return new TcpListener(Scheduler.current().engine().listen(address, BACKLOG));
    }

    /**
     * Takes the next connection. A suspension point; cancelled while it waits, it has taken none. Connections given up by
     * their peer are passed over. While the system has no descriptor left the connection stays in its queue, and is tried
     * again at intervals of 5 milliseconds to a second.
     */
    public Coroutine<TcpStream> accept() throws IOException {
        return new AcceptOperation(input, listener);
    }

    /**
     * Handles each connection by a task of its own until this listener is closed, and ends when all handlers have ended. A
     * handler that fails is reported, its connection reset, and the others go on. Cancelled, it cancels the handlers and
     * waits for them. A suspension point; the listener stays open when it ends in another way than by being closed.
     */
    public Coroutine<Void> serve(ConnectionHandler handler) throws IOException {
        return new Service(this, handler).run();
    }

    /** Stops listening, in a cancelled task too; connections in the queue are reset. Does not wait. */
    @Override
    public Coroutine<Void> closeAsync(CloseReason reason) {
        return new CloseOperation(() -> {
            if (listener.isOpen()) {
                open.settle();
                input.abort(new AsynchronousCloseException());
                listener.close();
            }
        });
    }

    /** The address listened at, with the port the system has chosen; known after closing, too. */
    public InetSocketAddress localAddress() {
        return address;
    }

    @Override
    public String toString() {
        return "TcpListener at " + address;
    }
}
