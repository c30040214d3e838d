package dev.heddle.net;

import dev.heddle.Coroutine;
import dev.heddle.engine.EngineSocket;
import java.io.IOException;
import java.net.InetSocketAddress;

/** A TCP connection. Small packets are sent without delay. Confined to the loop it was opened on. */
public final class TcpStream extends SocketStream {
    private final InetSocketAddress remote;

    /** A stream over a socket that is connected. */
    TcpStream(EngineSocket socket) throws IOException {
        super(socket);
        this.remote = (InetSocketAddress) socket.remoteAddress();
    }

    /**
     * Connects to a resolved address. Cancelled, or failed, it leaves no connection behind.
     *
     * @return fails with a {@link java.net.ConnectException} if nobody listens there, with a
     *     {@link java.net.UnknownHostException} if the address is not resolved
     */
    public static Coroutine<TcpStream> connect(InetSocketAddress address) throws IOException {
        return new ConnectOperation(address);
    }

    /** The address of this end. */
    public InetSocketAddress localAddress() throws IOException {
        return (InetSocketAddress) socket.localAddress();
    }

    /** The address of the peer; known after closing, too. */
    public InetSocketAddress remoteAddress() {
        return remote;
    }

    @Override
    public String toString() {
        return "TcpStream to " + remote;
    }
}
