package dev.heddle.net;

import dev.heddle.AsyncCloseable;
import dev.heddle.Coroutine;
import dev.heddle.engine.ChannelOptions;
import dev.heddle.engine.EngineDatagram;
import dev.heddle.scheduling.Scheduler;
import dev.heddle.scheduling.Traffic;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.SocketOption;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A UDP socket. A packet arrives whole or not at all, in any order, perhaps twice; packets that come faster than they are
 * received are lost. Each method that returns a coroutine is a suspension point when awaited, which suspends only if the call
 * would block.
 *
 * <p>One task may receive while another sends. Two that do the same are refused with an {@link IllegalStateException} that
 * names the first. When the socket is closed under a waiting operation, that one fails with an
 * {@link AsynchronousCloseException}; every later one fails with a {@link java.nio.channels.ClosedChannelException}. Confined
 * to the loop it was opened on.
 */
public final class UdpSocket implements AsyncCloseable {
    final EngineDatagram socket;
    final Direction input;
    final Direction output;
    private final Traffic traffic = Scheduler.current().one(Traffic.class, Traffic::new);
    private final InetSocketAddress local;
    private final @Nullable InetSocketAddress peer;

    private UdpSocket(EngineDatagram socket, @Nullable InetSocketAddress peer) throws IOException {
        this.socket = socket;
        this.input = new Direction(socket, "receive");
        this.output = new Direction(socket, "send");
        this.local = (InetSocketAddress) socket.localAddress();
        this.peer = peer;
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
     * Receives the next packet into the space of {@code target}. What of it does not fit is lost, which
     * {@link Datagram#isTruncated} tells. Cancelled while it waits, it has received nothing.
     *
     * @return the packet, whose content is what was put into {@code target}; fails with a
     *     {@link java.net.PortUnreachableException} if the peer of a connected socket has told that nobody is there
     */
    public Coroutine<Datagram> receive(ByteBuffer target) throws IOException {
        return new DatagramOperation.Receive(this, target);
    }

    /**
     * Receives the packets that are there, at least one, each into a new buffer. Cancelled while it waits, it has received
     * nothing.
     *
     * @param most how many packets at most
     * @param size the space for each
     */
    public Coroutine<List<Datagram>> receiveMany(int most, int size) throws IOException {
        if (most < 1) {
            throw new IllegalArgumentException("at most " + most + " packets would never come");
        }
        return new DatagramOperation.ReceiveMany(this, most, size);
    }

    /**
     * Sends the bytes from position to limit of {@code content} as one packet; ends when the system has taken it. Cancelled
     * while it waits, it has sent nothing.
     */
    public Coroutine<Void> send(ByteBuffer content, InetSocketAddress to) throws IOException {
        return sendMany(List.of(Datagram.to(to, content)));
    }

    /**
     * Sends one packet to the peer of a connected socket, as {@link #send(ByteBuffer, InetSocketAddress)} does.
     *
     * @return fails with a {@link java.nio.channels.NotYetConnectedException} if the socket has no peer
     */
    public Coroutine<Void> send(ByteBuffer content) throws IOException {
        return new DatagramOperation.SendToPeer(this, content);
    }

    /**
     * Sends packets one after the other; ends when the system has taken all of them. Cancelled, it may have sent some: those
     * whose content has no bytes left.
     */
    public Coroutine<Void> sendMany(Iterable<Datagram> packets) throws IOException {
        return new DatagramOperation.Send(this, packets);
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

    /** Closes the socket without waiting, in a cancelled task too; the second call does nothing. */
    @Override
    public Coroutine<Void> closeAsync(CloseReason reason) {
        return new CloseOperation(() -> {
            if (socket.isOpen()) {
                input.abort(new AsynchronousCloseException());
                output.abort(new AsynchronousCloseException());
                socket.close();
            }
        });
    }

    void countRead(int bytes) {
        traffic.countRead(bytes);
    }

    void countWritten(int bytes) {
        traffic.countWritten(bytes);
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
