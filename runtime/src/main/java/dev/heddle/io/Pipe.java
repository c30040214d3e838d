package dev.heddle.io;

import static dev.heddle.Coroutines.done;

import dev.heddle.AsyncCloseable;
import dev.heddle.Coroutine;
import dev.heddle.Task;
import dev.heddle.annotation.Async;
import dev.heddle.scheduling.Gate;
import dev.heddle.scheduling.Shared;
import dev.heddle.scheduling.Waiter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A pipe between two tasks of one loop: what is written into {@link #output} is read from {@link #input}. Between them are at
 * most as many bytes as its capacity; who writes more waits for who reads.
 *
 * <p>An output that is closed with {@link AsyncCloseable.CloseReason#FAILED} ends the input with an {@link IOException} in the
 * place of the end of the stream, after what has been written: half of something is not taken for the whole. One task may
 * read while another writes. Confined to the loop thread.
 */
public final class Pipe extends Shared {
    private static final int CAPACITY = 16 * 1024;

    /** A ring: {@code count} bytes from {@code start} on. */
    private final byte[] ring;

    private int start;
    private int count;

    private final Input input = new Input();
    private final Output output = new Output();
    private @Nullable Read reader;
    private @Nullable Write writer;
    private boolean inputClosed;
    private boolean outputClosed;

    /** Null unless the output was closed after a failure. */
    private @Nullable IOException brokenOff;

    /** An empty pipe of 16 KiB. */
    public Pipe() {
        this(CAPACITY);
    }

    /** An empty pipe that holds up to {@code capacity} bytes, at least one. */
    public Pipe(int capacity) {
        super("pipe");
        if (capacity < 1) {
            throw new IllegalArgumentException("a pipe holds at least one byte, not " + capacity);
        }
        ring = new byte[capacity];
    }

    /** Gives it a name, for messages; returns this. */
    public Pipe named(String name) {
        name(name);
        return this;
    }

    /** The end that bytes come out of. */
    public PipeInput input() {
        return input;
    }

    /** The end that bytes go into. */
    public PipeOutput output() {
        return output;
    }

    /** The tasks that wait to read or to write. */
    @Override
    public List<Task<?>> waiters() {
        return Stream.of(reader, writer)
                .filter(each -> each != null)
                .<Task<?>>map(each -> (Task<?>) each.task())
                .toList();
    }

    /** Nobody: any task may be the one at the other end. */
    @Override
    public List<Task<?>> holders() {
        return List.of();
    }

    private void put(ByteBuffer source) {
        while (source.hasRemaining() && count < ring.length) {
            int end = (start + count) % ring.length;
            int moved = Math.min(source.remaining(), Math.min(ring.length - count, ring.length - end));
            source.get(ring, end, moved);
            count += moved;
        }
    }

    private int take(ByteBuffer target) {
        int before = target.position();
        while (target.hasRemaining() && count > 0) {
            int moved = Math.min(target.remaining(), Math.min(count, ring.length - start));
            target.put(ring, start, moved);
            start = (start + moved) % ring.length;
            count -= moved;
        }
        return target.position() - before;
    }

    /** Lets the one that waits to read have what has been written. */
    private void feedReader() {
        Read waiting = reader;
        if (waiting != null && (count > 0 || outputClosed)) {
            reader = null;
            if (count == 0 && brokenOff != null) {
                waiting.refuse(brokenOff);
            } else {
                waiting.serve(count == 0 ? -1 : take(waiting.target));
            }
        }
    }

    /** Lets the one that waits to write go on with the space there is. */
    private void feedWriter() {
        Write waiting = writer;
        if (waiting != null) {
            put(waiting.source);
            if (!waiting.source.hasRemaining()) {
                writer = null;
                waiting.serve(null);
            }
        }
    }

    private void closeInput() {
        if (inputClosed) {
            return;
        }
        inputClosed = true;
        count = 0;
        if (reader != null) {
            reader.refuse(new AsynchronousCloseException());
            reader = null;
        }
        if (writer != null) {
            writer.refuse(nobodyReads());
            writer = null;
        }
    }

    private void closeOutput(AsyncCloseable.CloseReason reason) {
        if (outputClosed) {
            return;
        }
        outputClosed = true;
        if (reason == AsyncCloseable.CloseReason.FAILED || writer != null) {
            brokenOff = new IOException(this + " was broken off: its writer has failed");
        }
        if (writer != null) {
            writer.refuse(new AsynchronousCloseException());
            writer = null;
        }
        feedReader();
    }

    private IOException nobodyReads() {
        return new IOException(this + " is broken: its input is closed");
    }

    private final class Input extends BufferedInput implements PipeInput {
        @Override
        protected Coroutine<Integer> receive(ByteBuffer target) {
            return new Read(target);
        }

        @Override
        protected void requireReadable() throws IOException {
            confine("read");
            if (inputClosed) {
                throw new ClosedChannelException();
            }
            if (reader != null) {
                throw new IllegalStateException(
                        reader.task() + " waits to read from " + Pipe.this + " already: only one task at a time can");
            }
        }

        @Override
        @Async
        public Coroutine<Void> closeAsync(CloseReason reason) {
            confine("close");
            closeInput();
            return done();
        }

        @Override
        public String toString() {
            return "input of " + Pipe.this;
        }
    }

    private final class Output implements PipeOutput {
        @Override
        public Coroutine<Void> write(ByteBuffer source) {
            return Gate.nothing(new Write(source));
        }

        @Override
        @Async
        public Coroutine<Void> closeAsync(CloseReason reason) {
            confine("close");
            closeOutput(reason);
            return done();
        }

        @Override
        public String toString() {
            return "output of " + Pipe.this;
        }
    }

    /** The wait for bytes. */
    private final class Read extends Waiter<Integer> {
        private final ByteBuffer target;

        Read(ByteBuffer target) {
            this.target = target;
        }

        @Override
        protected Object attempt() throws IOException {
            input.requireReadable();
            if (count == 0) {
                if (!outputClosed) {
                    return NOT_YET;
                }
                if (brokenOff != null) {
                    throw brokenOff;
                }
                return -1;
            }
            int taken = take(target);
            feedWriter();
            return taken;
        }

        @Override
        protected void enqueue() {
            reader = this;
        }

        @Override
        protected void dequeue() {
            if (reader == this) {
                reader = null;
            }
        }

        @Override
        public String toString() {
            return Pipe.this + " to read";
        }
    }

    /** The wait for space. */
    private final class Write extends Waiter<@Nullable Void> {
        private final ByteBuffer source;

        Write(ByteBuffer source) {
            this.source = source;
        }

        @Override
        protected @Nullable Object attempt() throws IOException {
            confine("write");
            if (outputClosed) {
                throw new ClosedChannelException();
            }
            if (inputClosed) {
                throw nobodyReads();
            }
            if (writer != null) {
                throw new IllegalStateException(
                        writer.task() + " waits to write to " + Pipe.this + " already: only one task at a time can");
            }
            put(source);
            feedReader();
            put(source);
            return source.hasRemaining() ? NOT_YET : null;
        }

        @Override
        protected void enqueue() {
            writer = this;
        }

        @Override
        protected void dequeue() {
            if (writer == this) {
                writer = null;
            }
        }

        @Override
        public String toString() {
            return Pipe.this + " to write";
        }
    }
}
