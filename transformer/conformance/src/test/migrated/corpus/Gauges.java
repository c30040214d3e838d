package corpus;

import dev.heddle.conformance.Remote;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/** Names that mean something else: fields, methods and variables called as Heddle's words are. */
public class Gauges {
    private final Remote remote;
    private String value = "field";
    private final int result = 7;

    public Gauges(Remote remote) {
        this.remote = remote;
    }

    private CompletableFuture<String> value(String value) {
        return remote.call("value " + value, value);
    }

    private static String completed(String any) {
        return "[" + any + "]";
    }

    private class Latch extends CountDownLatch {
        Latch() {
            super(1);
        }

        CompletableFuture<String> opened() {
            return value("latch").thenApply(value -> {
                countDown();
                return value + getCount();
            });
        }
    }

    public CompletableFuture<String> aFieldOfThatName() {
        return value(value).thenApply(value -> value + this.value).thenApply(text -> text + value);
    }

    public CompletableFuture<String> aMethodOfThatName() {
        return value("x").thenApply(value -> completed(value)).thenCompose(Gauges.this::value);
    }

    public CompletableFuture<String> anInheritedMethod() {
        return new Latch().opened().thenApply(String::trim);
    }

    public CompletableFuture<Integer> whatIsMadeUp() {
        return value("1")
                .thenApply(Integer::parseInt)
                .exceptionally(e -> result)
                .thenApply(future -> future + result)
                .exceptionally(e -> -result);
    }

    public CompletableFuture<String> theSameAgainAndAgain() {
        return value("a")
                .thenCompose(x -> value(x + "b").thenApply(y -> x + y))
                .thenCompose(x -> value(x + "c").thenApply(y -> x + y))
                .handle((x, e) -> e == null ? x : "none")
                .exceptionally(x -> "never")
                .handle((y, x) -> x == null ? y + value : value);
    }

    public CompletableFuture<String> inBranches() {
        if (value.isEmpty()) {
            String x = "outer";
            return value(x).thenApply(y -> y + x);
        }
        for (int x = 0; x < 2; x++) {
            value = value + x;
        }
        return value("z").thenApply(x -> x + value).thenApply(x -> {
            String y = x + x;
            value = y;
            return y;
        });
    }
}
