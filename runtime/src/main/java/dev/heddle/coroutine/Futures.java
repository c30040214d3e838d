package dev.heddle.coroutine;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** What awaits need to know about other people's futures. Stateless. */
final class Futures {
    private Futures() {}

    /** The future behind the stage if it can tell that it is done, else null. */
    static @Nullable CompletableFuture<?> ifDone(CompletionStage<?> stage) {
        try {
            return stage instanceof CompletableFuture<?> future && future.isDone() ? future : null;
        } catch (UnsupportedOperationException minimalStage) {
            return null;
        }
    }

    /** The result of a future that is done, or its exception thrown without wrappers. */
    static @Nullable Object outcome(CompletableFuture<?> done) throws Throwable {
        try {
            return done.join();
        } catch (CompletionException | CancellationException wrapped) {
            // join() may wrap what the future holds in a new exception, a handler is given the thing itself
            throw original(Objects.requireNonNull(
                    done.handle((result, failure) -> failure).join()));
        }
    }

    /** The exception inside the wrappers that futures put around it; the outermost if they wrap each other in a circle. */
    static Throwable original(Throwable failure) {
        Throwable original = failure;
        Set<Throwable> wrappers = Collections.newSetFromMap(new IdentityHashMap<>(2));
        while (original instanceof CompletionException || original instanceof ExecutionException) {
            Throwable cause = original.getCause();
            if (cause == null || !wrappers.add(original)) {
                return cause == null ? original : failure;
            }
            original = cause;
        }
        return original;
    }
}
