package corpus;

import dev.heddle.conformance.Remote;
import java.util.concurrent.CompletableFuture;

/** Switches of both kinds, and texts of several lines. */
public class Documents {
    enum Kind {
        TEXT,
        IMAGE,
        OTHER
    }

    private final Remote remote;

    public Documents(Remote remote) {
        this.remote = remote;
    }

    private CompletableFuture<Kind> kind(Kind kind) {
        return remote.call("kind", kind);
    }

    private CompletableFuture<String> read(String what) {
        return remote.call("read " + what, what);
    }

    private CompletableFuture<String> shown(Kind kind) {
        switch (kind) {
            case TEXT:
                return read("text").thenApply(text -> "\"" + text + "\"");
            case IMAGE:
                return read("image").thenApply(text -> {
                    String size = text.length() + "px";
                    return size;
                });
            default:
                return CompletableFuture.completedFuture("?");
        }
    }

    public CompletableFuture<String> text() {
        return kind(Kind.TEXT).thenCompose(this::shown);
    }

    public CompletableFuture<String> image() {
        return kind(Kind.IMAGE).thenCompose(kind -> shown(kind).thenApply(shown -> kind + shown));
    }

    public CompletableFuture<String> arrows() {
        return kind(Kind.OTHER).thenCompose(kind -> switch (kind) {
            case TEXT -> read("a");
            case IMAGE -> read("b");
            case OTHER -> {
                remote.log("other");
                yield read("c");
            }
        }).thenApply(text -> switch (text) {
            case "c" -> 1;
            default -> text.length();
        }).thenApply(number -> """
                number
                  %d, "await"
                """.formatted(number));
    }

    public CompletableFuture<String> oldSwitchInALambda() {
        return kind(Kind.IMAGE).thenCompose(kind -> {
            switch (kind) {
                case TEXT:
                    return read("a").thenApply(found -> found + 1);
                case IMAGE: {
                    String found = "x";
                    return read("b").thenApply(more -> more + found);
                }
                default:
                    throw new IllegalArgumentException(kind.name());
            }
        });
    }
}
