package app;

import static com.ea.async.Async.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class OrdersTest {
    private final CompletableFuture<Integer> tea = new CompletableFuture<>();
    private final CompletableFuture<Integer> milk = new CompletableFuture<>();
    private final Orders orders = new Orders(Map.of("tea", tea, "milk", milk)::get);

    @Test
    void aMethodReturnsAtOnceAndGoesOnWhenWhatItAwaitsIsThere() {
        CompletableFuture<Integer> total = orders.total(List.of("tea", "milk", "tea"));
        assertFalse(total.isDone());
        tea.complete(3);
        assertFalse(total.isDone());
        milk.complete(2);
        assertEquals(8, total.join());
    }

    @Test
    void lambdasAwait() {
        CompletableFuture<String> bill = orders.bill("tea").toCompletableFuture();
        assertFalse(bill.isDone());
        tea.complete(3);
        assertEquals("TEA COSTS 3", bill.join());
    }

    @Test
    void failuresComeAsJoinThrowsThem() {
        CompletableFuture<Integer> total = orders.total(List.of("tea"));
        tea.completeExceptionally(new IllegalStateException("gone"));
        assertEquals("gone".length(), total.join());
    }

    @Test
    void testsAwaitToo() {
        CompletableFuture<Integer> sum = twice(tea);
        assertFalse(sum.isDone());
        tea.complete(3);
        assertEquals(6, sum.join());
    }

    private static CompletableFuture<Integer> twice(CompletableFuture<Integer> value) {
        return CompletableFuture.completedFuture(2 * await(value));
    }
}
