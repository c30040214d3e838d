package app;

import static dev.heddle.Coroutines.*;

import dev.heddle.Coroutine;
import dev.heddle.annotation.Async;
import java.util.concurrent.CompletableFuture;

public class Fine {
    @Async
    static Coroutine<Integer> twice(CompletableFuture<Integer> amount) {
        return done(2 * await(amount));
    }
}
