package dev.heddle.io;

import dev.heddle.Coroutine;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Where bytes come from. Each method that returns a coroutine is a suspension point when awaited, which suspends only if
 * nothing is there; what it declares to throw is thrown by the await. One task reads at a time.
 *
 * <p>A method that is cancelled has lost nothing: what had come is there for the next one. Confined to the loop thread.
 */
public interface ByteInput {
    /** The longest line that {@link #readLine()} accepts, in bytes without the line end. */
    int DEFAULT_LINE_LIMIT = 64 * 1024;

    /**
     * Reads at least one byte, and what else is there, into the space of {@code target}. Cancelled while it waits, it has
     * consumed nothing.
     *
     * @return how many bytes; 0 only if {@code target} has no space; -1 at the end of the stream
     */
    Coroutine<Integer> read(ByteBuffer target) throws IOException;

    /** Reads up to {@code length} bytes to {@code target[offset]} and after, as {@link #read(ByteBuffer)} does. */
    default Coroutine<Integer> read(byte[] target, int offset, int length) throws IOException {
        return read(ByteBuffer.wrap(target, offset, length));
    }

    /**
     * Reads so many bytes. Cancelled, it has consumed nothing.
     *
     * @return fails with an {@link EOFException}, having consumed nothing, if the stream ends before
     */
    Coroutine<byte[]> readExactly(int count) throws IOException;

    /**
     * Fills the space of {@code target}. Cancelled or failed, {@code target.position()} tells how much has come.
     *
     * @return fails with an {@link EOFException} if the stream ends before
     */
    Coroutine<Void> readExactly(ByteBuffer target) throws IOException;

    /**
     * Reads up to the next {@code delimiter}, which is consumed, too, but not part of the result. Cancelled, it has consumed
     * nothing.
     *
     * @param delimiter at least one byte
     * @param limit how many bytes may come before the delimiter
     * @return null at the end of the stream; fails, having consumed nothing, with a {@link LineTooLongException} if no
     *     delimiter comes within the limit, with an {@link EOFException} if none comes before the end of the stream
     */
    Coroutine<byte @Nullable []> readUntil(byte[] delimiter, int limit) throws IOException;

    /** Reads a line of at most {@link #DEFAULT_LINE_LIMIT} bytes, as {@link #readLine(int)} does. */
    default Coroutine<@Nullable String> readLine() throws IOException {
        return readLine(DEFAULT_LINE_LIMIT);
    }

    /**
     * Reads up to the next LF or CR LF, which is not part of the result, as UTF-8. The last line need not end with either.
     * Cancelled, it has consumed nothing.
     *
     * @return null at the end of the stream; fails with a {@link LineTooLongException}, having consumed nothing, if the line
     *     is longer than {@code limit} bytes
     */
    Coroutine<@Nullable String> readLine(int limit) throws IOException;

    /**
     * Reads all up to the end of the stream. Cancelled, it has consumed nothing.
     *
     * @return fails with an {@link InputTooLongException}, having consumed nothing, if more than {@code limit} bytes come
     */
    Coroutine<byte[]> readAll(int limit) throws IOException;

    /**
     * Writes all up to the end of this stream to another, no faster than that takes it. Cancelled or failed, what has been
     * read and not written is there for the next read. Neither end is closed.
     *
     * @return how many bytes
     */
    Coroutine<Long> transferTo(ByteOutput target) throws IOException;

    /** How many bytes have been read from the source and not handed out yet; the next read takes them without waiting. */
    default int buffered() {
        return 0;
    }
}
