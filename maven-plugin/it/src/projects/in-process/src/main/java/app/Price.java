package app;

import static dev.heddle.Coroutines.*;

import dev.heddle.Coroutine;
import dev.heddle.annotation.Async;
import java.util.concurrent.CompletableFuture;

public class Price {
    @Async
    public static Coroutine<Integer> twice(CompletableFuture<Integer> price) {
        return done(2 * await(price));
    }
}
