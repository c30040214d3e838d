package corpus;

import dev.heddle.conformance.Remote;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Measured in any case. */
public class Metrics {
    private final Remote remote;
    private int running;
    private final StringBuilder history = new StringBuilder();

    public Metrics(Remote remote) {
        this.remote = remote;
    }

    private <T> CompletionStage<T> measured(String name, CompletionStage<T> work) {
        running++;
        return work.whenComplete((result, failure) -> {
            running--;
            history.append(name);
        });
    }

    public CompletionStage<String> one() {
        return measured("a", remote.call("work", "done")).thenApply(done -> done + running + history);
    }

    public CompletionStage<String> inside() {
        return measured("a", remote.call("outer", 2).thenCompose(n -> measured("b", remote.call("inner", n * 2))).thenApply(n -> n + 1))
                .thenApply(n -> n + " " + running + history);
    }

    public CompletableFuture<String> failing() {
        return remote.call("work", 10)
                .thenApply(n -> n / running)
                .whenComplete((n, failure) -> history.append("x"))
                .exceptionally(failure -> -1)
                .thenApply(n -> n + history.toString());
    }

    public CompletableFuture<Double> primitives() {
        return remote.call("long", 5L)
                .thenApply(l -> l * 1.5f)
                .thenApply(f -> (double) f / 2)
                .thenApply(d -> d + 'a' % 7)
                .thenApply(d -> Math.max(d, running));
    }

    public CompletableFuture<int[]> arrays() {
        return remote.call("array", new int[] {3, 1, 2}).thenApply(array -> array.clone()).thenApply(array -> {
            array[0] += array[1]++;
            remote.log(array[0] + " " + array[1]);
            return array;
        }).thenApply(array -> array.length > 3 ? null : array).thenApply(array -> {
            remote.log(array[2]);
            return null;
        });
    }
}
