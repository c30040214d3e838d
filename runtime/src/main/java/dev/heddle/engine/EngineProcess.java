package dev.heddle.engine;

import java.io.Closeable;
import java.io.IOException;

/**
 * A process as a descriptor that becomes ready when the process has ended, whoever's child it is. It tells nothing else; how
 * a child has ended is known to whoever started it. Confined to the loop thread.
 */
public interface EngineProcess extends Closeable {
    /**
     * Calls {@code waiter} once, in a later {@link Engine#poll}, when the process has ended; also if it had before.
     *
     * @throws IllegalStateException if somebody waits already
     * @throws IOException if this is closed
     */
    void awaitEnd(Readiness waiter) throws IOException;

    /** Takes back a waiter that has not been told yet: it will not be. False if it does not wait here. */
    boolean withdraw(Readiness waiter);

    /**
     * Sends a signal to the process: to this one for certain, and not to another one that has got its number since.
     *
     * @param number that of the signal, as the system counts them
     * @return false if the process has ended
     */
    boolean signal(int number) throws IOException;

    /** False once closed. */
    boolean isOpen();

    /** Forgets the waiter, which is not told. Does nothing to the process. The second call does nothing. */
    @Override
    void close() throws IOException;
}
