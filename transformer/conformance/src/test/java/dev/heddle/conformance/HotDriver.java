package dev.heddle.conformance;

import dev.heddle.coroutine.Awaits;
import java.util.concurrent.CompletableFuture;

/** Drives a case outside of any loop, as the body of a method that returns a future. */
final class HotDriver extends FutureDriver {
    private final Completions completions = new Completions();

    @Override
    public Object run(Entry entry) throws Throwable {
        CompletableFuture<Object> result = Awaits.hot(coroutineOf(entry), new CompletableFuture<>());
        while (!result.isDone()) {
            completions.step();
        }
        return Oracle.await(result);
    }

    @Override
    public void complete(Runnable completion, Timing timing) {
        completions.add(completion, timing);
    }
}
