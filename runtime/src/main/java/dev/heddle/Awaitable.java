package dev.heddle;

import org.jspecify.annotations.Nullable;

/** What {@code await} accepts beside futures: something that a coroutine can wait for. */
public interface Awaitable<T extends @Nullable Object> {
    /**
     * A coroutine, not started yet, that ends with this awaitable's outcome. Called once for each {@code await}; does not
     * suspend.
     */
    Coroutine<T> toCoroutine();
}
