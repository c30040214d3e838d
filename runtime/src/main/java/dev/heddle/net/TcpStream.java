package dev.heddle.net;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.heddle.AsyncCloseable;
import dev.heddle.Coroutine;
import dev.heddle.annotation.Async;
import dev.heddle.engine.EngineSocket;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import org.jspecify.annotations.Nullable;

/**
 * A TCP connection. Each method that returns a coroutine is a suspension point when awaited, which suspends only if the call
 * would block; now and then one that would not lets other tasks run first. What such a method declares to throw is thrown by
 * the await.
 *
 * <p>One task may read while another writes. Two that read, or two that write, are refused with an
 * {@link IllegalStateException} that names the first. When the stream is closed under a waiting operation, that one fails
 * with an {@link AsynchronousCloseException}; every later one fails with a
 * {@link java.nio.channels.ClosedChannelException}. Small packets are sent without delay. Confined to the loop it was opened
 * on.
 */
public final class TcpStream implements AsyncCloseable {
    /** The longest line that {@link #readLine()} accepts, in bytes without the line end. */
    public static final int DEFAULT_LINE_LIMIT = 64 * 1024;

    private final EngineSocket socket;
    private final InetSocketAddress remote;
    private final InputBuffer ahead = new InputBuffer();
    private final Direction input;
    private final Direction output;

    /** A stream over a socket that is connected. */
    TcpStream(EngineSocket socket) throws IOException {
        this.socket = socket;
        this.remote = (InetSocketAddress) socket.remoteAddress();
        this.input = new Direction(socket, "read");
        this.output = new Direction(socket, "write");
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

    /**
     * Reads at least one byte, and what else is there, into the space of {@code target}. Cancelled while it waits, it has
     * consumed nothing.
     *
     * @return how many bytes; 0 only if {@code target} has no space; -1 at the end of the stream
     */
    public Coroutine<Integer> read(ByteBuffer target) throws IOException {
        return new ReadOperation(input, socket, ahead, target);
    }

    /** Reads up to {@code length} bytes to {@code target[offset]} and after, as {@link #read(ByteBuffer)} does. */
    public Coroutine<Integer> read(byte[] target, int offset, int length) throws IOException {
        return read(ByteBuffer.wrap(target, offset, length));
    }

    /** Reads a line of at most {@link #DEFAULT_LINE_LIMIT} bytes, as {@link #readLine(int)} does. */
    public Coroutine<@Nullable String> readLine() throws IOException {
        return readLine(DEFAULT_LINE_LIMIT);
    }

    /**
     * Reads up to the next LF or CR LF, which is not part of the result, as UTF-8. The last line need not end with either.
     * Cancelled while it waits, it has consumed nothing: what has come of the line stays there for the next read.
     *
     * @return null at the end of the stream; fails with a {@link LineTooLongException}, having consumed nothing, if the line
     *     is longer than {@code limit} bytes
     */
    @Async
    @SuppressWarnings("NullAway") // done() takes null where its type does, which NullAway's default mode does not see
    public Coroutine<@Nullable String> readLine(int limit) throws IOException {
        input.requireFree();
        while (true) {
            String line = ahead.takeLine(limit);
            if (line != null) {
                return done(line);
            }
            if (await(fill()) < 0) {
                return done(ahead.takeRest());
            }
        }
    }

    private Coroutine<Integer> fill() {
        return new FillOperation(input, socket, ahead);
    }

    /**
     * Writes the bytes from position to limit of {@code source}; ends when the operating system has taken all of them, so
     * that a slow peer slows the writer down and nothing piles up. Cancelled while it waits, it may have written some:
     * {@code source.position()} tells how far it has come, and the rest will not be written.
     */
    public Coroutine<Void> write(ByteBuffer source) throws IOException {
        return new WriteOperation(output, socket, source);
    }

    /** Writes all of {@code source}, as {@link #write(ByteBuffer)} does. */
    public Coroutine<Void> write(byte[] source) throws IOException {
        return write(ByteBuffer.wrap(source));
    }

    /** Writes {@code text} as UTF-8, as {@link #write(ByteBuffer)} does. */
    public Coroutine<Void> write(String text) throws IOException {
        return write(text.getBytes(UTF_8));
    }

    /**
     * Ends the output: the peer reads the end of the stream after what has been written; reading here goes on. Not a
     * suspension point.
     *
     * @throws IllegalStateException if a write is waiting
     */
    public void shutdownOutput() throws IOException {
        output.requireFree();
        socket.shutdownOutput();
    }

    /**
     * Closes the connection without waiting, in a cancelled task too. {@link CloseReason#COMPLETED} ends the output in
     * order; {@link CloseReason#FAILED} resets the connection, so that the peer does not take what was cut off for the whole.
     */
    @Override
    public Coroutine<Void> closeAsync(CloseReason reason) {
        return new CloseOperation(() -> closeNow(reason));
    }

    /** Closes the connection, outside of tasks too; the second call does nothing. */
    void closeNow(CloseReason reason) throws IOException {
        if (!socket.isOpen()) {
            return;
        }
        input.abort(new AsynchronousCloseException());
        output.abort(new AsynchronousCloseException());
        try {
            if (reason == CloseReason.FAILED) {
                socket.resetOnClose();
            }
        } finally {
            socket.close();
        }
    }

    /** True until this end is closed. */
    public boolean isOpen() {
        return socket.isOpen();
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
