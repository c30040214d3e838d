package dev.heddle.net;

import static dev.heddle.Coroutines.done;

import dev.heddle.Coroutine;
import dev.heddle.annotation.Async;
import dev.heddle.engine.EngineSocket;
import dev.heddle.io.BufferedInput;
import dev.heddle.io.ByteStream;
import dev.heddle.scheduling.OpenResource;
import dev.heddle.scheduling.Scheduler;
import dev.heddle.scheduling.Traffic;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/**
 * A connection of two sockets. Each method that returns a coroutine is a suspension point when awaited, which suspends only
 * if the call would block; now and then one that would not lets other tasks run first. What such a method declares to throw is
 * thrown by the await. The object that {@link #read(ByteBuffer)}, {@link #readable} and {@link #write(ByteBuffer)} return may
 * be one that the stream has used before: it is to be awaited before the next call of its kind, as a coroutine usually is.
 *
 * <p>One task may read while another writes. Two that read, or two that write, are refused with an
 * {@link IllegalStateException} that names the first. When the stream is closed under a waiting operation, that one fails
 * with an {@link AsynchronousCloseException}; every later one fails with a
 * {@link java.nio.channels.ClosedChannelException}. Confined to the loop it was opened on.
 */
public abstract sealed class SocketStream extends BufferedInput implements ByteStream permits TcpStream, UnixStream {
    /** Makes a stream over a socket that is connected. */
    @FunctionalInterface
    interface Maker<S extends SocketStream> {
        S streamOver(EngineSocket socket) throws IOException;
    }

    final EngineSocket socket;
    final Direction input;
    final Direction output;
    private final OpenResource open;
    private final Traffic traffic = Scheduler.current().one(Traffic.class, Traffic::new);
    private long bytesRead;
    private long bytesWritten;

    /** Whether the last read has left nothing in the socket, and nothing is known to have come since. */
    boolean isDrained;

    /** See {@link SocketOperation}; null while they are in use. */
    @Nullable
    ReadOperation spareRead;

    @Nullable
    ReadableOperation spareReadable;

    @Nullable
    WriteOperation spareWrite;

    /** A stream over a socket that is connected. */
    SocketStream(EngineSocket socket) {
        this.socket = socket;
        this.input = new Direction(socket, "read");
        this.output = new Direction(socket, "write");
        this.open = new OpenResource(this, "a connection", socket);
    }

    @Override
    public final Coroutine<Integer> read(ByteBuffer target) throws IOException {
        return ReadOperation.of(this, target);
    }

    /**
     * Waits until {@link #read(ByteBuffer)} has something at once: bytes, the end of the stream, or a failure. A connection
     * that is mostly idle needs a buffer only from then on. Takes the place of the one task that reads. Cancelled, it has
     * consumed nothing. A suspension point also when something is there already, unless it has been read ahead.
     */
    public final Coroutine<Void> readable() throws IOException {
        return ReadableOperation.of(this);
    }

    @Override
    protected final Coroutine<Integer> receive(ByteBuffer target) {
        return ReadOperation.ofSocket(this, target);
    }

    @Override
    protected final void requireReadable() throws IOException {
        input.requireFree();
    }

    /** For another process, which goes on where this one has stopped: nothing is under way, and nothing has been read ahead. */
    final EngineSocket socketToPassOn() throws IOException {
        input.requireFree();
        output.requireFree();
        if (buffered() > 0) {
            throw new IllegalStateException(
                    this + " has read " + buffered() + " bytes ahead, which would not go with it");
        }
        return socket;
    }

    final int readAhead(ByteBuffer target) {
        return takeAhead(target);
    }

    final void countRead(int bytes) {
        if (bytes > 0) {
            bytesRead += bytes;
            traffic.countRead(bytes);
        }
    }

    final void countWritten(long bytes) {
        bytesWritten += bytes;
        traffic.countWritten(bytes);
    }

    /** How many bytes have come from the peer so far, whether they have been read here or only read ahead. */
    public final long bytesRead() {
        return bytesRead;
    }

    /** How many bytes have been handed to the operating system for the peer so far. */
    public final long bytesWritten() {
        return bytesWritten;
    }

    @Override
    public final Coroutine<Void> write(ByteBuffer source) throws IOException {
        return WriteOperation.of(this, source);
    }

    @Override
    public final Coroutine<Void> write(ByteBuffer... sources) throws IOException {
        return new GatheringWrite(this, sources);
    }

    /**
     * Writes {@code count} bytes of a file, from {@code position} on, without a copy in between where the system can. The
     * position of the channel itself plays no part. Cancelled when some of it has been written, it ends with how much, and
     * the cancellation comes at the next await. Where the file is not in memory the loop waits for its disk.
     *
     * @return how many bytes: less than {@code count} only if it was cancelled; fails with a {@link java.io.EOFException} if
     *     the file ends before
     */
    public final Coroutine<Long> write(FileChannel source, long position, long count) throws IOException {
        if (position < 0 || count < 0) {
            throw new IllegalArgumentException("there are no " + count + " bytes at " + position);
        }
        return new FileWrite(this, source, position, count);
    }

    @Override
    @Async
    public final Coroutine<Void> shutdownOutput() throws IOException {
        output.requireFree();
        socket.shutdownOutput();
        return done();
    }

    /**
     * Closes the connection without waiting, in a cancelled task too. {@link CloseReason#COMPLETED} ends the output in
     * order; {@link CloseReason#FAILED} resets the connection, so that the peer does not take what was cut off for the whole.
     */
    @Override
    public final Coroutine<Void> closeAsync(CloseReason reason) {
        return new CloseOperation(() -> closeNow(reason));
    }

    /** Closes the connection, outside of tasks too; the second call does nothing. */
    final void closeNow(CloseReason reason) throws IOException {
        if (socket.isOpen()) {
            closeNow(reason, new AsynchronousCloseException());
        }
    }

    /** As {@link #closeNow(CloseReason)}; operations that wait here fail with {@code why}. */
    final void closeNow(CloseReason reason, IOException why) throws IOException {
        if (!socket.isOpen()) {
            return;
        }
        open.settle();
        input.abort(why);
        output.abort(why);
        try {
            if (reason == CloseReason.FAILED) {
                socket.resetOnClose();
            }
        } finally {
            socket.close();
        }
    }

    /** True until this end is closed. */
    public final boolean isOpen() {
        return socket.isOpen();
    }
}
