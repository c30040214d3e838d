package dev.heddle.operator;

import dev.heddle.AsyncFunction;
import dev.heddle.Coroutine;
import dev.heddle.Coroutines;
import dev.heddle.DeadlineExceeded;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Calls with checked exceptions, which go through a stream to those who ask for its elements. Stateless. */
final class Calls {
    private Calls() {}

    static <T extends @Nullable Object, R extends @Nullable Object> Coroutine<R> of(
            AsyncFunction<? super T, R> function, T argument) {
        try {
            return function.apply(argument);
        } catch (Exception failure) {
            throw Failures.<RuntimeException>sneaky(failure);
        }
    }

    static <T extends @Nullable Object> Coroutine<T> within(Duration limit, Coroutine<T> coroutine) {
        try {
            return Coroutines.timeout(limit, coroutine);
        } catch (DeadlineExceeded neverHere) {
            throw Failures.<RuntimeException>sneaky(neverHere);
        }
    }
}
