package dev.heddle.samples.rates;

import static dev.heddle.Coroutines.await;
import static java.util.concurrent.CompletableFuture.completedFuture;

import dev.heddle.annotation.Async;
import java.math.BigDecimal;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;

/**
 * A library written as straight-line code whose callers see ordinary futures: they need no loop and do not know that
 * Heddle exists. A call runs at once as far as it can, and goes on in the thread that completes what it awaits. Every
 * failure, one before the first await too, is in the future. Any thread.
 */
public final class ExchangeDesk {
    private static final String HUB = "USD";

    private final RateSource source;

    /** Changes money at the rates of {@code source}. */
    public ExchangeDesk(RateSource source) {
        this.source = source;
    }

    /** What {@code amount} of {@code from} is worth in {@code to}; the future fails for a negative amount. */
    @Async
    public CompletableFuture<BigDecimal> change(BigDecimal amount, String from, String to) {
        if (amount.signum() < 0) {
            throw new IllegalArgumentException("negative amount " + amount);
        }
        return completedFuture(amount.multiply(await(rate(from, to))));
    }

    /** What everything in {@code purse}, amounts by currency, is worth in {@code to}. */
    @Async
    public CompletableFuture<BigDecimal> worth(Map<String, BigDecimal> purse, String to) {
        BigDecimal sum = BigDecimal.ZERO;
        for (Map.Entry<String, BigDecimal> held : purse.entrySet()) {
            sum = sum.add(await(change(held.getValue(), held.getKey(), to)));
        }
        return completedFuture(sum);
    }

    /** The rate as traded; else by way of the dollar. */
    @Async
    private CompletableFuture<BigDecimal> rate(String from, String to) {
        if (from.equals(to)) {
            return completedFuture(BigDecimal.ONE);
        }
        try {
            return completedFuture(await(source.rate(from, to)));
        } catch (NoSuchElementException notTraded) {
            return completedFuture(await(source.rate(from, HUB)).multiply(await(source.rate(HUB, to))));
        }
    }

    /** Prints what a purse is worth, as any caller of futures would. */
    public static void main(String[] args) {
        Map<String, BigDecimal> rates = Map.of("EURUSD", new BigDecimal("1.25"), "USDJPY", new BigDecimal("150"));
        RateSource source = (from, to) -> CompletableFuture.supplyAsync(() -> {
            BigDecimal rate = rates.get(from + to);
            if (rate == null) {
                throw new NoSuchElementException(from + to);
            }
            return rate;
        });
        new ExchangeDesk(source)
                .worth(Map.of("EUR", new BigDecimal("2"), "USD", new BigDecimal("10")), "JPY")
                .thenAccept(yen -> System.out.println(yen + " JPY"))
                .join();
    }
}
