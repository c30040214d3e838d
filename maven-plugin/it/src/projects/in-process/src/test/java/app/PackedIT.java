package app;

import static dev.heddle.Coroutines.*;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.heddle.Coroutine;
import dev.heddle.Loop;
import dev.heddle.annotation.Async;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Runs after the classes have been packed. */
class PackedIT {
    @Async
    static Coroutine<Integer> four(CompletableFuture<Integer> price) {
        return done(2 * await(Price.twice(price)));
    }

    @Test
    void thePackedClassesAreWoven() {
        assertEquals(4, Loop.run(four(CompletableFuture.supplyAsync(() -> 1))));
    }
}
