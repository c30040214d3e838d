package app;

import static com.ea.async.Async.await;
import static java.util.concurrent.CompletableFuture.completedFuture;

import com.ea.async.Async;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

/** As it stands in a program for EA Async: nothing but the return types says what is asynchronous. */
public class Orders {
    static {
        Async.init();
    }

    private final Function<String, CompletableFuture<Integer>> prices;

    public Orders(Function<String, CompletableFuture<Integer>> prices) {
        this.prices = prices;
    }

    public CompletableFuture<Integer> total(List<String> items) {
        int total = 0;
        for (String item : items) {
            total += await(price(item));
        }
        return completedFuture(total);
    }

    private CompletableFuture<Integer> price(String item) {
        try {
            return completedFuture(await(prices.apply(item)));
        } catch (CompletionException e) {
            return completedFuture(e.getCause().getMessage().length());
        }
    }

    public CompletionStage<String> bill(String item) {
        Supplier<CompletableFuture<String>> text = () -> completedFuture(item + " costs " + await(price(item)));
        return completedFuture(await(text.get()).toUpperCase(Locale.ROOT));
    }
}
