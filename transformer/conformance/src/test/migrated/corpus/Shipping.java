package corpus;

import dev.heddle.conformance.Remote;
import dev.heddle.conformance.Stays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Steps that somebody else carries out. */
public class Shipping {
    private final Remote remote;
    private final Executor sameThread = Runnable::run;

    public Shipping(Remote remote) {
        this.remote = remote;
    }

    private CompletableFuture<String> label(String address) {
        return remote.call("label for " + address, "to " + address);
    }

    @Stays("`thenApplyAsync` hands its step to an executor; code behind an `await` goes on where it was resumed")
    public CompletableFuture<String> elsewhere() {
        return label("ann").thenApplyAsync(String::toUpperCase, sameThread);
    }

    public CompletableFuture<String> elsewhereInTheBeginning() {
        return label("ann").thenApplyAsync(String::toUpperCase, sameThread).thenApply(text -> text + "!");
    }

    public CompletableFuture<String> elsewhereInside() {
        return label("ann").thenCompose(text -> label(text).thenApplyAsync(String::length, sameThread)).thenApply(length -> "" + length);
    }

    @Stays("there is no code for `applyToEither` that is known to do the same")
    public CompletableFuture<String> either() {
        return label("ann").applyToEither(label("bob"), text -> text);
    }

    @Stays("there is no code for `exceptionallyCompose` that is known to do the same")
    public CompletableFuture<String> another() {
        return label("ann").exceptionallyCompose(failure -> label("bob"));
    }
}
