// H406
package trees;

import static dev.heddle.Coroutines.*;

import dev.heddle.*;
import dev.heddle.annotation.*;
import java.io.*;
import java.time.Duration;
import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.*;
import java.util.function.*;

class ChainedCalls {
    static CompletableFuture<Integer> later(String item) {
        return CompletableFuture.completedFuture(item.length());
    }

    static class Warned {
        CompletableFuture<Integer> composed(String item) {
            return later(item).thenApply(price -> "" + price).thenCompose(ChainedCalls::later);
        }

        CompletableFuture<Integer> guarded(String item) {
            return later(item)
                    .thenApply(price -> price + 1)
                    .exceptionally(failure -> 0);
        }

        CompletionStage<Void> stage(CompletionStage<String> item) {
            return item.thenApply(String::length).thenAccept(System.out::println);
        }
    }

    static class Silent {
        CompletableFuture<Integer> one(String item) {
            return later(item).thenApply(price -> price + 1);
        }

        @Async
        CompletableFuture<Integer> awaited(String item) {
            return completed(await(later(item)) + 1);
        }

        String other(Optional<String> item) {
            return item.map(String::trim).map(String::toLowerCase).orElse("");
        }
    }
}
