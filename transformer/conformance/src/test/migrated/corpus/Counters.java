package corpus;

import dev.heddle.conformance.Remote;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Numbers in boxes and out of them. */
public class Counters {
    private final Remote remote;
    private final List<Integer> seen = new ArrayList<>(List.of(5, 1, 7));
    private int count;
    private long total = 1L << 40;

    public Counters(Remote remote) {
        this.remote = remote;
    }

    private CompletableFuture<Integer> next(int value) {
        return remote.call("next", value);
    }

    public CompletableFuture<Integer> postfix() {
        return next(1).thenApply(value -> count++).thenApply(before -> before * 100 + count);
    }

    public CompletableFuture<Boolean> removesTheObject() {
        return next(1).thenApply(value -> value + 0).thenApply(value -> seen.remove(value));
    }

    public CompletableFuture<String> removesByIndex() {
        return next(1).thenApply(value -> seen.remove((int) value) + " " + seen);
    }

    public CompletableFuture<Long> widened() {
        return next(3).thenApply(value -> total + value).thenApply(sum -> total = sum);
    }

    public CompletableFuture<Object> chosen() {
        return next(3).<Object>thenApply(value -> value > 2 ? value : 2.5).thenApply(any -> any.getClass().getSimpleName());
    }

    public CompletableFuture<Number> oneOfTwoTypes() {
        return next(3).thenApply(value -> value > 2 ? Integer.valueOf(value) : Double.valueOf(0));
    }

    public CompletableFuture<Character> characters() {
        return next(65).thenApply(code -> (char) (int) code).thenApply(letter -> ++letter);
    }

    public CompletableFuture<Integer> identical() {
        return next(1000).thenApply(value -> value == Integer.valueOf(1000) ? 1 : 0);
    }

    public CompletableFuture<Void> compound() {
        return next(4).thenAccept(value -> total += value).thenRun(() -> remote.log(total)).thenRun(() -> count--);
    }
}
