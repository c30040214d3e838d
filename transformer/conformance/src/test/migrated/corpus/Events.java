package corpus;

import dev.heddle.conformance.Remote;
import dev.heddle.conformance.Stays;
import java.util.concurrent.CompletableFuture;

/** Those who watch, and change nothing. */
public class Events {
    private final Remote remote;
    private int failures;

    public Events(Remote remote) {
        this.remote = remote;
    }

    private CompletableFuture<String> publish(String event) {
        return remote.call("publish " + event, event);
    }

    public CompletableFuture<String> onSuccess() {
        return publish("a").whenComplete((event, failure) -> {
            if (failure == null) {
                remote.log("published " + event);
            }
        });
    }

    public CompletableFuture<Integer> onFailure() {
        return publish("a")
                .thenApply(Integer::parseInt)
                .whenComplete((number, failure) -> {
                    if (failure != null) {
                        failures++;
                        remote.log("failures " + failures);
                    }
                })
                .exceptionally(failure -> failures * 100);
    }

    public CompletableFuture<String> watchedTwice() {
        return publish("a")
                .whenComplete((event, failure) -> remote.log("first"))
                .thenCompose(event -> publish(event + "b"))
                .whenComplete((event, failure) -> remote.log("second"))
                .thenApply(event -> event + "c");
    }

    @Stays("the result is used whether there is one or not")
    public CompletableFuture<String> watchedWithItsResult() {
        return publish("a").whenComplete((event, failure) -> remote.log(event));
    }

    @Stays("the handler looks at the failure, which can be wrapped in a `CompletionException` here and is not behind an"
            + " `await`")
    public CompletableFuture<String> watchedWithItsFailure() {
        return publish("a").whenComplete((event, failure) -> {
            if (failure instanceof IllegalStateException) {
                failures++;
            }
        });
    }
}
