package dev.heddle;

import org.jspecify.annotations.Nullable;

/** A call of an {@code @Async} method that can be made again: {@code () -> fetch(url)}. */
@FunctionalInterface
public interface AsyncCall<T extends @Nullable Object, E extends Exception> {
    /** A new coroutine for each call. */
    Coroutine<T> call() throws E;
}
