package corpus;

import dev.heddle.conformance.Remote;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Once more when it fails. */
public class Jobs {
    private final Remote remote;
    private int attempts;

    public Jobs(Remote remote) {
        this.remote = remote;
    }

    private CompletableFuture<String> run() {
        attempts++;
        return remote.call("attempt " + attempts, "after " + attempts);
    }

    private CompletableFuture<String> retried(Supplier<CompletableFuture<String>> job, int more) {
        return job.get()
                .handle((result, failure) -> {
                    if (failure == null) {
                        return CompletableFuture.completedFuture(result);
                    }
                    if (more == 0) {
                        return CompletableFuture.<String>failedFuture(new IllegalStateException("gave up"));
                    }
                    remote.log("again");
                    return retried(job, more - 1);
                })
                .thenCompose(next -> next);
    }

    private CompletableFuture<String> retriedByChoice(int more) {
        return run().handle((result, failure) -> failure == null
                        ? CompletableFuture.completedFuture(result)
                        : more > 0 ? retriedByChoice(more - 1) : CompletableFuture.<String>failedFuture(new Error("no more")))
                .thenCompose(next -> next);
    }

    public CompletableFuture<String> twice() {
        return retried(this::run, 1).thenApply(text -> text + " of " + attempts);
    }

    public CompletableFuture<String> never() {
        return retried(() -> run().thenApply(text -> text.substring(99)), 2).thenApply(text -> "never");
    }

    public CompletableFuture<Integer> byChoice() {
        return retriedByChoice(1).thenApply(text -> attempts);
    }
}
