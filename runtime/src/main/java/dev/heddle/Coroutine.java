package dev.heddle;

import dev.heddle.coroutine.Frame;
import dev.heddle.coroutine.Resumable;
import org.jspecify.annotations.Nullable;

/**
 * One activation of an {@code @Async} method. It is cold: nothing runs until it is awaited or spawned, which happens
 * exactly once; a second time throws {@link IllegalStateException}.
 *
 * <p>Confined to the loop on which it is awaited or spawned. One that has not started may be handed to another thread.
 *
 * @param <T> the result
 */
public abstract sealed class Coroutine<T extends @Nullable Object> extends Resumable implements Awaitable<T>
        permits Frame {
    /** For {@link Frame} only. */
    protected Coroutine() {}

    @Override
    public final Coroutine<T> toCoroutine() {
        return this;
    }
}
