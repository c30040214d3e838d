package dev.heddle.engine;

import java.io.Closeable;
import java.io.IOException;

/**
 * Something of the operating system's that becomes ready, as its engine sees it; at most one waiter for each direction.
 *
 * <p>A waiter is armed after a call would have blocked. The engine keeps its interest in the operating system when the
 * waiter has been told, so that a channel that is read again and again needs no further system call; it drops the interest
 * when readiness arrives and nobody waits. Confined to the loop thread.
 */
public interface EngineDescriptor extends Closeable {
    /**
     * Calls {@code waiter} once, in a later {@link Engine#poll}, when reading or accepting would not block.
     *
     * @throws IllegalStateException if somebody waits for this direction already
     * @throws IOException if this is closed
     */
    void awaitReadable(Readiness waiter) throws IOException;

    /** Takes back a waiter that has not been told yet: it will not be. False if it does not wait here. */
    boolean withdraw(Readiness waiter);

    /** False once closed. */
    boolean isOpen();

    /**
     * Closes this and forgets its waiters, which are not told. No event of this descriptor reaches anybody from here on,
     * whoever gets the same number next. The descriptor itself is released by the next poll at the latest. The second call
     * does nothing.
     */
    @Override
    void close() throws IOException;
}
