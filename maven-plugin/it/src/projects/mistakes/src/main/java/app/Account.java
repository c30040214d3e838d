package app;

import static dev.heddle.Coroutines.*;

import java.util.concurrent.CompletableFuture;

public class Account {
    static int balance(CompletableFuture<Integer> amount) {
        return await(amount);
    }
}
