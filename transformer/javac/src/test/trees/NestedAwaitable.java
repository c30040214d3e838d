// H107
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

class NestedAwaitable {
    static Coroutine<Integer> price(String item) {
        return done(item.length());
    }

    static CompletableFuture<Integer> later(String item) {
        return CompletableFuture.completedFuture(item.length());
    }

    static class Warned {
        @Async
        Coroutine<Coroutine<Integer>> declared(String item) {
            return done(price(item));
        }

        CompletableFuture<Integer> applied(CompletableFuture<String> item) {
            return item.thenApply(name -> later(name)).join();
        }

        @Async
        Coroutine<Void> blocked(String item) {
            await(blocking(() -> later(item)));
            return done();
        }

        @Async
        Coroutine<Void> chained(CompletableFuture<String> item) {
            await(item.thenApply(name -> later(name)));
            return done();
        }

        void kept(CompletableFuture<String> item) {
            CompletionStage<CompletableFuture<Integer>> later = item.thenApplyAsync(NestedAwaitable::later);
        }
    }

    static class Silent {
        CompletableFuture<Integer> declaredAndFlattened(CompletableFuture<String> item) {
            CompletableFuture<CompletableFuture<Integer>> nested = item.handle((name, failure) ->
                    CompletableFuture.completedFuture(0));
            return nested.thenCompose(Function.identity());
        }

        CompletableFuture<Integer> flattenedAtOnce(CompletableFuture<String> item) {
            return item.handle((name, failure) -> CompletableFuture.completedFuture(0)).thenCompose(Function.identity());
        }

        @Async
        Coroutine<Integer> flat(String item) {
            return done(await(price(item)));
        }

        CompletableFuture<Integer> composed(CompletableFuture<String> item) {
            return item.thenCompose(name -> later(name));
        }

        @Async
        Coroutine<Integer> both(String item) {
            return done(await(await(blocking(() -> later(item)))));
        }

        @Async
        Coroutine<Task<Integer>> task(TaskScope scope, String item) {
            return done(await(scope.spawnWhenFree(price(item))));
        }

        @Async
        Coroutine<List<Integer>> gathered(List<Coroutine<Integer>> prices) {
            return done(await(gather(prices)));
        }
    }
}
