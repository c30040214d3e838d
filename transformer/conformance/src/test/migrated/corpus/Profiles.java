package corpus;

import dev.heddle.conformance.Remote;
import dev.heddle.conformance.Stays;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/** What callers rely on. */
public class Profiles {
    private final Remote remote;
    private final CompletableFuture<String> nobody = CompletableFuture.completedFuture("nobody");

    public Profiles(Remote remote) {
        this.remote = remote;
    }

    private CompletableFuture<String> name(int id) {
        return remote.call("name " + id, "n" + id);
    }

    @Stays("it throws at its caller before there is a future; an `@Async` method puts what it throws into the future")
    private CompletableFuture<String> checked(int id) {
        if (id < 0) {
            throw new IllegalArgumentException("id " + id);
        }
        return name(id).thenApply(String::trim);
    }

    @Stays("it throws at its caller before there is a future; an `@Async` method puts what it throws into the future")
    public CompletableFuture<String> checks() {
        Objects.requireNonNull(remote);
        return name(1).thenApply(String::trim);
    }

    @Stays("it returns null, for which an `@Async` method fails")
    public CompletableFuture<String> orNull() {
        if (nobody.isCancelled()) {
            return null;
        }
        return name(1).thenApply(String::trim);
    }

    @Stays("it returns the future `nobody` itself; an `@Async` method returns one of its own")
    public CompletableFuture<String> orNobody() {
        if (remote.toString() == null) {
            return name(2).thenApply(String::trim);
        }
        return nobody.isCancelled() ? name(1) : nobody;
    }

    public CompletableFuture<String> thrownInside() {
        return name(1).thenCompose(name -> checked(-1).exceptionally(wrong -> name));
    }

    public CompletableFuture<String> thrownInsideAndHandled() {
        return name(1).thenCompose(name -> checked(-name.length())).exceptionally(wrong -> "wrong");
    }

    @Stays("the result would not compile: reference to await is ambiguous")
    public CompletableFuture<String> nullInside() {
        return name(1).<String>thenCompose(name -> null).exceptionally(wrong -> "null");
    }

    public CompletableFuture<Integer> nullAtTheEnd() {
        return name(1).thenCompose(name -> name.isEmpty() ? remote.call("empty", 0) : null);
    }
}
