package dev.heddle.process;

import static dev.heddle.Coroutines.done;

import dev.heddle.Coroutine;
import dev.heddle.annotation.Async;
import dev.heddle.io.PipeOutput;
import dev.heddle.scheduling.BlockingThreads;
import dev.heddle.scheduling.Gate;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An {@link OutputStream} that blocks, written to by another thread, up to {@value #AT_ONCE} bytes at a time and flushed. A
 * piece that such a thread has taken counts as written. So a write that is cancelled does not wait for it, and the next one
 * goes on after it. At most one thread waits, however many writes are given up; it cannot be called back.
 *
 * <p>{@code failure}, {@code writing} and {@code closed} are guarded by this object's monitor. One loop at a time may use it,
 * and its methods are confined to that loop's thread.
 */
final class StreamOutput implements PipeOutput {
    private static final int AT_ONCE = 8 * 1024;

    private final Supplier<? extends OutputStream> stream;
    private final String name;
    private final SoleWaiter writer;
    private @Nullable IOException failure;
    private boolean writing;
    private boolean closed;

    /** {@code stream} is asked for the stream for each piece. */
    StreamOutput(Supplier<? extends OutputStream> stream, String name) {
        this.stream = stream;
        this.name = name;
        writer = new SoleWaiter(name);
    }

    @Override
    public Coroutine<Void> write(ByteBuffer source) {
        return Gate.nothing(new Write(source));
    }

    private synchronized void requireWritable() throws ClosedChannelException {
        if (closed) {
            throw new ClosedChannelException();
        }
        writer.requireNobody();
    }

    private synchronized boolean isWriting() {
        return writing;
    }

    /** True when a thread has written all of it; otherwise one writes. */
    private synchronized boolean isWritten(ByteBuffer source) throws IOException {
        if (failure != null) {
            throw failure;
        }
        if (!writing) {
            if (!source.hasRemaining()) {
                return true;
            }
            byte[] piece = new byte[Math.min(AT_ONCE, source.remaining())];
            source.get(piece);
            writing = true;
            BlockingThreads.start(() -> writePiece(piece));
        }
        return false;
    }

    /** On another thread. */
    private void writePiece(byte[] piece) {
        IOException thrown = null;
        try {
            OutputStream target = stream.get();
            target.write(piece);
            target.flush();
        } catch (IOException e) {
            thrown = e;
        }
        boolean isLast;
        synchronized (this) {
            writing = false;
            failure = thrown;
            isLast = closed;
        }
        if (isLast) {
            closeStream();
        }
        writer.tryAgain();
    }

    /** What is still being written is written before, by a thread that nobody waits for. */
    @Override
    @Async
    public Coroutine<Void> closeAsync(CloseReason reason) {
        closeNow();
        return done();
    }

    private void closeNow() {
        boolean isIdle;
        synchronized (this) {
            isIdle = !closed && !writing;
            closed = true;
        }
        writer.abort();
        if (isIdle) {
            BlockingThreads.start(this::closeStream);
        }
    }

    private void closeStream() {
        try {
            stream.get().close();
        } catch (IOException nobodyReads) {
            return;
        }
    }

    @Override
    public String toString() {
        return name;
    }

    private final class Write extends SoleWaiter.Attempt<@Nullable Void> {
        private final ByteBuffer source;

        Write(ByteBuffer source) {
            super(writer);
            this.source = source;
        }

        @Override
        protected @Nullable Object attempt() throws IOException {
            requireWritable();
            return advance();
        }

        @Override
        @Nullable
        Object advance() throws IOException {
            return isWritten(source) ? null : NOT_YET;
        }

        @Override
        boolean isUnderWay() {
            return isWriting();
        }

        @Override
        public String toString() {
            return "write to " + name;
        }
    }
}
