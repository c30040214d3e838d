package app;

import static dev.heddle.Coroutines.*;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.heddle.Coroutine;
import dev.heddle.Loop;
import dev.heddle.annotation.Async;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class PriceTest {
    @Async
    static Coroutine<Integer> sum(CompletableFuture<Integer> left, CompletableFuture<Integer> right) {
        return done(await(Price.twice(left)) + await(Price.twice(right)));
    }

    @Test
    void pricesAreAwaited() {
        CompletableFuture<Integer> later = CompletableFuture.supplyAsync(() -> 4);
        assertEquals(14, Loop.run(sum(CompletableFuture.completedFuture(3), later)));
    }
}
