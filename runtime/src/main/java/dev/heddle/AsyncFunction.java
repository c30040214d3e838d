package dev.heddle;

import org.jspecify.annotations.Nullable;

/** A function whose result is awaited: an {@code @Async} method or lambda with one parameter. */
@FunctionalInterface
public interface AsyncFunction<T extends @Nullable Object, R extends @Nullable Object> {
    /** A new coroutine for each argument. */
    Coroutine<R> apply(T argument) throws Exception;
}
