// H404
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

class FixedExecutor {
    static class Warned {
        @Async
        Coroutine<Integer> common(String item) {
            return done(await(CompletableFuture.supplyAsync(() -> item.length())));
        }

        @Async
        Coroutine<Integer> ownPool(String item) {
            ExecutorService pool = Executors.newFixedThreadPool(2);
            return done(await(CompletableFuture.supplyAsync(() -> item.length(), pool)));
        }

        @Async
        Coroutine<Void> forkJoin(Runnable work) {
            ForkJoinPool.commonPool().execute(work);
            return done();
        }
    }

    static class Silent {
        @Async
        Coroutine<Integer> given(Executor executor, String item) {
            return done(await(CompletableFuture.supplyAsync(() -> item.length(), executor)));
        }

        @Async
        Coroutine<Integer> blocked(String item) {
            return done(await(blocking(() -> item.length())));
        }

        ExecutorService plain() {
            return Executors.newSingleThreadExecutor();
        }
    }
}
