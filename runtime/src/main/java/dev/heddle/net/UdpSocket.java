package dev.heddle.net;

import dev.heddle.Coroutine;
import dev.heddle.engine.ChannelOptions;
import dev.heddle.engine.EngineDatagram;
import dev.heddle.scheduling.Scheduler;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A UDP socket. A packet arrives whole or not at all, in any order, perhaps twice; packets that come faster than they are
 * received are lost. Confined to the loop it was opened on.
 */
public final class UdpSocket extends PacketSocket<Datagram> {
    private final InetSocketAddress local;
    private final @Nullable InetSocketAddress peer;

    private UdpSocket(EngineDatagram socket, @Nullable InetSocketAddress peer) throws IOException {
        super(socket);
        this.local = (InetSocketAddress) socket.localAddress();
        this.peer = peer;
    }

    @Override
    Datagram packet(SocketAddress sender, ByteBuffer content, int size) {
        return new Datagram((InetSocketAddress) sender, content, size);
    }

    @Override
    boolean isToldOfRoom() {
        return true;
    }

    /**
     * Opens a socket at an address of this machine, on the loop of this thread; port 0 lets the system choose one. Not a
     * suspension point.
     *
     * @throws java.net.BindException if the address is in use
     * @throws IllegalStateException outside of a loop
     */
    public static UdpSocket bind(InetSocketAddress address) throws IOException {
        return new UdpSocket(Scheduler.current().engine().datagrams(address, ChannelOptions.NONE), null);
    }

    /**
     * Opens a socket that sends to one peer and receives from that one only, on the loop of this thread. Nothing is sent. Not
     * a suspension point.
     *
     * @throws java.net.UnknownHostException if the address is not resolved
     * @throws IllegalStateException outside of a loop
     */
    public static UdpSocket connect(InetSocketAddress peer) throws IOException {
        String wildcard = peer.getAddress() instanceof Inet6Address ? "::" : "0.0.0.0";
        EngineDatagram socket =
                Scheduler.current().engine().datagrams(new InetSocketAddress(wildcard, 0), ChannelOptions.NONE);
        try {
            socket.connect(peer);
            return new UdpSocket(socket, peer);
        } catch (Throwable failure) {
            socket.close();
            throw failure;
        }
    }

    /**
     * Sends the bytes from position to limit of {@code content} as one packet; ends when the system has taken it. Cancelled
     * while it waits, it has sent nothing.
     */
    public Coroutine<Void> send(ByteBuffer content, InetSocketAddress to) throws IOException {
        return sendMany(List.of(Datagram.to(to, content)));
    }

    /**
     * Sets an option of the socket, of {@link java.net.StandardSocketOptions} for example. Not a suspension point.
     *
     * @throws UnsupportedOperationException if the system has no such option for UDP
     */
    public <T> UdpSocket option(SocketOption<T> option, T value) throws IOException {
        input.requireHome();
        socket.setOption(option, value);
        return this;
    }

    /**
     * Lets the system hand over together what comes in a row from one peer in packets of one size, as fast senders make them:
     * less work for each packet (generic receive offload). The packets are received as ever, each on its own. A call then
     * brings fewer packets that do not come so, and takes 64 KiB of the loop's memory for each. With the engine epoll on Linux
     * 5.0 and newer, elsewhere without effect. Not a suspension point.
     */
    public UdpSocket receiveTogether(boolean together) throws IOException {
        input.requireHome();
        socket.receiveTogether(together);
        return this;
    }

    /** The address of this end, with the port the system has chosen; known after closing, too. */
    public InetSocketAddress localAddress() {
        return local;
    }

    /** The peer of a connected socket; null if it has none. */
    public @Nullable InetSocketAddress remoteAddress() {
        return peer;
    }

    @Override
    public String toString() {
        return "UdpSocket at " + local + (peer == null ? "" : " to " + peer);
    }
}
