package dev.heddle;

import org.jspecify.annotations.Nullable;

/** What {@link TaskScope#start} runs: an {@code @Async} method or lambda that calls {@link Startup#ready} at some time. */
@FunctionalInterface
public interface StartBody<T extends @Nullable Object> {
    /** The coroutine to run; called once. */
    Coroutine<?> in(Startup<T> startup) throws Exception;
}
