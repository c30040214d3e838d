package dev.heddle.process;

import static dev.heddle.Coroutines.done;

import dev.heddle.Coroutine;
import dev.heddle.annotation.Async;
import dev.heddle.io.BufferedInput;
import dev.heddle.io.PipeInput;
import dev.heddle.scheduling.BlockingThreads;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An {@link InputStream} that blocks, read by another thread whenever somebody waits for bytes and none is reading yet. What
 * that thread has read is kept until it is asked for. So a read that is cancelled loses nothing: the thread goes on, and the
 * next read gets what it brings. While nothing comes, one thread waits, however often reads are given up; it cannot be called
 * back, since the JDK cannot interrupt such a read.
 *
 * <p>{@code content}, {@code ended}, {@code failure}, {@code reading} and {@code closed} are guarded by this object's monitor.
 * One loop at a time may use it, and its methods are confined to that loop's thread.
 */
final class StreamInput extends BufferedInput implements PipeInput {
    private static final int SIZE = 8 * 1024;

    private final Supplier<? extends InputStream> stream;
    private final String name;
    private final SoleWaiter reader;
    private final ByteBuffer content = ByteBuffer.allocate(SIZE).limit(0);
    private @Nullable IOException failure;
    private boolean ended;
    private boolean reading;
    private boolean closed;

    /** {@code stream} is asked for the stream for each read of it. */
    StreamInput(Supplier<? extends InputStream> stream, String name) {
        this.stream = stream;
        this.name = name;
        reader = new SoleWaiter(name);
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
        reader.requireNobody();
    }

    private synchronized boolean isReading() {
        return reading;
    }

    /** How many bytes; -1 at the end; 0 if there are none yet, and then a thread reads. */
    private synchronized int takeOrRead(ByteBuffer target) throws IOException {
        if (content.hasRemaining()) {
            int count = Math.min(target.remaining(), content.remaining());
            target.put(content.array(), content.position(), count);
            content.position(content.position() + count);
            return count;
        }
        if (failure != null) {
            throw failure;
        }
        if (ended) {
            return -1;
        }
        if (!reading) {
            reading = true;
            BlockingThreads.start(this::readAhead);
        }
        return 0;
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
        synchronized (this) {
            reading = false;
            ended = count < 0;
            failure = thrown;
            content.limit(Math.max(count, 0)).position(0);
        }
        reader.tryAgain();
    }

    /** The stream is closed by a thread that nobody waits for, since some streams cannot be closed under a read. */
    @Override
    @Async
    public Coroutine<Void> closeAsync(CloseReason reason) {
        boolean isFirst;
        synchronized (this) {
            isFirst = !closed;
            closed = true;
        }
        reader.abort();
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

    private final class Read extends SoleWaiter.Attempt<Integer> {
        private final ByteBuffer target;

        Read(ByteBuffer target) {
            super(reader);
            this.target = target;
        }

        @Override
        protected @Nullable Object attempt() throws IOException {
            requireReadable();
            return advance();
        }

        @Override
        Object advance() throws IOException {
            int count = takeOrRead(target);
            return count == 0 ? NOT_YET : count;
        }

        @Override
        boolean isUnderWay() {
            return isReading();
        }

        @Override
        public String toString() {
            return "read from " + name;
        }
    }
}
