package dev.heddle.io;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;

import dev.heddle.Coroutine;
import dev.heddle.annotation.Async;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * All of {@link ByteInput} for a source that can {@link #receive} bytes. It reads ahead only in search of something, or when
 * it has to know all before it hands out any; otherwise bytes go from the source to their place at once.
 *
 * <p>Bytes that were read ahead are the first to be handed out, by each method. Confined to the loop thread.
 */
public abstract class BufferedInput implements ByteInput {
    /** What a transfer moves at once. */
    private static final int TRANSFER = 16 * 1024;

    private final ReadAhead ahead = new ReadAhead();

    /** True while a method of this class waits with what was read ahead in its hands. */
    private boolean busy;

    /** Nothing has been read ahead. */
    protected BufferedInput() {}

    /**
     * Reads from the source itself, as {@link ByteInput#read(ByteBuffer)} does; {@code target} has space. Awaited at once.
     */
    protected abstract Coroutine<Integer> receive(ByteBuffer target) throws IOException;

    /**
     * Refuses to hand out what was read ahead: when the stream is closed, or another task reads it. Called when a method
     * begins.
     */
    protected void requireReadable() throws IOException {}

    /**
     * Moves bytes that were read ahead, if there are any and as many as fit, into {@code target}: for subclasses that have a
     * {@code read} of their own.
     *
     * @return how many bytes
     */
    protected final int takeAhead(ByteBuffer target) {
        requireIdle();
        return ahead.transfer(target);
    }

    @Override
    public final int buffered() {
        return ahead.size();
    }

    @Override
    @Async
    public Coroutine<Integer> read(ByteBuffer target) throws IOException {
        begin();
        if (!target.hasRemaining()) {
            return done(0);
        }
        int count = ahead.transfer(target);
        return count > 0 ? done(count) : receive(target);
    }

    @Override
    @Async
    public final Coroutine<byte[]> readExactly(int count) throws IOException {
        begin();
        while (ahead.size() < count) {
            if (!await(fill())) {
                throw new EOFException("the stream ended after " + ahead.size() + " of " + count + " bytes");
            }
        }
        return done(ahead.take(count));
    }

    @Override
    @Async
    public final Coroutine<Void> readExactly(ByteBuffer target) throws IOException {
        int wanted = target.remaining();
        while (target.hasRemaining()) {
            if (await(read(target)) < 0) {
                throw new EOFException(
                        "the stream ended after " + (wanted - target.remaining()) + " of " + wanted + " bytes");
            }
        }
        return done();
    }

    @Override
    @Async
    @SuppressWarnings("NullAway") // done() takes null where its type does, which NullAway's default mode does not see
    public final Coroutine<byte @Nullable []> readUntil(byte[] delimiter, int limit) throws IOException {
        if (delimiter.length == 0) {
            throw new IllegalArgumentException("a delimiter has at least one byte");
        }
        begin();
        int searched = 0;
        while (true) {
            int length = ahead.indexOf(delimiter, searched);
            searched = Math.max(0, ahead.size() - delimiter.length + 1);
            if ((length >= 0 ? length : searched) > limit) {
                throw LineTooLongException.ofDelimiter(limit);
            }
            if (length >= 0) {
                byte[] found = ahead.take(length);
                ahead.skip(delimiter.length);
                return done(found);
            }
            if (!await(fill())) {
                if (ahead.size() == 0) {
                    return done(null);
                }
                throw new EOFException("the stream ended after " + ahead.size() + " bytes without a delimiter");
            }
        }
    }

    @Override
    @Async
    @SuppressWarnings("NullAway") // done() takes null where its type does, which NullAway's default mode does not see
    public final Coroutine<@Nullable String> readLine(int limit) throws IOException {
        begin();
        int searched = 0;
        while (true) {
            int lineEnd = ahead.indexOf((byte) '\n', searched);
            searched = lineEnd < 0 ? ahead.size() : lineEnd;
            int length = searched > 0 && ahead.get(searched - 1) == '\r' ? searched - 1 : searched;
            if (length > limit) {
                throw LineTooLongException.ofLine(limit);
            }
            if (lineEnd >= 0) {
                return done(ahead.takeText(length, lineEnd + 1 - length));
            }
            if (!await(fill())) {
                return done(ahead.size() == 0 ? null : ahead.takeText(ahead.size(), 0));
            }
        }
    }

    @Override
    @Async
    public final Coroutine<byte[]> readAll(int limit) throws IOException {
        begin();
        do {
            if (ahead.size() > limit) {
                throw new InputTooLongException(limit);
            }
        } while (await(fill()));
        return done(ahead.take(ahead.size()));
    }

    @Override
    @Async
    public final Coroutine<Long> transferTo(ByteOutput target) throws IOException {
        begin();
        long total = 0;
        while (ahead.size() > 0 || await(fill(TRANSFER))) {
            ByteBuffer content = ahead.content();
            int before = content.position();
            busy = true;
            try {
                await(target.write(content));
            } finally {
                busy = false;
                total += content.position() - before;
                ahead.skip(content.position() - before);
            }
        }
        return done(total);
    }

    private Coroutine<Boolean> fill() throws IOException {
        return fill(0);
    }

    /** Reads at least one byte ahead; false at the end of the stream. */
    @Async
    private Coroutine<Boolean> fill(int wanted) throws IOException {
        busy = true;
        try {
            int count = await(receive(ahead.room(wanted)));
            if (count < 0) {
                return done(false);
            }
            ahead.filled(count);
            return done(true);
        } finally {
            busy = false;
        }
    }

    private void begin() throws IOException {
        requireReadable();
        requireIdle();
    }

    private void requireIdle() {
        if (busy) {
            throw new IllegalStateException(
                    "another task reads from " + this + " already: only one task at a time can");
        }
    }
}
