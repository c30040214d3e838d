package corpus;

import dev.heddle.conformance.Remote;
import dev.heddle.conformance.Stays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Failures that are made, and results that are nothing. */
public class Search {
    private final Remote remote;

    public Search(Remote remote) {
        this.remote = remote;
    }

    private CompletableFuture<List<String>> hits(String word) {
        return remote.call("hits for " + word, word.isEmpty() ? Collections.<String>emptyList() : List.of(word, word + "s"));
    }

    private CompletableFuture<List<String>> valid(String word) {
        return word.length() > 3 ? CompletableFuture.failedFuture(new IllegalArgumentException(word)) : hits(word);
    }

    public CompletableFuture<String> best() {
        return hits("nut").thenApply(hits -> hits.isEmpty() ? null : hits.get(0));
    }

    public CompletableFuture<Object> nothing() {
        return hits("").thenApply(hits -> hits.isEmpty() ? null : hits.get(0)).thenApply(best -> best == null ? "none" : best);
    }

    public CompletableFuture<Integer> invalid() {
        return valid("screw").thenApply(List::size);
    }

    public CompletableFuture<Integer> invalidInside() {
        return hits("nut").thenCompose(hits -> valid(hits.get(1)).thenApply(more -> hits.size() + more.size()));
    }

    public CompletableFuture<Integer> failedAtOnce() {
        return CompletableFuture.<String>failedFuture(new IllegalStateException("closed")).thenApply(String::length);
    }

    public CompletableFuture<Integer> doneAtOnce() {
        return CompletableFuture.completedFuture("done").thenApply(String::length).thenCompose(length -> hits("x")
                .thenApply(hits -> hits.size() + length));
    }

    @Stays("the result would not compile: incompatible types: inferred type does not conform to upper bound(s)")
    public CompletableFuture<?> anything() {
        return hits("a").thenApply(hits -> hits.get(0).length());
    }

    public CompletableFuture<List<? extends CharSequence>> wildcards() {
        return hits("a").<List<? extends CharSequence>>thenApply(hits -> hits).thenApply(hits -> hits.subList(1, hits.size()));
    }
}
