package dev.heddle.scheduling;

import dev.heddle.Coroutine;
import dev.heddle.SelectCase;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A case of a select: makes the operation anew for each select. Immutable.
 *
 * @param operation makes a cold operation
 * @param handler what is done with its result
 */
public record OperationCase<T extends @Nullable Object, R extends @Nullable Object>(
        Supplier<? extends Waiter<? extends T>> operation, Handler<? super T, R> handler) implements SelectCase<R> {
    @SuppressWarnings({"unchecked", "NullAway"}) // the result is one of the operation
    Coroutine<R> handle(@Nullable Object result) throws Exception {
        return handler.handle((T) result);
    }
}
