// H202
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

class BlockingFuture {
    static CompletableFuture<Integer> later(String item) {
        return CompletableFuture.completedFuture(item.length());
    }

    static class Warned {
        @Async
        Coroutine<Integer> joined(String item) {
            return done(later(item).join() + 1);
        }

        @Async
        Coroutine<Integer> got(CompletableFuture<Integer> price) throws Exception {
            return done(price.get());
        }

        @Async
        CompletableFuture<Integer> plainFuture(Future<Integer> price) throws Exception {
            return completed(price.get(1, TimeUnit.SECONDS));
        }

        @Async
        Coroutine<Integer> caught(CompletableFuture<Integer> price) throws InterruptedException {
            try {
                return done(price.get());
            } catch (ExecutionException failure) {
                return done(0);
            }
        }
    }

    static class Silent {
        CompletableFuture<Integer> inLambdaThatAwaitsNothing(CompletableFuture<Integer> price) {
            return price.thenCompose(found -> CompletableFuture.completedFuture(later("fee").join() + found));
        }

        @Async
        Coroutine<Integer> awaited(CompletableFuture<Integer> price) {
            return done(await(price));
        }

        int plain(CompletableFuture<Integer> price) {
            return price.join();
        }

        @Async
        Coroutine<Integer> now(CompletableFuture<Integer> price, Supplier<Integer> other) {
            return done(price.getNow(0) + other.get());
        }
    }
}
