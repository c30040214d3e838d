package app;

import static dev.heddle.Coroutines.*;

import dev.heddle.Coroutine;
import dev.heddle.annotation.Async;
import java.util.concurrent.CompletableFuture;

public class Bank {
    private final Object lock = new Object();

    @Async
    Coroutine<Integer> charge(CompletableFuture<Integer> amount) {
        synchronized (lock) {
            return done(await(amount));
        }
    }

    int balance(CompletableFuture<Integer> amount) {
        return await(amount);
    }
}
