package dev.heddle.net;

import dev.heddle.AsyncCloseable;
import dev.heddle.Coroutine;
import dev.heddle.engine.EngineDatagram;
import dev.heddle.scheduling.OpenResource;
import dev.heddle.scheduling.Scheduler;
import dev.heddle.scheduling.Traffic;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A socket for packets. Each method that returns a coroutine is a suspension point when awaited, which suspends only if the
 * call would block.
 *
 * <p>One task may receive while another sends. Two that do the same are refused with an {@link IllegalStateException} that
 * names the first. When the socket is closed under a waiting operation, that one fails with an
 * {@link AsynchronousCloseException}; every later one fails with a {@link java.nio.channels.ClosedChannelException}. Confined
 * to the loop it was opened on.
 *
 * @param <P> what it receives and sends
 */
public abstract sealed class PacketSocket<P extends EngineDatagram.Packet> implements AsyncCloseable
        permits UdpSocket, UnixDatagramSocket {
    final EngineDatagram socket;
    final Direction input;
    final Direction output;
    private final OpenResource open;
    private final Traffic traffic = Scheduler.current().one(Traffic.class, Traffic::new);

    /** What failed behind packets that were received together; to be told by the next receive. */
    private @Nullable IOException failure;

    PacketSocket(EngineDatagram socket) {
        this.socket = socket;
        this.input = new Direction(socket, "receive");
        this.output = new Direction(socket, "send");
        this.open = new OpenResource(this, "a socket for datagrams", socket);
    }

    /** A packet that was received. */
    abstract P packet(SocketAddress sender, ByteBuffer content, int size);

    /** Whether the system tells when there is room for a packet again; else it has to be tried. */
    abstract boolean isToldOfRoom();

    /**
     * Receives the next packet into the space of {@code target}. What of it does not fit is lost, which the packet tells.
     * Cancelled while it waits, it has received nothing.
     *
     * @return the packet, whose content is what was put into {@code target}; fails with a
     *     {@link java.net.PortUnreachableException} if the peer of a connected socket has told that nobody is there
     */
    public final Coroutine<P> receive(ByteBuffer target) throws IOException {
        return new DatagramOperation.Receive<>(this, target);
    }

    /**
     * Receives the packets that are there, at least one, each into a new buffer; by one system call for many of them with the
     * engine epoll. Cancelled while it waits, it has received nothing.
     *
     * @param most how many packets at most
     * @param size the space for each
     */
    public final Coroutine<List<P>> receiveMany(int most, int size) throws IOException {
        if (most < 1) {
            throw new IllegalArgumentException("at most " + most + " packets would never come");
        }
        return new DatagramOperation.ReceiveMany<>(this, most, size);
    }

    /**
     * Sends one packet to the peer of a connected socket; ends when the system has taken it. Cancelled while it waits, it has
     * sent nothing.
     *
     * @return fails with a {@link java.nio.channels.NotYetConnectedException} if the socket has no peer
     */
    public final Coroutine<Void> send(ByteBuffer content) throws IOException {
        return new DatagramOperation.SendToPeer(this, content);
    }

    /**
     * Sends packets one after the other; ends when the system has taken all of them: many by one system call with the engine
     * epoll, and packets of one size for one peer in a row by one way through the system (generic segmentation offload).
     * Cancelled, it may have sent some: those whose content has no bytes left.
     */
    public final Coroutine<Void> sendMany(Iterable<P> packets) throws IOException {
        return new DatagramOperation.Send<>(this, packets);
    }

    /** Closes the socket without waiting, in a cancelled task too; the second call does nothing. */
    @Override
    public final Coroutine<Void> closeAsync(CloseReason reason) {
        return new CloseOperation(() -> {
            if (socket.isOpen()) {
                open.settle();
                input.abort(new AsynchronousCloseException());
                output.abort(new AsynchronousCloseException());
                socket.close();
                closed();
            }
        });
    }

    /** What is to be done besides when this has been closed. */
    void closed() throws IOException {}

    final void tellLater(IOException behindPackets) {
        failure = behindPackets;
    }

    /** Throws what has been put off. */
    final void tellFailure() throws IOException {
        IOException told = failure;
        if (told != null) {
            failure = null;
            throw told;
        }
    }

    final void countRead(int bytes) {
        traffic.countRead(bytes);
    }

    final void countWritten(long bytes) {
        traffic.countWritten(bytes);
    }
}
