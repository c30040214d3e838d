package dev.heddle;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.retry;
import static dev.heddle.Coroutines.sleep;
import static dev.heddle.Coroutines.timeout;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.annotation.Async;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RetryTest {
    private static final Backoff DOUBLING =
            Backoff.exponential(Duration.ofSeconds(1), Duration.ofSeconds(5)).jitter(0);

    private final World world = new World();
    private int calls;

    @Async
    private Coroutine<String> succeedsAt(int call) throws IOException {
        calls++;
        world.log("call " + calls);
        await(sleep(Duration.ZERO));
        if (calls < call) {
            throw new IOException("failure " + calls);
        }
        return done("result");
    }

    @Test
    void theDelayGrowsToTheLongest() throws IOException {
        assertThat(world.run(retry(DOUBLING, () -> succeedsAt(5)))).isEqualTo("result");
        assertThat(world.trace()).isEqualTo("""
                        0s  call 1
                        1s  call 2
                        3s  call 3
                        7s  call 4
                        12s  call 5
                        """);
    }

    @Test
    void eachDelayIsTheFactorTimesTheOneBeforeUpToTheLongest() throws IOException {
        Backoff tripling = Backoff.exponential(Duration.ofSeconds(1), Duration.ofSeconds(20))
                .jitter(0)
                .factor(3);
        assertThat(world.run(retry(tripling, () -> succeedsAt(5)))).isEqualTo("result");
        assertThat(world.trace()).isEqualTo("""
                        0s  call 1
                        1s  call 2
                        4s  call 3
                        13s  call 4
                        33s  call 5
                        """);
        assertThat(DOUBLING.factor(1).delayAfter(7, new SplittableRandom())).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void theLastFailureIsThrown() {
        assertThatThrownBy(() -> world.run(retry(DOUBLING.attempts(2), () -> succeedsAt(5))))
                .isInstanceOf(IOException.class)
                .hasMessage("failure 2");
    }

    @Test
    void whatIsNotToBeTriedAgainIsThrownAtOnce() {
        Backoff onlyMissing = DOUBLING.when(failure -> failure instanceof FileNotFoundException);

        assertThatThrownBy(() -> world.run(retry(onlyMissing, () -> succeedsAt(5))))
                .hasMessage("failure 1");
    }

    @Test
    void theDeadlineOfAScopeAroundEndsTheRetries() {
        assertThatThrownBy(() -> world.run(
                        timeout(Duration.ofSeconds(2), retry(Backoff.fixed(Duration.ZERO), this::sleepsTooLong))))
                .isInstanceOf(DeadlineExceeded.class);
        assertThat(world.trace()).isEqualTo("0s  called\n");
    }

    @Async
    private Coroutine<String> sleepsTooLong() {
        world.log("called");
        await(sleep(Duration.ofSeconds(9)));
        return done("late");
    }

    @Test
    void jitterIsTheSameInEveryRunOfATestAndOtherWithAnotherSeed() throws IOException {
        Backoff jittered = Backoff.exponential(Duration.ofSeconds(1), Duration.ofSeconds(5));
        World same = new World();
        World other = new World();
        other.engine.seed(7);

        world.run(retry(jittered, () -> succeedsAt(4)));
        calls = 0;
        same.run(retry(jittered, () -> succeedsAt(4)));
        calls = 0;
        other.run(retry(jittered, () -> succeedsAt(4)));

        assertThat(same.engine.nanos()).isEqualTo(world.engine.nanos()).isBetween(1L, 7_000_000_000L);
        assertThat(other.engine.nanos()).isNotEqualTo(world.engine.nanos());
    }

    @Test
    void impossibleBackOffsAreRefused() {
        assertThatThrownBy(() -> DOUBLING.attempts(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> DOUBLING.jitter(1.5)).isInstanceOf(IllegalArgumentException.class);
    }
}
