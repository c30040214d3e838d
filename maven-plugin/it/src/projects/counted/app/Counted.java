package app;

import static dev.heddle.Coroutines.*;

import dev.heddle.Coroutine;
import dev.heddle.Loop;
import dev.heddle.annotation.Async;
import java.util.concurrent.CompletableFuture;

/** Lines before and after an await that suspends, and one that does not; and lines that never run. */
public class Counted {
    public static void main(String[] args) {
        System.out.println(Loop.run(suspends(3)) + " " + Loop.run(goesOn(3)));
    }

    @Async
    static Coroutine<Integer> suspends(int n) {
        int sum = n;
        await(yieldNow());
        sum += 1;
        if (sum > 100) {
            sum = 0;
        }
        try {
            sum += await(goesOn(sum));
        } catch (IllegalStateException e) {
            sum = await(goesOn(1));
        }
        return done(sum);
    }

    @Async
    static Coroutine<Integer> goesOn(int n) {
        int twice = n * 2;
        twice += await(CompletableFuture.completedFuture(1));
        return done(twice);
    }

    @Async
    static Coroutine<Integer> never(int n) {
        await(yieldNow());
        return done(n);
    }
}
