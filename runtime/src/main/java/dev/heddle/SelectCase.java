package dev.heddle;

import dev.heddle.coroutine.FutureEnd;
import dev.heddle.scheduling.OperationCase;
import dev.heddle.scheduling.Sleep;
import dev.heddle.scheduling.Timeout;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One of the operations that {@link Coroutines#select} chooses from, and what is to be done if it is chosen. Channels, locks
 * and their like make cases of their operations, with the methods whose names begin with {@code on}.
 *
 * <p>A case is a description: it may be used in any number of selects. Immutable.
 *
 * @param <R> what its handler gives
 */
public sealed interface SelectCase<R extends @Nullable Object> permits OperationCase {
    /** What is done with the result of the operation that was chosen: an {@code @Async} method or lambda. */
    @FunctionalInterface
    interface Handler<T extends @Nullable Object, R extends @Nullable Object> {
        /** The coroutine to run; it runs in the task that selects, as the end of the select. */
        Coroutine<R> handle(T result) throws Exception;
    }

    /** Chosen when so much time has passed since the select began. With zero or less, at once if no case before it can be. */
    static <R extends @Nullable Object> SelectCase<R> onTimeout(
            Duration timeout, Handler<? super @Nullable Void, R> handler) {
        long nanos = Sleep.nanosOf(timeout);
        return new OperationCase<>(() -> new Timeout(nanos), handler);
    }

    /** Chosen when a task has ended. With a failed one the select throws what {@code await(task)} throws. */
    static <T extends @Nullable Object, R extends @Nullable Object> SelectCase<R> onEnd(
            Task<T> task, Handler<? super T, R> handler) {
        return new OperationCase<>(() -> new TaskAwait<>(task), handler);
    }

    /**
     * Chosen when a future is done, on whichever thread. With a failed one the select throws what {@code await(future)} throws.
     * The future keeps its outcome: who chooses something else leaves it alone, and may ask for it again.
     */
    static <T extends @Nullable Object, R extends @Nullable Object> SelectCase<R> onEnd(
            CompletionStage<T> future, Handler<? super T, R> handler) {
        Objects.requireNonNull(future, "future");
        return new OperationCase<>(() -> new FutureEnd<>(future), handler);
    }
}
