package dev.heddle;

import java.io.IOException;

/**
 * A resource whose closing awaits. Inside an {@code @Async} method a call of {@link #close()} is a suspension point: it is
 * woven into {@code await(closeAsync(reason))}, so that try-with-resources closes it as Java programmers expect.
 */
public interface AsyncCloseable extends AutoCloseable {
    /** How the block that owns the resource ended. */
    enum CloseReason {
        /** By running to its end, a {@code return} included. */
        COMPLETED,
        /** With an exception that is being thrown on. */
        FAILED
    }

    /** Closes this resource; the second call finds it closed and does nothing. */
    Coroutine<Void> closeAsync(CloseReason reason);

    /**
     * Closes this resource. A suspension point; only woven code can call it.
     *
     * @throws IOException if closing fails
     * @throws NotWovenError when called from code that has not been woven
     */
    @Override
    default void close() throws IOException {
        throw NotWovenError.atCaller("`close()` of " + getClass().getName());
    }
}
