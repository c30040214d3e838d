package dev.heddle.benchmarks;

import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * {@link HeddlePrograms#awaits} as a state machine written by hand, which is itself the callback of what it awaits. One
 * thread at a time.
 */
final class HandWrittenAwaits implements BiConsumer<Integer, @Nullable Throwable> {
    private final Supplier<CompletableFuture<Integer>> futures;
    private final int times;
    private final CompletableFuture<Integer> result = new CompletableFuture<>();
    private int awaited;
    private int x;

    private HandWrittenAwaits(Supplier<CompletableFuture<Integer>> futures, int times) {
        this.futures = futures;
        this.times = times;
    }

    static CompletableFuture<Integer> start(Supplier<CompletableFuture<Integer>> futures, int times) {
        HandWrittenAwaits program = new HandWrittenAwaits(futures, times);
        program.run();
        return program.result;
    }

    @Override
    public void accept(Integer value, @Nullable Throwable failure) {
        if (failure != null) {
            result.completeExceptionally(failure);
            return;
        }
        x = (x + value) & 127;
        awaited++;
        run();
    }

    private void run() {
        while (awaited < times) {
            CompletableFuture<Integer> next = futures.get();
            if (!next.isDone()) {
                next.whenComplete(this);
                return;
            }
            x = (x + next.join()) & 127;
            awaited++;
        }
        result.complete(x);
    }
}
