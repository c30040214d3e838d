package dev.heddle;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.sleep;

import dev.heddle.annotation.Async;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Makes a call again and again until it succeeds. Stateless. */
final class Retry {
    private Retry() {}

    @Async
    static <T extends @Nullable Object, E extends Exception> Coroutine<T> run(Backoff backoff, AsyncCall<T, E> call)
            throws E {
        for (int attempt = 1; ; attempt++) {
            try {
                return done(await(call.call()));
            } catch (Exception failure) {
                if (!backoff.triesAgain(attempt, failure)) {
                    throw Loop.<RuntimeException>sneaky(failure);
                }
                Duration delay = backoff.delayAfter(attempt, Loop.current().random());
                await(sleep(delay)); // throws on if the failure was that of a scope around
            }
        }
    }
}
