// H003
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

class ReturnType {
    static Coroutine<Integer> price(String item) {
        return done(item.length());
    }

    static class Warned {
        @Async
        void nothing(String item) {
            System.out.println(await(price(item)));
        }

        @Async
        int primitive(String item) {
            if (item.isEmpty()) {
                return 0;
            }
            Supplier<Integer> unrelated = () -> {
                return 2;
            };
            return await(price(item)) + 1;
        }

        @Async
        List<String> value(String item) {
            return List.of(item.repeat(await(price(item))));
        }

        @Async
        Future<Integer> plainFuture(String item) {
            return null;
        }

        @Async
        void earlier(String item) {
            if (item.isEmpty()) {
                return;
            }
            await(price(item));
        }

        @Async
        void always(String item) {
            while (true) {
                await(price(item));
            }
        }
    }

    static class Silent {
        @Async
        Coroutine<Void> coroutine() {
            return done();
        }

        @Async
        CompletionStage<Integer> stage() {
            return completed(1);
        }

        @Async
        AsyncStream<Integer> stream() {
            emit(1);
            return end();
        }

        @Async
        <T extends CompletableFuture<Integer>> T variable() {
            return completed(1);
        }

        int plain() {
            return 0;
        }
    }
}
