package app;

import static dev.heddle.Coroutines.*;

import dev.heddle.annotation.Async;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Async methods that return futures. */
class Futures {
    @Async
    static CompletableFuture<Integer> twice(CompletionStage<Integer> value) {
        return completed(await(value) * 2);
    }

    @Async
    static CompletionStage<String> all() {
        int sum = 0;
        for (int i = 0; i < 3; i++) {
            int number = i;
            sum += await(twice(CompletableFuture.supplyAsync(() -> number + 1)));
        }
        try {
            await(twice(CompletableFuture.failedFuture(new IllegalArgumentException("no number"))));
        } catch (IllegalArgumentException e) {
            return completed(sum + " " + e.getMessage());
        }
        return completed("not reached");
    }
}
