package corpus;

import dev.heddle.conformance.Remote;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Many ways out. */
public class Inventory {
    private final Remote remote;

    public Inventory(Remote remote) {
        this.remote = remote;
    }

    private CompletableFuture<Integer> stock(String article) {
        return remote.call("stock of " + article, article.length());
    }

    private CompletableFuture<String> order(String article, int count) {
        return remote.call("order " + count + " of " + article, article + count);
    }

    private CompletableFuture<String> ordered(String article, int wanted) {
        if (wanted <= 0) {
            return CompletableFuture.completedFuture("none");
        } else if (article.isEmpty())
            return CompletableFuture.failedFuture(new IllegalArgumentException("no article"));
        if (wanted > 100) return stock(article).thenApply(left -> "too many, " + left);
        else return stock(article).thenCompose(left -> {
            for (int i = 0; i < 3; i++) {
                if (left + i >= wanted) {
                    // enough is there
                    return order(article, wanted).thenApply(number -> number + " at once");
                }
                remote.log("missing " + i);
            }
            if (left == 0) throw new IllegalStateException("sold out");
            return order(article, left);
        });
    }

    public CompletableFuture<String> enough() {
        return ordered("screw", 5).thenApply(text -> text + "!");
    }

    public CompletableFuture<String> some() {
        return ordered("screw", 50).exceptionally(failure -> "failed");
    }

    public CompletableFuture<String> tooMany() {
        return ordered("screw", 500).thenCompose(text -> ordered("nut", 0).thenApply(none -> text + none));
    }

    public CompletableFuture<String> withoutName() {
        return ordered("", 1).thenApply(text -> text + "!");
    }

    public CompletableFuture<Integer> theFirstThatIsThere() {
        return stock("bolt").thenCompose(bolts -> {
            for (String article : List.of("a", "bc", "def")) {
                switch (article.length()) {
                    case 2:
                        return stock(article).thenApply(left -> left + bolts);
                    default:
                        remote.log("not " + article);
                }
            }
            return stock("");
        });
    }
}
