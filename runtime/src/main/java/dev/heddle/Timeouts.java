package dev.heddle;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;

import dev.heddle.annotation.Async;
import dev.heddle.coroutine.Frame;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Coroutines run in a scope with a deadline. Stateless. */
final class Timeouts {
    private Timeouts() {}

    /** The result in time, or what the coroutine makes of the deadline; else the exception of the scope's deadline. */
    @Async
    static <T extends @Nullable Object> Coroutine<T> within(ScopeOptions options, Coroutine<T> coroutine)
            throws DeadlineExceeded {
        TaskScope scope = TaskScope.open(options);
        Outcome<T> ended = null;
        try (scope) {
            scope.checkpoint();
            ended = new Outcome.Success<>(await(coroutine));
        } catch (DeadlineExceeded late) {
            if (ended == null || late.scope != scope) {
                ((Frame<?>) coroutine).discard();
                throw late;
            }
        }
        return done(ended.get());
    }

    /** The same with null for the exception of the scope's own deadline. */
    @Async
    @SuppressWarnings("NullAway") // done() takes null where its type does, which NullAway's default mode does not see
    static <T extends @Nullable Object> Coroutine<@Nullable T> orNull(Duration timeout, Coroutine<T> coroutine) {
        TaskScope scope = TaskScope.open(ScopeOptions.deadline(timeout).named("moveOnAfter"));
        T result = null;
        try (scope) {
            scope.checkpoint();
            result = await(coroutine);
        } catch (DeadlineExceeded late) {
            ((Frame<?>) coroutine).discard();
            if (late.scope != scope) {
                throw Loop.<RuntimeException>sneaky(late);
            }
        }
        return done(result);
    }
}
