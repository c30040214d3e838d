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

class AwaitedTwice {
    static Coroutine<Integer> price(String item) {
        return done(item.length());
    }

    static class Warned {
        @Async
        Coroutine<Integer> oneAfterTheOther() {
            Coroutine<Integer> price = price("tea");
            int once = await(price);
            return done(once + await(price));
        }

        @Async
        Coroutine<Integer> inLoop() {
            Coroutine<Integer> price = price("tea");
            int sum = 0;
            for (int i = 0; i < 3; i++) {
                sum += await(price);
            }
            return done(sum);
        }

        @Async
        Coroutine<Integer> afterBranch(boolean hurry) {
            Coroutine<Integer> price = price("tea");
            if (hurry) {
                await(price);
            }
            return done(await(price));
        }
    }

    static class Silent {
        @Async
        Coroutine<Integer> madeAgain() {
            Coroutine<Integer> price = price("tea");
            int once = await(price);
            price = price("tea");
            return done(once + await(price));
        }

        @Async
        Coroutine<Integer> madeInLoop() {
            int sum = 0;
            for (int i = 0; i < 3; i++) {
                Coroutine<Integer> price = price("tea");
                sum += await(price);
            }
            return done(sum);
        }

        @Async
        Coroutine<Integer> eitherOr(boolean hurry) {
            Coroutine<Integer> price = price("tea");
            if (hurry) {
                return done(await(price));
            }
            return done(await(price) + 1);
        }

        @Async
        Coroutine<Integer> task() throws IOException {
            try (TaskScope scope = TaskScope.open()) {
                Task<Integer> price = scope.spawn(price("tea"));
                return done(await(price) + await(price));
            }
        }

        @Async
        Coroutine<Integer> future(CompletableFuture<Integer> price) {
            return done(await(price) + await(price));
        }

        @Async
        Coroutine<Integer> elements(List<Coroutine<Integer>> prices) {
            int sum = 0;
            for (Coroutine<Integer> price : prices) {
                sum += await(price);
            }
            return done(sum);
        }
    }
}
