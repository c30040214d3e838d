package dev.heddle;

import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The words of asynchronous code, for static import: {@code await}, {@code done}, and the coroutines everybody needs. */
public final class Coroutines {
    private Coroutines() {}

    /**
     * Waits for a coroutine and yields its result, or throws its exception unchanged. A suspension point.
     *
     * @throws NotWovenError when called from code that has not been woven
     * @throws IllegalStateException if the coroutine was awaited or spawned before
     */
    public static <T extends @Nullable Object> T await(Coroutine<T> coroutine) {
        throw NotWovenError.atCaller("await");
    }

    /**
     * Waits for anything awaitable, a {@link Task} for example. A suspension point.
     *
     * @throws NotWovenError when called from code that has not been woven
     */
    public static <T extends @Nullable Object> T await(Awaitable<T> awaitable) {
        throw NotWovenError.atCaller("await");
    }

    /**
     * Waits for a future and yields its result, or throws the exception it was completed with, without a wrapper. A
     * suspension point.
     *
     * @throws NotWovenError when called from code that has not been woven
     */
    public static <T extends @Nullable Object> T await(CompletionStage<T> stage) {
        throw NotWovenError.atCaller("await");
    }
}
