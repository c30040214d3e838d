package dev.heddle.coroutine;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** In which form the exception of a future reaches the code that awaits it. */
enum Delivery {
    /** As it was thrown, without the wrappers that futures put around it. */
    ORIGINAL,
    /** As {@link CompletableFuture#join} throws it, for code that was written around a call like that. */
    JOINED;

    /** The result of a future that is done, or its exception, thrown. */
    @Nullable
    Object outcome(CompletableFuture<?> done) throws Throwable {
        return this == ORIGINAL ? Futures.outcome(done) : done.join();
    }

    /** What to throw for what a callback of the future was given. */
    Throwable failure(Throwable given) {
        if (this == ORIGINAL) {
            return Futures.original(given);
        }
        return given instanceof CompletionException || given instanceof CancellationException
                ? given
                : new CompletionException(given);
    }
}
