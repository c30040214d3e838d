package dev.heddle;

import static dev.heddle.Coroutines.sleep;
import static dev.heddle.Coroutines.timeout;
import static dev.heddle.Steps.awaiting;
import static dev.heddle.Steps.steps;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.coroutine.Awaits;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class TimeoutTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final World world = new World();

    @Test
    void aCoroutineThatIsInTimeGivesItsResult() throws Exception {
        assertThat(world.run(timeout(Duration.ofSeconds(2), world.after(1, "x"))))
                .isEqualTo("x");
    }

    @Test
    void aCoroutineThatIsLateEndsWithAnOrdinaryTimeoutException() {
        assertThatThrownBy(() -> world.run(timeout(SECOND, world.after(2, "late"))))
                .isInstanceOf(TimeoutException.class)
                .hasMessage("the deadline of scope `timeout` (PT1S) has passed");
        assertThat(world.trace())
                .isEqualTo(
                        "1s  late: dev.heddle.DeadlineExceeded: the deadline of scope `timeout` (PT1S) has passed\n");
    }

    @Test
    void aResultInTheSameTickWins() throws Exception {
        assertThat(world.run(timeout(SECOND, world.after(1, "just in time")))).isEqualTo("just in time");
    }

    @Test
    void aZeroTimeoutDoesNotStartTheCoroutine() {
        Coroutine<String> never = steps(start -> {
            world.log("must not run");
            return "x";
        });

        assertThatThrownBy(() -> world.run(timeout(Duration.ZERO, never))).isInstanceOf(DeadlineExceeded.class);
        assertThatThrownBy(() -> world.run(timeout(Duration.ofNanos(-1), awaiting(sleep(SECOND)))))
                .isInstanceOf(DeadlineExceeded.class);
        assertThat(world.trace()).isEmpty();
    }

    @Test
    void theLevelStaysUntilTheTimeoutIsLeft() throws Exception {
        world.run(steps(
                start -> Awaits.await(timeout(
                        SECOND,
                        steps(
                                begin -> Awaits.await(sleep(Duration.ofSeconds(9))),
                                swallowed -> Awaits.await(sleep(SECOND)),
                                again -> {
                                    world.log("inside: " + again.failure());
                                    return again.get();
                                }))),
                left -> {
                    world.log("left: " + left.failure());
                    return Awaits.await(sleep(SECOND));
                },
                slept -> {
                    world.log("slept: " + slept.failure());
                    return null;
                }));

        assertThat(world.trace()).isEqualTo("""
                        1s  inside: dev.heddle.DeadlineExceeded: the deadline of scope `timeout` (PT1S) has passed
                        1s  left: dev.heddle.DeadlineExceeded: the deadline of scope `timeout` (PT1S) has passed
                        2s  slept: null
                        """);
    }

    @Test
    void theLongestDurationIsNoProblem() throws Exception {
        assertThat(world.run(timeout(Duration.ofSeconds(Long.MAX_VALUE), world.after(1, "x"))))
                .isEqualTo("x");
    }
}
