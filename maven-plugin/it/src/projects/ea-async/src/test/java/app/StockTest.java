package app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class StockTest {
    @Test
    void anAwaitOfOnesOwnSuspends() {
        CompletableFuture<Integer> held = new CompletableFuture<>();
        CompletableFuture<Integer> left = Stock.left(held, CompletableFuture.completedFuture(2));
        assertFalse(left.isDone());
        held.complete(5);
        assertEquals(3, left.join());
    }
}
