package dev.heddle.samples.rates;

import java.math.BigDecimal;
import java.util.concurrent.CompletionStage;

/** Where exchange rates come from: a driver or an SDK, with futures of its own. Any thread. */
public interface RateSource {
    /**
     * How much of {@code to} one {@code from} buys; fails with {@link java.util.NoSuchElementException} when the two are
     * not traded against each other.
     */
    CompletionStage<BigDecimal> rate(String from, String to);
}
