package app;

import static dev.heddle.Coroutines.*;

import dev.heddle.Coroutine;
import dev.heddle.annotation.Async;
import java.util.concurrent.CompletableFuture;

/** For the tests of this module and of others. */
public class Prices {
    @Async
    public static Coroutine<Integer> fourTimes(int price) {
        return done(2 * await(Price.twice(CompletableFuture.supplyAsync(() -> price))));
    }
}
