package corpus;

import dev.heddle.conformance.Remote;
import dev.heddle.conformance.Stays;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** A second source stands in for the first one. */
public class Configuration {
    private final Remote remote;

    public Configuration(Remote remote) {
        this.remote = remote;
    }

    private CompletableFuture<String> primary() {
        return remote.call("primary", "1");
    }

    private CompletableFuture<String> backup() {
        return remote.call("backup", "2");
    }

    public CompletableFuture<String> oneOfThem() {
        return primary()
                .handle((value, failure) -> failure == null ? CompletableFuture.completedFuture(value) : backup())
                .thenCompose(chosen -> chosen);
    }

    @Stays("what is done with the result is not written here")
    public CompletableFuture<String> oneOfThemByIdentity() {
        return primary()
                .handle((value, failure) -> failure == null ? CompletableFuture.completedFuture(value) : backup())
                .thenCompose(Function.identity());
    }

    public CompletableFuture<Integer> parsed() {
        return primary().thenApply(Integer::parseInt).exceptionally(none -> -1).thenApply(value -> value * 10);
    }

    public CompletableFuture<String> neverNull() {
        return primary().thenApply(value -> value == null ? "default" : value);
    }
}
