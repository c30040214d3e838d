package app.service;

import static dev.heddle.Coroutines.*;

import app.api.Prices;
import dev.heddle.Coroutine;
import dev.heddle.annotation.Async;
import java.util.concurrent.CompletableFuture;

public class Shop implements Prices {
    @Override
    @Async
    public Coroutine<Integer> of(String item) {
        return done(await(CompletableFuture.supplyAsync(item::length)));
    }

    @Async
    public static Coroutine<Integer> sum(Prices prices, String... items) {
        int sum = 0;
        for (String item : items) {
            sum += await(prices.of(item));
        }
        return done(sum);
    }
}
