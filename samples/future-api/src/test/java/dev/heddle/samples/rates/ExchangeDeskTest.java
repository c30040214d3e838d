package dev.heddle.samples.rates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** Nothing here knows of a loop; the futures of the source are completed by hand. */
final class ExchangeDeskTest {
    private final Map<String, CompletableFuture<BigDecimal>> asked = new TreeMap<>();
    private final ExchangeDesk desk = new ExchangeDesk(this::ask);

    private CompletionStage<BigDecimal> ask(String from, String to) {
        return asked.computeIfAbsent(from + to, pair -> new CompletableFuture<>());
    }

    @Test
    void theCallRunsAtOnceUpToTheFirstRateItNeeds() {
        desk.change(new BigDecimal("2"), "EUR", "USD");

        assertThat(asked).containsOnlyKeys("EURUSD");
    }

    @Test
    void theFutureCompletesInTheThreadThatCompletesTheRate() {
        CompletableFuture<BigDecimal> dollars = desk.change(new BigDecimal("2"), "EUR", "USD");
        assertThat(dollars).isNotDone();

        asked.get("EURUSD").complete(new BigDecimal("1.25"));

        assertThat(dollars).isCompletedWithValue(new BigDecimal("2.50"));
    }

    @Test
    void sameCurrencyNeedsNoRate() {
        assertThat(desk.change(BigDecimal.TEN, "EUR", "EUR")).isCompletedWithValue(BigDecimal.TEN);
    }

    @Test
    void currenciesThatAreNotTradedGoByWayOfTheDollar() {
        CompletableFuture<BigDecimal> yen = desk.change(new BigDecimal("2"), "EUR", "JPY");

        asked.get("EURJPY").completeExceptionally(new NoSuchElementException());
        asked.get("EURUSD").complete(new BigDecimal("1.25"));
        asked.get("USDJPY").complete(new BigDecimal("150"));

        assertThat(yen.join()).isEqualByComparingTo("375");
    }

    @Test
    void failuresBeforeTheFirstAwaitAreInTheFutureToo() {
        CompletableFuture<BigDecimal> refused = desk.change(new BigDecimal("-1"), "EUR", "USD");

        assertThatThrownBy(refused::join)
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aFailureOfTheSourceArrivesUnchanged() {
        CompletableFuture<BigDecimal> worth = desk.worth(Map.of("EUR", BigDecimal.ONE), "USD");
        IllegalStateException offline = new IllegalStateException("offline");

        asked.get("EURUSD").completeExceptionally(offline);

        assertThatThrownBy(worth::join).hasCause(offline);
    }
}
