package corpus;

import dev.heddle.conformance.Remote;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Pages that lead to further pages. */
public class Catalog {
    record Page(List<String> articles, int next) {}

    private final Remote remote;

    public Catalog(Remote remote) {
        this.remote = remote;
    }

    private CompletableFuture<Page> page(int number) {
        return remote.call("page " + number, new Page(List.of("a" + number, "b" + number), number < 3 ? number + 1 : -1));
    }

    private CompletableFuture<List<String>> rest(int number, List<String> before) {
        return page(number).thenCompose(page -> {
            List<String> all = new ArrayList<>(before);
            all.addAll(page.articles());
            if (page.next() < 0) {
                return CompletableFuture.completedFuture(all);
            }
            return rest(page.next(), all);
        });
    }

    public CompletableFuture<List<String>> all() {
        return rest(1, List.of()).thenApply(List::copyOf);
    }

    public CompletableFuture<String> firstOfAll() {
        return rest(2, List.of("first")).thenApply(all -> all.get(0) + all.size());
    }

    public CompletableFuture<Integer> count() {
        return page(1).thenCompose(one -> page(one.next()).thenCompose(two -> page(two.next())
                .thenApply(three -> one.articles().size() + two.articles().size() + three.articles().size())));
    }
}
