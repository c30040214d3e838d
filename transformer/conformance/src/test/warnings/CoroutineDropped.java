package warnings;

import static dev.heddle.Coroutines.*;

import dev.heddle.*;
import dev.heddle.annotation.*;
import java.io.*;
import java.nio.file.*;
import java.time.Duration;
import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.locks.*;
import java.util.function.*;

class CoroutineDropped {
    static Coroutine<Integer> price(String item) {
        return done(item.length());
    }

    static Coroutine<Void> save(String item) {
        return done();
    }

    interface Visitor {
        void visit(String item);
    }

    interface Failing {
        void run() throws Throwable;
    }

    static class Warned {
        @Async
        Coroutine<Void> asStatement(String item) {
            save(item);
            return done();
        }

        void inPlainMethod(String item) {
            save(item);
        }

        @Async
        Coroutine<Integer> inVariable(String item) {
            Coroutine<Integer> price = price(item);
            return done(item.length());
        }

        void inVariableOfPlainMethod(String item) {
            Coroutine<Integer> price = price(item);
            if (item.isEmpty()) {
                price = price("nothing");
            }
            System.out.println(item);
        }

        void byMethodReference(List<String> items) {
            items.forEach(CoroutineDropped::save);
        }

        Runnable byLambda(String item) {
            return () -> save(item);
        }

        void completed() {
            done();
        }
    }

    static class Silent {
        @Async
        Coroutine<Integer> awaited(String item) {
            return done(await(price(item)));
        }

        @Async
        Coroutine<Integer> awaitedLater(String item) {
            Coroutine<Integer> price = price(item);
            await(save(item));
            return done(await(price));
        }

        Coroutine<Integer> returned(String item) {
            return price(item);
        }

        void passedOn(List<Coroutine<Integer>> prices, String item) {
            prices.add(price(item));
        }

        void ran(String item) {
            Loop.run(save(item));
        }

        void awaitedOnOneWay(List<Coroutine<Integer>> prices, String item) {
            Coroutine<Integer> price = price(item);
            if (item.isEmpty()) {
                prices.add(price);
            }
        }

        @Async
        Coroutine<Void> spawned(String item) throws IOException {
            try (TaskScope scope = TaskScope.open()) {
                scope.spawn(save(item));
            }
            return done();
        }

        void named(String item) {
            Coroutine<Integer> ignored = price(item);
            Coroutine<Integer> unusedPrice = price(item);
        }

        Function<String, Coroutine<Integer>> byMethodReference() {
            return CoroutineDropped::price;
        }

        Failing expectedToThrow(String item) {
            return () -> save(item);
        }

        void future(CompletableFuture<String> future) {
            future.thenAccept(System.out::println);
        }
    }
}
