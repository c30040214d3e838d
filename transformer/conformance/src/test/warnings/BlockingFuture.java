package warnings;

import static dev.heddle.Coroutines.*;

import dev.heddle.*;
import dev.heddle.annotation.*;
import java.util.*;
import java.util.concurrent.*;
import java.util.function.*;

class BlockingFuture {
    static class SlowFuture extends CompletableFuture<String> {
        @Override
        public String join() {
            return super.join();
        }
    }

    static class Warned {
        @Async
        Coroutine<String> waitsForFuture(CompletableFuture<String> name, Future<String> other) throws Exception {
            return done(name.join() + name.get() + other.get(1, TimeUnit.SECONDS));
        }

        @Async
        Coroutine<String> waitsForSubclassOfFuture(SlowFuture name) {
            return done(name.join());
        }

        @Async
        Coroutine<Integer> runsLoop(Coroutine<Integer> price) {
            return done(Loop.run(price));
        }

        @Async
        Coroutine<Integer> joinsPartsOfAComputation(RecursiveTask<Integer> first, ForkJoinTask<Integer> second) {
            second.fork();
            return done(first.invoke() + second.join());
        }

        @Async
        CompletableFuture<String> waitsForResultOfExecutor(ExecutorService executor, Callable<String> ask)
                throws Exception {
            return CompletableFuture.completedFuture(executor.submit(ask).get());
        }
    }

    static class Silent {
        @Async
        Coroutine<String> awaits(CompletableFuture<String> name, CompletionStage<String> other) {
            return done(await(name) + await(other));
        }

        @Async
        Coroutine<String> joinsElsewhere(CompletableFuture<String> name) {
            return done(await(blocking(() -> name.join())));
        }

        @Async
        Coroutine<String> looks(CompletableFuture<String> name) {
            return done(name.isDone() ? name.getNow("nobody") : "");
        }

        @Async
        Coroutine<Boolean> completesAndGoesOn(CompletableFuture<String> name) {
            return done(name.thenApply(String::length).cancel(true) && name.complete("tea"));
        }

        @Async
        Coroutine<String> hasTheSameNames(Map<String, String> map, List<String> list, Supplier<String> supplier) {
            map.get("tea");
            return done(list.get(0) + supplier.get() + String.join(",", list));
        }

        String plain(CompletableFuture<String> name) {
            return name.join();
        }
    }
}
