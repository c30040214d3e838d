package app;

import static dev.heddle.Coroutines.*;

import java.util.concurrent.CompletableFuture;

/** Awaits where it cannot. */
public class Mistake {
    static int balance(CompletableFuture<Integer> amount) {
        return await(amount);
    }
}
