package dev.heddle;

import org.jspecify.annotations.Nullable;

/** What {@link TaskScope#run} runs in a scope: an {@code @Async} method or lambda. */
@FunctionalInterface
public interface ScopeBody<T extends @Nullable Object> {
    /** The coroutine to run; called once, when the scope has been opened. */
    Coroutine<T> in(TaskScope scope) throws Exception;
}
