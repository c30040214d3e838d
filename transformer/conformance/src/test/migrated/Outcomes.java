package migrated;

import dev.heddle.conformance.Promises;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Code that does something about failures. Each public method is a case; all are rewritten but those that say so. */
public class Outcomes {
    private final Promises promises;
    private int seen;

    public Outcomes(Promises promises) {
        this.promises = promises;
    }

    private CompletableFuture<String> name(int id) {
        promises.log("name " + id);
        return promises.of("item" + id);
    }

    private CompletableFuture<Integer> price(String name) {
        promises.log("price " + name);
        return promises.of(name.length());
    }

    private CompletableFuture<Integer> throwing() {
        promises.log("throwing");
        throw new IllegalArgumentException("at once");
    }

    private int log(Object line) {
        promises.log("" + line + seen++);
        return seen;
    }

    public CompletableFuture<Integer> fallbackInTheMiddle() {
        return name(1).thenApply(name -> 10 / (name.length() - 5)).exceptionally(failure -> log("none")).thenApply(n -> n + 1);
    }

    public CompletableFuture<Integer> fallbacksOneAfterTheOther() {
        return name(1)
                .thenCompose(this::price)
                .exceptionally(unknown -> log("first"))
                .thenCompose(cost -> price("x".repeat(cost)))
                .exceptionally(unknown -> log("second"))
                .thenApply(cost -> cost * 2);
    }

    public CompletableFuture<Integer> aFallbackThatFailsInTheMiddle() {
        return name(1)
                .thenApply(Integer::parseInt)
                .exceptionally(failure -> Integer.parseInt("never"))
                .thenApply(n -> log(n));
    }

    public CompletableFuture<Integer> handledInTheMiddle() {
        return name(1)
                .handle((name, failure) -> failure == null ? name.substring(1) : "none")
                .thenCompose(this::price)
                .handle((cost, failure) -> {
                    log(failure != null);
                    return failure == null ? cost : -1;
                })
                .thenApply(cost -> cost + 1);
    }

    public CompletableFuture<Boolean> handledWhetherItFailedOrNot() {
        return name(1).thenCompose(this::price).handle((cost, failure) -> {
            if (failure == null && cost > 3) {
                return true;
            }
            log(cost);
            return failure != null;
        });
    }

    public CompletableFuture<String> handledAndFailing() {
        return name(1).handle((name, failure) -> name.substring(failure == null ? 99 : 1)).thenApply(name -> name + log(name));
    }

    public CompletionStage<String> watchedInAnyCase() {
        return name(1).thenApply(name -> name + log(name)).whenComplete((name, failure) -> log("done"));
    }

    public CompletableFuture<Integer> watchedOnSuccess() {
        return name(1)
                .whenComplete((name, failure) -> {
                    if (failure == null) {
                        log(name.charAt(0));
                    }
                })
                .thenCompose(name -> price(name));
    }

    public CompletableFuture<String> watchedOnSuccessAndFailingThere() {
        return name(1).whenComplete((name, failure) -> {
            if (failure == null) {
                log(name.charAt(99));
            }
        });
    }

    public CompletableFuture<Void> watchedOnFailure() {
        return name(1)
                .thenAccept(name -> log(name))
                .whenComplete((nothing, failure) -> {
                    if (failure != null) {
                        log("failed");
                    }
                })
                .thenRun(() -> log("went well"));
    }

    public CompletableFuture<Integer> whatIsThrownBeforeTheChainIsNotHandled() {
        return throwing().thenApply(cost -> cost + 1).exceptionally(failure -> log("fallback"));
    }

    public CompletableFuture<Integer> theSecondOfTwoIsThrownBefore() {
        return price("a").thenCombine(throwing(), Integer::sum).exceptionally(failure -> log("fallback"));
    }

    public CompletableFuture<Integer> whatIsThrownInsideTheChainIsHandled() {
        return name(1).thenCompose(name -> throwing().exceptionally(failure -> log("inner"))).exceptionally(failure -> log("outer"));
    }

    public CompletableFuture<Integer> nullsAreResults() {
        return name(1)
                .<String>thenApply(name -> null)
                .handle((nothing, failure) -> nothing == null && failure == null ? log("null") : log("failed"))
                .whenComplete((n, failure) -> log("done"));
    }

    public CompletableFuture<Integer> cancelledFuturesAreFailures() {
        CompletableFuture<Integer> cancelled = new CompletableFuture<>();
        cancelled.cancel(true);
        return name(1).thenCompose(name -> cancelled).exceptionally(failure -> log("cancelled"));
    }

    public CompletableFuture<Integer> refusedAsItThrowsByItself() {
        if (seen == 0) {
            return name(1).thenApply(name -> name.length());
        }
        throw new IllegalStateException();
    }

    public CompletableFuture<String> refusedAsItLooksAtTheFailure() {
        return name(1).whenComplete((name, failure) -> log(failure));
    }
}
