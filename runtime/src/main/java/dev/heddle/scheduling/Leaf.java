package dev.heddle.scheduling;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An operation that a task waits for and that ends with a value or an exception: a read, the wait for another task.
 *
 * <p>Confined to the loop thread.
 */
public abstract class Leaf<T extends @Nullable Object> extends Wait<T> {
    private @Nullable Object value;
    private @Nullable Throwable failure;

    /** A cold operation. */
    protected Leaf() {}

    /** Ends the wait with a result; the task runs later in this tick or in the next one. */
    protected final void complete(@Nullable T result) {
        value = result;
        makeReady();
    }

    /** Ends the wait with an exception. */
    protected final void fail(Throwable exception) {
        failure = Objects.requireNonNull(exception, "exception");
        makeReady();
    }

    /** Makes this operation, which is over, a cold one again. */
    protected final void becomeCold() {
        state = 0;
        caller = null;
    }

    /** This operation had to wait and is over, its outcome on the way to the task. */
    protected void outcomeTaken() {}

    @Override
    final void over(Scheduler scheduler) {
        value = null;
        failure = null;
        outcomeTaken();
    }

    @Override
    final @Nullable Object value() {
        return value;
    }

    @Override
    final @Nullable Throwable failure() {
        return failure;
    }
}
