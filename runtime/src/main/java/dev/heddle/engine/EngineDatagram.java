package dev.heddle.engine;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
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
