package dev.heddle.guide;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.gather;
import static dev.heddle.Coroutines.moveOnAfter;
import static dev.heddle.Coroutines.sleep;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.Coroutine;
import dev.heddle.annotation.Async;
import dev.heddle.sync.Hold;
import dev.heddle.sync.Mutex;
import dev.heddle.testing.Exploration;
import dev.heddle.testing.Fault;
import dev.heddle.testing.junit.AsyncTest;
import dev.heddle.testing.junit.Explore;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The code of docs/guide/testing.md, and what it does. */
@SuppressWarnings("try") // a hold is held, not used
class TestingExamplesTest {
    /** Takes its time. */
    private static final class SlowExchange {
        @Async
        Coroutine<String> quote() {
            await(sleep(Duration.ofHours(1)));
            return done("42");
        }
    }

    @Async
    private static Coroutine<String> quoteOr(String otherwise, SlowExchange exchange) {
        String quote = await(moveOnAfter(Duration.ofSeconds(1), exchange.quote()));
        return done(quote == null ? otherwise : quote);
    }

    @Async
    @AsyncTest
    Coroutine<Void> aQuoteIsGivenUpAfterASecond() {
        String quote = await(quoteOr("none", new SlowExchange()));
        assertThat(quote).isEqualTo("none");
        return done();
    }

    private static final class Account {
        private final Mutex mutex = new Mutex();
        private int balance;

        @Async
        Coroutine<Void> deposit(int amount) {
            try (Hold hold = await(mutex.acquire())) {
                int before = balance;
                await(sleep(Duration.ofSeconds(1)));
                balance = before + amount;
            }
            return done();
        }
    }

    private final Account account = new Account();

    @AfterEach
    void theAccountIsFree() {
        assertThat(account.mutex.owner()).isNull();
    }

    @Async
    @AsyncTest(seeds = 20)
    Coroutine<Void> depositsDoNotGetLost() {
        Account account = new Account();
        await(gather(account.deposit(1), account.deposit(2)));
        assertThat(account.balance).isEqualTo(3);
        return done();
    }

    @Async
    @AsyncTest(seeds = 3, explore = Explore.CANCEL_EVERYWHERE)
    Coroutine<Void> whateverHappensTheAccountIsNotLocked() {
        await(gather(account.deposit(1), account.deposit(2)));
        return done();
    }

    static final class Deposits implements Exploration.Trial {
        private final Account account = new Account();

        @Override
        public Coroutine<?> program() {
            return gather(account.deposit(1), account.deposit(2));
        }

        @Override
        public void check() {
            assertThat(account.balance).isIn(0, 1, 2, 3);
        }
    }

    @Test
    void theSameWithoutAnEngineOfJUnit() {
        int runs = Exploration.of(Deposits::new)
                .seeds(5)
                .faults(Fault.values())
                .within(Duration.ofMinutes(1))
                .run();

        assertThat(runs).isGreaterThan(50);
    }
}
