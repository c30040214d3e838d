package app;

import java.util.concurrent.CompletableFuture;

public class Stock {
    public static CompletableFuture<Integer> left(CompletableFuture<Integer> held, CompletableFuture<Integer> sold) {
        return CompletableFuture.completedFuture(Later.until(held) - Later.until(sold));
    }
}
