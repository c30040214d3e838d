// H101
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

class CoroutineDropped {
    static Coroutine<Integer> price(String item) {
        return done(item.length());
    }

    static <T> T same(T value) {
        return value;
    }

    interface Failing {
        void run() throws Throwable;
    }

    static class Warned {
        @Async
        Coroutine<Void> statement(String item) {
            price(item);
            return done();
        }

        void statementInPlainMethod(String item) {
            price(item);
        }

        void generic(String item) {
            same(price(item));
        }

        void variable(String item) {
            Coroutine<Integer> price = price(item);
        }

        void everyOne(List<String> items) {
            items.forEach(item -> price(item));
        }

        void everyOneByReference(List<String> items) {
            items.forEach(CoroutineDropped::price);
        }

        Runnable block(String item) {
            return () -> {
                price(item);
            };
        }

        @Async
        Coroutine<Void> severalLines(String item) {
            price(
                    item);
            return done();
        }
    }

    static class Silent {
        @Async
        Coroutine<Integer> awaited(String item) {
            return done(await(price(item)));
        }

        Coroutine<Integer> returned(String item) {
            return price(item);
        }

        Supplier<Coroutine<Integer>> lambda(String item) {
            return () -> price(item);
        }

        Failing expectedToFail(String item) {
            return () -> price(item);
        }

        void meantToBeUnused(String item) {
            Coroutine<Integer> ignored = price(item);
            Coroutine<Integer> unusedPrice = price(item);
        }

        void usedInLambda(String item) {
            Coroutine<Integer> price = price(item);
            Runnable run = () -> Loop.run(price);
        }

        void future(CompletableFuture<String> future) {
            future.thenAccept(System.out::println);
        }
    }
}
