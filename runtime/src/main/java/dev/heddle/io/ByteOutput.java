package dev.heddle.io;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.heddle.Coroutine;
import dev.heddle.annotation.Async;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Where bytes go. Each method is a suspension point when awaited, which suspends only if the other side cannot take the bytes
 * yet: nothing piles up here. What it declares to throw is thrown by the await. One task writes at a time.
 *
 * <p>Confined to the loop thread.
 */
public interface ByteOutput {
    /**
     * Writes the bytes from position to limit of {@code source}; ends when all of them have been taken. Cancelled while it
     * waits, it may have written some: {@code source.position()} tells how far it has come, and the rest will not be written.
     */
    Coroutine<Void> write(ByteBuffer source) throws IOException;

    /**
     * Writes several buffers one after the other, with fewer calls of the operating system where the output has such.
     * Cancelled, the positions tell how far it has come, as with {@link #write(ByteBuffer)}. The array is not to be changed
     * before the end.
     */
    @Async
    default Coroutine<Void> write(ByteBuffer... sources) throws IOException {
        for (ByteBuffer source : sources) {
            await(write(source));
        }
        return done();
    }

    /** Writes all of {@code source}, as {@link #write(ByteBuffer)} does. */
    default Coroutine<Void> write(byte[] source) throws IOException {
        return write(ByteBuffer.wrap(source));
    }

    /** Writes {@code text} as UTF-8, as {@link #write(ByteBuffer)} does. */
    default Coroutine<Void> write(String text) throws IOException {
        return write(text.getBytes(UTF_8));
    }
}
