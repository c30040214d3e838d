package dev.heddle.process;

import static dev.heddle.Coroutines.done;

import dev.heddle.Coroutine;
import dev.heddle.Loop;
import dev.heddle.annotation.Async;
import dev.heddle.io.BufferedInput;
import dev.heddle.io.PipeInput;
import dev.heddle.scheduling.BlockingThreads;
import dev.heddle.scheduling.Waiter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An {@link InputStream} that blocks, read by another thread whenever somebody waits for bytes and none is reading yet. What
 * that thread has read is kept until it is asked for. So a read that is cancelled loses nothing: the thread goes on, and the
 * next read gets what it brings. While nothing comes, one thread waits, however often reads are given up; it cannot be called
 * back, since the JDK cannot interrupt such a read.
 *
 * <p>{@code content}, {@code failure}, {@code reading}, {@code closed} and {@code waiting} are guarded by this object's monitor. One loop at
 * a time may use it, and its methods are confined to that loop's thread.
 */
final class StreamInput extends BufferedInput implements PipeInput {
    private static final int SIZE = 8 * 1024;

    private final Supplier<? extends InputStream> stream;
    private final String name;
    private final ByteBuffer content = ByteBuffer.allocate(SIZE).limit(0);
    private @Nullable IOException failure;
    private boolean ended;
    private boolean reading;
    private @Nullable Read waiting;
    private boolean closed;

    /** {@code stream} is asked for the stream for each read of it. */
    StreamInput(Supplier<? extends InputStream> stream, String name) {
        this.stream = stream;
        this.name = name;
    }

    @Override
    protected Coroutine<Integer> receive(ByteBuffer target) {
        return new Read(target);
    }

    @Override
    protected synchronized void requireReadable() throws IOException {
        if (closed) {
            throw new ClosedChannelException();
        }
        if (waiting != null) {
            throw new IllegalStateException(
                    waiting.task() + " waits for " + name + " already: only one task at a time can");
        }
    }

    /** How many bytes; -1 at the end; 0 if there are none yet. */
    private synchronized int take(ByteBuffer target) throws IOException {
        if (content.hasRemaining()) {
            int count = Math.min(target.remaining(), content.remaining());
            target.put(content.slice().limit(count));
            content.position(content.position() + count);
            return count;
        }
        if (failure != null) {
            throw failure;
        }
        return ended ? -1 : 0;
    }

    /** On another thread. */
    private void readAhead() {
        int count = 0;
        IOException thrown = null;
        byte[] bytes = content.array();
        try {
            count = stream.get().read(bytes, 0, bytes.length);
        } catch (IOException e) {
            thrown = e;
        }
        Read told;
        synchronized (this) {
            reading = false;
            ended = count < 0;
            failure = thrown;
            content.limit(Math.max(count, 0)).position(0);
            told = waiting;
        }
        if (told != null) {
            told.tellLoop();
        }
    }

    /** The stream is closed by a thread that nobody waits for, since some streams cannot be closed under a read. */
    @Override
    @Async
    public Coroutine<Void> closeAsync(CloseReason reason) {
        Read aborted;
        boolean isFirst;
        synchronized (this) {
            isFirst = !closed;
            closed = true;
            aborted = waiting;
            waiting = null;
        }
        if (aborted != null) {
            aborted.refuse(new AsynchronousCloseException());
        }
        if (isFirst) {
            BlockingThreads.start(this::closeStream);
        }
        return done();
    }

    private void closeStream() {
        try {
            stream.get().close();
        } catch (IOException nothingToBeDone) {
            return;
        }
    }

    @Override
    public String toString() {
        return name;
    }

    private final class Read extends Waiter<Integer> {
        private final ByteBuffer target;
        private @Nullable Loop loop;

        Read(ByteBuffer target) {
            this.target = target;
        }

        @Override
        protected Object attempt() throws IOException {
            requireReadable();
            int count = take(target);
            return count == 0 ? NOT_YET : count;
        }

        @Override
        protected void enqueue() {
            loop = Loop.current();
            synchronized (StreamInput.this) {
                waiting = this;
                if (content.hasRemaining() || ended || failure != null) {
                    tellLoop();
                } else if (!reading) {
                    reading = true;
                    BlockingThreads.start(StreamInput.this::readAhead);
                }
            }
        }

        @Override
        protected void dequeue() {
            synchronized (StreamInput.this) {
                if (waiting == this) {
                    waiting = null;
                }
            }
        }

        /** Any thread. */
        void tellLoop() {
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
            synchronized (StreamInput.this) {
                if (waiting != this) {
                    return;
                }
                waiting = null;
            }
            try {
                int count = take(target);
                if (count == 0) {
                    enqueue();
                } else {
                    serve(count);
                }
            } catch (IOException e) {
                refuse(e);
            }
        }

        @Override
        public String toString() {
            return "read from " + name;
        }
    }
}
