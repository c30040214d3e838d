package dev.heddle.sync;

/**
 * What a task has got from a lock, a semaphore or a limiter and gives back by closing, most often by try-with-resources:
 *
 * <pre>{@code
 * try (Hold hold = await(mutex.acquire())) {
 *     ...
 * }
 * }</pre>
 *
 * <p>Confined to the loop thread.
 */
@FunctionalInterface
public interface Hold extends AutoCloseable {
    /**
     * Gives back what is held, and serves those who wait for it; they run in later steps. No suspension point, and works in
     * a cancelled task.
     *
     * @throws IllegalStateException if nothing is held, or not by the running task
     */
    @Override
    void close();
}
