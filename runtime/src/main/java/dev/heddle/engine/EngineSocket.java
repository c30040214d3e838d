package dev.heddle.engine;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/** A stream socket whose calls never block. Confined to the loop thread. */
public interface EngineSocket extends EngineChannel {
    /**
     * True once the connection stands; false while {@link #awaitWritable} should be used to wait for it.
     *
     * @throws IOException if the connection cannot be made; the caller then closes the socket
     */
    boolean finishConnect() throws IOException;

    /**
     * Moves bytes that have arrived into {@code target}.
     *
     * @return how many bytes; 0 if the call would have blocked; -1 when the peer has ended its output
     */
    int read(ByteBuffer target) throws IOException;

    /**
     * Hands bytes of {@code source} to the operating system.
     *
     * @return how many bytes it took; 0 if the call would have blocked
     */
    int write(ByteBuffer source) throws IOException;

    /**
     * Hands bytes of several buffers, one after the other, to the operating system.
     *
     * @param from the first of the buffers to be looked at
     * @return how many bytes it took; 0 if the call would have blocked, or there are none
     */
    default long write(ByteBuffer[] sources, int from) throws IOException {
        long total = 0;
        for (int i = from; i < sources.length; i++) {
            total += write(sources[i]);
            if (sources[i].hasRemaining()) {
                break;
            }
        }
        return total;
    }

    /**
     * Hands bytes of a file, from {@code position} on, to the operating system, which may do so without a copy in between.
     * Where the file is not in memory this waits for its disk.
     *
     * @param count more than 0
     * @return how many bytes it took; 0 if the call would have blocked, or the file ends at {@code position} or before
     */
    default long write(FileChannel source, long position, long count) throws IOException {
        ByteBuffer part = ByteBuffer.allocate((int) Math.min(count, 64 * 1024));
        return source.read(part, position) < 0 ? 0 : write(part.flip());
    }

    /**
     * Calls {@code waiter} once, in a later {@link Engine#poll}, when writing would not block or the connection attempt has
     * an outcome.
     *
     * @throws IllegalStateException if somebody waits for this direction already
     * @throws IOException if the socket is closed
     */
    void awaitWritable(Readiness waiter) throws IOException;

    /** Ends the output: the peer reads the end of the stream after what has been written. Reading goes on. */
    void shutdownOutput() throws IOException;

    /** Makes {@link #close} reset the connection: the peer's calls fail and what it has not read may be lost. */
    void resetOnClose() throws IOException;

    /**
     * Who is at the other end of a Unix socket.
     *
     * @throws UnsupportedOperationException if the platform does not tell, or the socket is of another kind
     */
    default PeerCredentials peerCredentials() throws IOException {
        throw new UnsupportedOperationException("it is not known who is at the other end of " + this);
    }

    /**
     * Sends another socket of this engine by this one, which is a Unix socket, with a byte that has no meaning. What the peer
     * receives is the same socket; this process keeps its descriptor.
     *
     * @return false if the call would have blocked
     * @throws UnsupportedOperationException if this engine cannot
     */
    default boolean sendSocket(EngineChannel passed) throws IOException {
        throw cannotPassSockets();
    }

    /**
     * Takes a socket that the peer has sent, with the byte that it came with.
     *
     * @return a connected {@link EngineSocket} or an {@link EngineListener}, which is the caller's to close; null if the call
     *     would have blocked
     * @throws java.io.EOFException if the peer has ended its output
     * @throws java.net.ProtocolException if the next byte came without a socket, with several, or with something else; the
     *     byte is consumed
     * @throws UnsupportedOperationException if this engine cannot
     */
    default @Nullable EngineChannel receiveSocket() throws IOException {
        throw cannotPassSockets();
    }

    private UnsupportedOperationException cannotPassSockets() {
        return new UnsupportedOperationException("sockets cannot be passed on by " + this + ", as they can with epoll");
    }

    /** The address of the peer. */
    SocketAddress remoteAddress() throws IOException;
}
