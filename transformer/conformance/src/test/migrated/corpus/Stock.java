package corpus;

import dev.heddle.conformance.Remote;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** Futures that are not returned go on beside what is. */
public class Stock {
    private final Remote remote;

    public Stock(Remote remote) {
        this.remote = remote;
    }

    private CompletableFuture<Integer> count(String shelf) {
        return remote.call("count " + shelf, shelf.length());
    }

    public CompletableFuture<Integer> reduced() {
        return Stream.of("a", "bc", "def")
                .map(this::count)
                .reduce(CompletableFuture.completedFuture(0), (a, b) -> a.thenCombine(b, Integer::sum))
                .thenApply(sum -> sum + 100);
    }

    public CompletableFuture<Integer> inALoop() {
        CompletableFuture<Integer> sum = CompletableFuture.completedFuture(0);
        for (String shelf : List.of("a", "bc")) {
            sum = sum.thenCompose(before -> count(shelf).thenApply(more -> before + more));
        }
        return sum.thenApply(all -> all * 2);
    }

    public CompletableFuture<Integer> beside() {
        count("beside").thenAccept(n -> remote.log("counted " + n));
        return count("main").thenApply(n -> n + 1);
    }

    private CompletableFuture<Integer> logged(String shelf) {
        return count(shelf).thenApply(n -> {
            remote.log("logged " + n);
            return n;
        });
    }

    public CompletableFuture<Integer> forgotten() {
        logged("forgotten");
        return logged("b").thenApply(n -> n + 1);
    }

    public CompletableFuture<Integer> severalOnTheSame() {
        CompletableFuture<Integer> count = count("x");
        count.thenAccept(n -> remote.log("first " + n));
        count.whenComplete((n, failure) -> remote.log("second"));
        return count.thenApply(n -> {
            remote.log("third");
            return n;
        });
    }

    public CompletableFuture<Integer> startedBefore() {
        CompletableFuture<Integer> late = count("late");
        CompletableFuture<Integer> later = late.thenApply(n -> n * 10);
        return count("main").thenCompose(n -> later.thenApply(m -> n + m)).thenCompose(sum -> late.thenApply(m -> sum - m));
    }
}
