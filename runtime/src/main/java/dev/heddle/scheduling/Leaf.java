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

    @Override
    final @Nullable Object value() {
        return value;
    }

    @Override
    final @Nullable Throwable failure() {
        return failure;
    }
}
