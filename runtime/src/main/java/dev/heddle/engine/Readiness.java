package dev.heddle.engine;

/**
 * Who waits for one direction of one channel. Told once for each time it was armed; a leaf operation is its own waiter, so
 * that waiting allocates nothing.
 *
 * <p>Confined to the loop thread.
 */
@FunctionalInterface
public interface Readiness {
    /**
     * Called inside {@link Engine#poll}: a call in the awaited direction will not block, or will fail at once. It may still
     * find nothing to do; the waiter then arms itself again. Must not throw and must not poll.
     */
    void ready();
}
