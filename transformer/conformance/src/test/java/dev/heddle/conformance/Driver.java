package dev.heddle.conformance;

import dev.heddle.Awaitable;
import dev.heddle.Coroutine;
import java.util.concurrent.CompletableFuture;

/** Runs a case and provides the probes that it awaits. Confined to one run at a time. */
interface Driver {
    /** Runs an entry and waits for what it returns; throws what that fails with. */
    Object run(Entry entry) throws Throwable;

    /** A cold coroutine that ends with {@code outcome} at {@code timing} after it was started. */
    <T> Coroutine<T> coroutine(Runnable onStart, Outcome<T> outcome, Timing timing);

    /** A coroutine that does not wait to be awaited, where there is a loop that can run it meanwhile. */
    default <T> Awaitable<T> task(Coroutine<T> coroutine) {
        return coroutine;
    }

    /** Has {@code completion} run at {@code timing}: at once, or later on the driving or on another thread. */
    void complete(Runnable completion, Timing timing);

    /** The call of a case, which returns an awaitable. */
    interface Entry {
        Object call() throws Throwable;
    }

    /** The value or failure of an await. */
    record Outcome<T>(T value, Throwable failure) {
        T get() throws Throwable {
            if (failure != null) {
                throw failure;
            }
            return value;
        }

        void complete(CompletableFuture<T> future) {
            if (failure != null) {
                future.completeExceptionally(failure);
            } else {
                future.complete(value);
            }
        }
    }
}
