package corpus;

import dev.heddle.conformance.Remote;
import java.math.BigDecimal;
import java.util.concurrent.CompletableFuture;

/** What is asked for at the same time goes on at the same time. */
public class Exchange {
    private final Remote remote;

    public Exchange(Remote remote) {
        this.remote = remote;
    }

    private CompletableFuture<BigDecimal> rate(String currency) {
        return remote.call("rate of " + currency, new BigDecimal(currency.length()));
    }

    private CompletableFuture<String> format(Object amount) {
        return remote.call("format " + amount, amount + " EUR");
    }

    public CompletableFuture<BigDecimal> product() {
        return rate("USD").thenCombine(rate("GBP "), BigDecimal::multiply);
    }

    public CompletableFuture<String> chainsCombined() {
        return rate("USD")
                .thenCompose(usd -> format(usd))
                .thenCombine(rate("CHF").thenCompose(chf -> format(chf)), (usd, chf) -> usd + " and " + chf)
                .thenApply(both -> both.replace("EUR", "Euro"));
    }

    public CompletableFuture<BigDecimal> threeOfThem() {
        return rate("USD").thenCombine(rate("CHF"), BigDecimal::add).thenCombine(rate("JPY"), BigDecimal::add);
    }

    public CompletableFuture<String> combinedInside() {
        return rate("USD").thenCompose(usd -> rate("CHF").thenCombine(rate("JPY"), (chf, jpy) -> usd.add(chf).add(jpy)))
                .thenCompose(sum -> format(sum.negate()));
    }

    public CompletableFuture<BigDecimal> theOtherIsThere() {
        CompletableFuture<BigDecimal> known = rate("USD");
        return known.thenCombine(rate("SEK"), (a, b) -> a.subtract(b)).thenCombine(known, (difference, a) -> difference.add(a));
    }
}
