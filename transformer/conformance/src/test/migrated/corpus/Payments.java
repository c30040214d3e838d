package corpus;

import dev.heddle.conformance.Remote;
import java.util.concurrent.CompletableFuture;

/** Handlers inside of handlers. */
public class Payments {
    static final class Declined extends RuntimeException {
        private static final long serialVersionUID = 1;

        Declined(String why) {
            super(why);
        }
    }

    private final Remote remote;

    public Payments(Remote remote) {
        this.remote = remote;
    }

    private CompletableFuture<String> authorize(int amount) {
        return remote.call("authorize " + amount, "auth" + amount).thenApply(code -> {
            if (amount > 99) {
                throw new Declined("over the limit");
            }
            return code;
        });
    }

    private CompletableFuture<String> capture(String code) {
        return remote.call("capture " + code, code + "!");
    }

    private CompletableFuture<Void> refund(String code) {
        return remote.call("refund " + code, null);
    }

    public CompletableFuture<String> captured() {
        return authorize(10)
                .thenCompose(code -> capture(code).exceptionally(failure -> {
                    remote.log("not captured");
                    return code + "?";
                }))
                .exceptionally(declined -> "declined");
    }

    public CompletableFuture<String> declined() {
        return authorize(100).thenCompose(this::capture).exceptionally(failure -> "declined").thenApply(String::length)
                .thenApply(length -> "declined".length() == length ? "yes" : "no");
    }

    public CompletableFuture<String> refunded() {
        return authorize(5).thenCompose(code -> capture(code).handle((captured, failure) -> {
            if (failure == null) {
                return CompletableFuture.completedFuture(captured);
            }
            return refund(code).<String>thenApply(nothing -> {
                throw new Declined("refunded");
            });
        }).thenCompose(next -> next));
    }

    public CompletableFuture<String> watchedInside() {
        return authorize(7)
                .thenCompose(code -> capture(code).whenComplete((captured, failure) -> remote.log("captured or not")))
                .whenComplete((captured, failure) -> remote.log("over"))
                .exceptionally(failure -> "none");
    }

    public CompletableFuture<String> aFallbackThatFails() {
        return authorize(100).exceptionally(failure -> {
            throw new Declined("finally");
        });
    }
}
