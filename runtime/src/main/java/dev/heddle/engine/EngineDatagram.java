package dev.heddle.engine;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A socket for datagrams whose calls never block. Confined to the loop thread. */
public interface EngineDatagram extends EngineChannel {
    /**
     * Moves the next datagram into {@code target}. What of it does not fit is lost; {@link #receivedSize} tells.
     *
     * @return who has sent it; null if the call would have blocked
     * @throws java.net.PortUnreachableException if the peer of a connected socket has told that nobody is there
     */
    @Nullable
    SocketAddress receive(ByteBuffer target) throws IOException;

    /** How large the datagram was that {@link #receive} took last. */
    int receivedSize();

    /**
     * Sends the bytes from position to limit of {@code source} as one datagram.
     *
     * @param target null for the peer of a connected socket
     * @return false, with nothing sent, if the call would have blocked
     */
    boolean send(ByteBuffer source, @Nullable SocketAddress target) throws IOException;

    /** A packet to be sent, from position to limit of its content. */
    interface Packet {
        /** What is in it. */
        ByteBuffer content();

        /** Who is to get it. */
        SocketAddress peer();
    }

    /** Takes what has been received; the content belongs to it. */
    @FunctionalInterface
    interface Receiver {
        /** Takes one packet that was {@code size} bytes large. */
        void packet(SocketAddress sender, ByteBuffer content, int size);
    }

    /**
     * Takes the packets that are there, each into a new buffer, by as few system calls as this engine can.
     *
     * @param most how many at most
     * @param space how much of each is kept
     * @return how many; 0 if the call would have blocked
     * @throws IOException perhaps after some have been handed over
     */
    default int receiveMany(int most, int space, Receiver receiver) throws IOException {
        int count = 0;
        for (SocketAddress sender; count < most; count++) {
            ByteBuffer target = ByteBuffer.allocate(space);
            sender = receive(target);
            if (sender == null) {
                break;
            }
            receiver.packet(sender, target.flip(), receivedSize());
        }
        return count;
    }

    /**
     * Lets the system hand over packets together that come in a row, or not any more. They are received one by one
     * nevertheless. Without effect where the system cannot.
     */
    default void receiveTogether(boolean together) throws IOException {}

    /**
     * Sends packets in their order, by as few system calls as this engine can. A failure behind packets that have been sent is
     * told by the next call.
     *
     * @param from the first of them to be sent
     * @return how many were sent; fewer than there are if the next would have blocked or failed
     */
    default int sendMany(List<? extends Packet> packets, int from) throws IOException {
        int next = from;
        while (next < packets.size()) {
            Packet packet = packets.get(next);
            boolean sent;
            try {
                sent = send(packet.content(), packet.peer());
            } catch (IOException failure) {
                if (next == from) {
                    throw failure;
                }
                break;
            }
            if (!sent) {
                break;
            }
            next++;
        }
        return next - from;
    }

    /** From here on receives from {@code peer} only, and sends to it where nobody else is named. Does not wait. */
    void connect(SocketAddress peer) throws IOException;

    /**
     * Calls {@code waiter} once, in a later {@link Engine#poll}, when sending would not block.
     *
     * @throws IllegalStateException if somebody waits for this direction already
     * @throws IOException if the socket is closed
     */
    void awaitWritable(Readiness waiter) throws IOException;
}
