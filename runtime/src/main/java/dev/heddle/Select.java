package dev.heddle;

import dev.heddle.annotation.Async;
import dev.heddle.scheduling.OperationCase;
import dev.heddle.scheduling.Selection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Waits for the first of several operations, then runs its handler. Stateless. */
final class Select {
    private Select() {}

    static <R extends @Nullable Object> Coroutine<R> of(Collection<? extends SelectCase<? extends R>> cases) {
        List<OperationCase<?, ? extends R>> operations = new ArrayList<>(cases.size());
        for (SelectCase<? extends R> each : cases) {
            operations.add((OperationCase<?, ? extends R>) each);
        }
        if (operations.isEmpty()) {
            throw new IllegalArgumentException("a select without cases would wait for ever");
        }
        return first(operations);
    }

    @Async
    private static <R extends @Nullable Object> Coroutine<R> first(List<OperationCase<?, ? extends R>> operations) {
        Selection.Decision<R> decision = Coroutines.await(new Selection<R>(operations));
        return handle(decision);
    }

    @SuppressWarnings("unchecked") // who gets a coroutine of a subtype of R gets an R
    private static <R extends @Nullable Object> Coroutine<R> handle(Selection.Decision<R> decision) {
        try {
            return (Coroutine<R>) decision.handle();
        } catch (Throwable failure) {
            throw Loop.<RuntimeException>sneaky(failure);
        }
    }
}
