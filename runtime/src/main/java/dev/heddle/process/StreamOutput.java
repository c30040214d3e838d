package dev.heddle.process;

import static dev.heddle.Coroutines.done;

import dev.heddle.Coroutine;
import dev.heddle.Loop;
import dev.heddle.annotation.Async;
import dev.heddle.io.PipeOutput;
import dev.heddle.scheduling.BlockingThreads;
import dev.heddle.scheduling.Gate;
import dev.heddle.scheduling.Waiter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An {@link OutputStream} that blocks, written to by another thread, up to {@value #AT_ONCE} bytes at a time and flushed. A
 * piece that such a thread has taken counts as written. So a write that is cancelled does not wait for it, and the next one
 * goes on after it. At most one thread waits, however many writes are given up; it cannot be called back.
 *
 * <p>{@code failure}, {@code writing}, {@code closed} and {@code waiting} are guarded by this object's monitor. One loop at a
 * time may use it, and its methods are confined to that loop's thread.
 */
final class StreamOutput implements PipeOutput {
    private static final int AT_ONCE = 8 * 1024;

    private final Supplier<? extends OutputStream> stream;
    private final String name;
    private @Nullable IOException failure;
    private boolean writing;
    private boolean closed;
    private @Nullable Write waiting;

    /** {@code stream} is asked for the stream for each piece. */
    StreamOutput(Supplier<? extends OutputStream> stream, String name) {
        this.stream = stream;
        this.name = name;
    }

    @Override
    public Coroutine<Void> write(ByteBuffer source) {
        return Gate.nothing(new Write(source));
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
        Write told;
        boolean isLast;
        synchronized (this) {
            writing = false;
            failure = thrown;
            told = waiting;
            isLast = closed;
        }
        if (isLast) {
            closeStream();
        }
        if (told != null) {
            told.tellLoop();
        }
    }

    /** What is still being written is written before, by a thread that nobody waits for. */
    @Override
    @Async
    public Coroutine<Void> closeAsync(CloseReason reason) {
        closeNow();
        return done();
    }

    private void closeNow() {
        Write aborted;
        boolean isIdle;
        synchronized (this) {
            isIdle = !closed && !writing;
            closed = true;
            aborted = waiting;
            waiting = null;
        }
        if (aborted != null) {
            aborted.refuse(new AsynchronousCloseException());
        }
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

    private final class Write extends Waiter<@Nullable Void> {
        private final ByteBuffer source;
        private @Nullable Loop loop;

        Write(ByteBuffer source) {
            this.source = source;
        }

        @Override
        protected @Nullable Object attempt() throws IOException {
            synchronized (StreamOutput.this) {
                if (closed) {
                    throw new ClosedChannelException();
                }
                if (waiting != null) {
                    throw new IllegalStateException(
                            waiting.task() + " waits for " + name + " already: only one task at a time can");
                }
                return go();
            }
        }

        /** Hands over the next piece, unless one is being written. */
        private @Nullable Object go() throws IOException {
            synchronized (StreamOutput.this) {
                if (failure != null) {
                    throw failure;
                }
                if (!writing) {
                    if (!source.hasRemaining()) {
                        return null;
                    }
                    byte[] piece = new byte[Math.min(AT_ONCE, source.remaining())];
                    source.get(piece);
                    writing = true;
                    BlockingThreads.start(() -> writePiece(piece));
                }
                return NOT_YET;
            }
        }

        @Override
        protected void enqueue() {
            loop = Loop.current();
            synchronized (StreamOutput.this) {
                waiting = this;
                if (!writing) {
                    tellLoop();
                }
            }
        }

        @Override
        protected void dequeue() {
            synchronized (StreamOutput.this) {
                if (waiting == this) {
                    waiting = null;
                }
            }
        }

        /** Any thread. */
        private void tellLoop() {
            Loop home = loop;
            if (home == null) {
                return;
            }
            try {
                home.execute(this::again);
            } catch (RejectedExecutionException loopIsClosed) {
                return;
            }
        }

        private void again() {
            synchronized (StreamOutput.this) {
                if (waiting != this) {
                    return;
                }
            }
            try {
                if (go() != NOT_YET) {
                    dequeue();
                    serve(null);
                }
            } catch (IOException e) {
                dequeue();
                refuse(e);
            }
        }

        @Override
        public String toString() {
            return "write to " + name;
        }
    }
}
