package corpus;

import dev.heddle.conformance.Remote;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Prices are asked for at the same time. */
public class Basket {
    record Line(String article, int price) {
        Line times(int count) {
            return new Line(article, price * count);
        }
    }

    private final Remote remote;
    private final List<Line> lines = new ArrayList<>();

    public Basket(Remote remote) {
        this.remote = remote;
    }

    private CompletableFuture<Integer> price(String article) {
        return remote.call("price of " + article, article.length());
    }

    private CompletableFuture<Integer> count(String article) {
        return remote.call("count of " + article, 2);
    }

    private CompletableFuture<Line> line(String article) {
        return price(article)
                .thenCombine(count(article), (price, count) -> new Line(article, price).times(count))
                .thenApply(line -> {
                    lines.add(line);
                    return line;
                });
    }

    public CompletableFuture<String> two() {
        return line("nut").thenCompose(nut -> line("screw").thenApply(screw -> nut.price() + screw.price() + " for " + lines));
    }

    public CompletableFuture<Integer> both() {
        return line("nut").thenCombine(line("screw"), (nut, screw) -> nut.price() + screw.price());
    }

    public CompletableFuture<Integer> freeWhenUnknown() {
        return line("nut").thenCombine(line("screw"), (nut, screw) -> screw.price()).exceptionally(unknown -> -1);
    }
}
