package corpus;

import dev.heddle.conformance.Remote;
import dev.heddle.conformance.Stays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Futures that are kept are handed out themselves. */
public class Cache {
    private final Remote remote;
    private final Map<String, CompletableFuture<String>> pages = new HashMap<>();

    public Cache(Remote remote) {
        this.remote = remote;
    }

    private CompletableFuture<String> load(String name) {
        return remote.call("load " + name, "<" + name + ">");
    }

    private CompletableFuture<String> page(String name) {
        return pages.computeIfAbsent(name, this::load);
    }

    @Stays("it returns the future `known` itself; an `@Async` method returns one of its own")
    public CompletableFuture<String> known() {
        CompletableFuture<String> known = pages.get("index");
        if (known != null) {
            return known;
        }
        return load("index").thenApply(String::trim);
    }

    public CompletableFuture<Integer> twice() {
        return page("index").thenCompose(first -> page("index").thenApply(second -> first.length() + second.length()));
    }

    public CompletableFuture<String> forgotten() {
        return page("index").thenApply(page -> pages.remove("index") + "").thenCompose(any -> page("index"));
    }
}
