package dev.heddle.conformance;

import dev.heddle.Coroutine;
import dev.heddle.coroutine.Awaits;
import dev.heddle.coroutine.Frame;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A driver whose probes all wait for futures, as the runtime does it. */
abstract class FutureDriver implements Driver {
    /** The entry as a coroutine of its own, to be called where its awaits can suspend. */
    static Frame<Object> coroutineOf(Entry entry) {
        return new Awaiting<>(() -> {
            Object awaitable = entry.call();
            if (awaitable instanceof CompletionStage<?> stage) {
                return Awaits.await(stage, null);
            }
            Trace.log("called");
            return Awaits.await((Coroutine<?>) awaitable);
        });
    }

    @Override
    public <T> Coroutine<T> coroutine(Runnable onStart, Outcome<T> outcome, Timing timing) {
        return new Awaiting<>(() -> {
            onStart.run();
            return Awaits.await(future(outcome, timing), null);
        });
    }

    final <T> CompletableFuture<T> future(Outcome<T> outcome, Timing timing) {
        CompletableFuture<T> future = new CompletableFuture<>();
        complete(() -> outcome.complete(future), timing);
        return future;
    }
}
