// H001
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

class AwaitOutsideAsync {
    static Coroutine<Integer> price(String item) {
        return done(item.length());
    }

    static class Warned {
        int inPlainMethod(String item) {
            return await(price(item)) + 1;
        }

        Coroutine<Integer> withoutAnnotation(String item) {
            return done(
                    await(price(item)));
        }

        List<String> ofAnotherType(String item) {
            await(price(item));
            return List.of();
        }

        @Async
        Coroutine<Void> inPlainLambda(List<String> items) {
            items.forEach(item -> {
                await(price(item));
            });
            return done();
        }

        Function<Coroutine<Integer>, Integer> byReference() {
            return Coroutines::await;
        }

        void closing() throws IOException {
            try (TaskScope scope = TaskScope.open()) {
                scope.spawn(price("a"));
            }
        }

        void closingByHand(TaskScope scope) {
            scope.close();
        }

        @Async
        Coroutine<Void> inAnonymousClass(String item) {
            new Object() {
                int price() {
                    return await(price(item));
                }

                Coroutine<Integer> price(String item) {
                    return AwaitOutsideAsync.price(item);
                }
            };
            return done();
        }
    }

    static class InConstructor {
        final int first = await(price("a"));
        static final int SECOND = await(price("b"));

        InConstructor() {
            await(price("c"));
        }
    }

    static class Silent {
        @Async
        Coroutine<Integer> annotated(String item) {
            return done(await(price(item)));
        }

        Supplier<Coroutine<Integer>> lambda(String item) {
            return () -> done(await(price(item)));
        }

        Callable<? extends CompletionStage<Integer>> lambdaOfWildcard(String item) {
            return () -> CompletableFuture.completedFuture(await(price(item)));
        }

        @Async
        Coroutine<Void> closing() throws IOException {
            try (TaskScope scope = TaskScope.open()) {
                scope.spawn(price("a"));
            }
            return done();
        }

        void closingSomethingElse(Reader reader) throws IOException {
            try (reader) {
                reader.close();
            }
        }

        @Async
        CompletableFuture<Integer> future(String item) {
            return completed(await(price(item)));
        }
    }
}
