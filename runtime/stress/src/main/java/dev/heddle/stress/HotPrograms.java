package dev.heddle.stress;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.completed;

import dev.heddle.annotation.Async;
import java.util.concurrent.CompletableFuture;

/** Methods that await futures outside of any loop. */
final class HotPrograms {
    private HotPrograms() {}

    @Async
    static CompletableFuture<Integer> sum(CompletableFuture<Integer> first, CompletableFuture<Integer> second) {
        int sum = await(first);
        sum += await(second);
        return completed(sum);
    }
}
