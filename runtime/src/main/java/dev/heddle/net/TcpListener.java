package dev.heddle.net;

import dev.heddle.engine.EngineListener;
import dev.heddle.engine.EngineSocket;
import dev.heddle.scheduling.Scheduler;
import java.io.IOException;
import java.net.InetSocketAddress;

/** Listens for TCP connections. Confined to the loop it was opened on. */
public final class TcpListener extends SocketListener<TcpStream> {
    private final InetSocketAddress address;
    private final TcpOptions options;

    /** Over a socket that listens. */
    TcpListener(EngineListener listener, TcpOptions options) throws IOException {
        super(listener);
        this.address = (InetSocketAddress) listener.localAddress();
        this.options = options;
    }

    /** Listens with the defaults of {@link TcpOptions}, as {@link #listen(InetSocketAddress, TcpOptions)} does. */
    public static TcpListener listen(InetSocketAddress address) throws IOException {
        return listen(address, TcpOptions.defaults());
    }

    /**
     * Listens at an address of this machine, on the loop of this thread; port 0 lets the system choose one. Not a suspension
     * point.
     *
     * @throws java.net.BindException if the address is in use
     * @throws IllegalStateException outside of a loop
     */
    public static TcpListener listen(InetSocketAddress address, TcpOptions options) throws IOException {
        EngineListener listener = Scheduler.current().engine().listen(address, BACKLOG, options.ofListeners);
        return new TcpListener(listener, options);
    }

    @Override
    TcpStream streamOver(EngineSocket socket) throws IOException {
        options.ofConnections.applyTo(socket::setOption);
        return new TcpStream(socket);
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
