package corpus;

import dev.heddle.conformance.Remote;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** An address is there or not. */
public class Addresses {
    private final Remote remote;

    public Addresses(Remote remote) {
        this.remote = remote;
    }

    private CompletableFuture<Optional<String>> find(String name) {
        return remote.call("find " + name, name.isEmpty() ? null : "street of " + name).thenApply(Optional::ofNullable);
    }

    private CompletableFuture<String> locate(String street) {
        return remote.call("locate " + street, street + "@1,2");
    }

    public CompletableFuture<String> known() {
        return find("ann").thenCompose(found ->
                found.map(this::locate).orElseGet(() -> CompletableFuture.completedFuture("nowhere")));
    }

    public CompletableFuture<String> unknown() {
        return find("").thenCompose(found ->
                found.map(this::locate).orElseGet(() -> CompletableFuture.completedFuture("nowhere")));
    }

    public CompletableFuture<String> mustBeKnown() {
        return find("").thenApply(found -> found.orElseThrow(() -> new IllegalArgumentException("no address")));
    }

    public CompletableFuture<Optional<Integer>> length() {
        return find("ann").thenApply(found -> found.filter(street -> !street.isBlank()).map(String::length));
    }
}
