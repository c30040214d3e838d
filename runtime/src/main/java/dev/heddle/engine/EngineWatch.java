package dev.heddle.engine;

import java.io.IOException;

/**
 * A descriptor that somebody else opened, reads, writes and closes; here it is only told when that would not block. Confined
 * to the loop thread.
 */
public interface EngineWatch extends EngineDescriptor {
    /**
     * Calls {@code waiter} once, in a later {@link Engine#poll}, when writing would not block.
     *
     * @throws IllegalStateException if somebody waits for this direction already
     * @throws IOException if this is closed
     */
    void awaitWritable(Readiness waiter) throws IOException;
}
