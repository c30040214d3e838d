// rules=*:off,H114:warning
package warnings;

import static dev.heddle.Coroutines.*;

import dev.heddle.*;
import dev.heddle.annotation.*;
import java.util.*;

class StaleRead {
    static class Warned {
        private int sum;
        private String text = "";
        private static long total;

        @Async
        Coroutine<Void> added(Coroutine<Integer> price) {
            sum += await(price);
            return done();
        }

        @Async
        Coroutine<Void> appended(Coroutine<String> name) {
            text = text + ", " + await(name);
            return done();
        }

        @Async
        static Coroutine<Void> ofClass(Coroutine<Integer> price) {
            total += await(price);
            return done();
        }

        @Async
        Coroutine<Void> largest(Coroutine<Integer> price) {
            sum = Math.max(sum, await(price));
            return done();
        }

        @Async
        Coroutine<Void> inSeveralLines(Coroutine<Integer> price) {
            int largest = Math.max(
                    sum,
                    await(price));
            sum = largest;
            return done();
        }
    }

    static class Silent {
        private int sum;
        private final List<Integer> amounts = new ArrayList<>();

        @Async
        Coroutine<Void> awaitedFirst(Coroutine<Integer> price) {
            int amount = await(price);
            sum += amount;
            return done();
        }

        @Async
        Coroutine<Void> readAfter(Coroutine<Integer> price) {
            sum = await(price) + sum;
            return done();
        }

        @Async
        Coroutine<Void> ofVariable(Coroutine<Integer> price) {
            int own = sum;
            own += await(price);
            System.out.println(own);
            return done();
        }

        @Async
        Coroutine<Void> writtenBefore(Coroutine<Integer> price) {
            amounts.add(Math.max(sum++, await(price)));
            return done();
        }

        @Async
        Coroutine<Void> used(Coroutine<Integer> price) {
            amounts.add(await(price));
            System.out.println(sum + await(price));
            sum = 0;
            return done();
        }
    }
}
