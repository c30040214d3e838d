// H213
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

class OneAfterTheOther {
    static Coroutine<Integer> price(String item) {
        return done(item.length());
    }

    static Coroutine<Integer> failing(String item) throws IOException {
        return done(item.length());
    }

    static class Warned {
        @Async
        Coroutine<List<Integer>> collected(List<String> items) {
            List<Integer> prices = new ArrayList<>();
            for (String item : items) {
                prices.add(await(price(item)));
            }
            return done(prices);
        }

        @Async
        Coroutine<Void> awaited(List<Coroutine<Integer>> prices) {
            for (Coroutine<Integer> price : prices) await(price);
            return done();
        }

        @Async
        Coroutine<List<Integer>> ofArray(String... items) throws IOException {
            List<Integer> prices = new ArrayList<>();
            for (String item : items) {
                prices.add(await(failing(item)));
            }
            return done(prices);
        }

        @Async
        Coroutine<Set<Integer>> coroutines(Collection<Coroutine<Integer>> all) {
            Set<Integer> prices = new TreeSet<>();
            for (Coroutine<Integer> price : all) {
                prices.add(await(price));
            }
            return done(prices);
        }
    }

    static class Silent {
        @Async
        Coroutine<Integer> dependent(List<String> items) {
            int sum = 0;
            for (String item : items) {
                sum += await(price(item));
            }
            return done(sum);
        }

        @Async
        Coroutine<List<Integer>> tasks(List<Task<Integer>> tasks) {
            List<Integer> prices = new ArrayList<>();
            for (Task<Integer> task : tasks) {
                prices.add(await(task));
            }
            return done(prices);
        }

        @Async
        Coroutine<List<Integer>> shared(List<String> items, Function<String, Coroutine<Integer>> connection) {
            List<Integer> prices = new ArrayList<>();
            for (String item : items) {
                prices.add(await(connection.apply(item)));
            }
            return done(prices);
        }

        @Async
        Coroutine<List<Integer>> gathered(List<String> items) {
            return done(await(gather(items.stream().map(item -> price(item)).toList())));
        }
    }
}
