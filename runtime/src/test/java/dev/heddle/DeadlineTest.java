package dev.heddle;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.deadline;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.moveOnAfter;
import static dev.heddle.Coroutines.sleep;
import static dev.heddle.Coroutines.timeout;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.heddle.annotation.Async;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DeadlineTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final World world = new World();

    private static void sameAs(@Nullable Duration left, int seconds) {
        assertThat(left).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Async
    private static Coroutine<Void> nested() {
        assertThat(Task.current().timeLeft()).isNull();
        try (TaskScope outer = TaskScope.open(deadline(5, SECONDS))) {
            try (TaskScope inner = TaskScope.open(deadline(9, SECONDS))) {
                await(sleep(SECOND));
                sameAs(outer.timeLeft(), 4);
                sameAs(inner.timeLeft(), 8);
                sameAs(Task.current().timeLeft(), 4);
                inner.spawn(child());
                try (TaskScope shielded = TaskScope.open(ScopeOptions.shield(Duration.ofSeconds(20)))) {
                    sameAs(Task.current().timeLeft(), 20);
                    shielded.spawn(shieldedChild());
                }
            }
        }
        assertThat(Task.current().timeLeft()).isNull();
        return done();
    }

    @Async
    private static Coroutine<Void> child() {
        sameAs(Task.current().timeLeft(), 4);
        return done();
    }

    @Async
    private static Coroutine<Void> shieldedChild() {
        sameAs(Task.current().timeLeft(), 20);
        return done();
    }

    @Test
    void theEarliestDeadlineIsInheritedByChildrenAndKeptOutByShields() {
        world.run(nested());
    }

    @Async
    private Coroutine<Void> moved() {
        try (TaskScope scope = TaskScope.open(deadline(2, SECONDS).named("s"))) {
            await(sleep(SECOND));
            scope.reschedule(Duration.ofSeconds(3));
            await(sleep(Duration.ofSeconds(2)));
            world.log("later than the first deadline");
            scope.reschedule(Duration.ofMillis(500));
            await(sleep(SECOND));
        }
        return done();
    }

    @Test
    void aDeadlineCanBeMovedLaterAndEarlier() {
        assertThatThrownBy(() -> world.run(moved()))
                .isInstanceOf(DeadlineExceeded.class)
                .hasMessage("the deadline of scope `s` (PT0.5S) has passed");
        assertThat(world.trace()).isEqualTo("3s  later than the first deadline\n");
        assertThat(world.engine.nanos()).isEqualTo(3_500_000_000L);
    }

    @Async
    private static Coroutine<String> movedWhenItHasPassed() {
        try (TaskScope scope = TaskScope.open(deadline(1, SECONDS).named("s"))) {
            try {
                await(sleep(Duration.ofSeconds(2)));
            } catch (Exception late) {
                assertThat(scope.timeLeft()).isZero();
                assertThat(Task.current().timeLeft()).isZero();
                scope.reschedule(SECOND);
            }
        } catch (IllegalStateException e) {
            return done(String.valueOf(e.getMessage()));
        }
        return done("moved");
    }

    @Test
    void aDeadlineThatHasPassedCannotBeMoved() {
        assertThat(world.run(movedWhenItHasPassed()))
                .isEqualTo("the deadline of scope `s` (PT1S) has passed and cannot be moved any more");
    }

    @Async
    private static Coroutine<String> movedInTheTickInWhichItExpires() {
        try (TaskScope scope = TaskScope.open(deadline(1, SECONDS).named("s"))) {
            await(sleep(SECOND));
            scope.reschedule(SECOND);
            await(sleep(Duration.ofMillis(900)));
        }
        return done("in time");
    }

    @Test
    void aDeadlineCanBeMovedInTheTickInWhichItExpires() {
        assertThat(world.run(movedInTheTickInWhichItExpires())).isEqualTo("in time");
    }

    @Async
    private static Coroutine<String> laterGiven() throws DeadlineExceeded {
        try (TaskScope scope = TaskScope.open()) {
            assertThat(scope.timeLeft()).isNull();
            scope.reschedule(SECOND);
            await(sleep(Duration.ofSeconds(2)));
        }
        return done("no deadline");
    }

    @Test
    void aScopeWithoutADeadlineCanBeGivenOne() {
        assertThat(catchThrowable(() -> world.run(laterGiven()))).isInstanceOf(DeadlineExceeded.class);
    }

    @Async
    private static Coroutine<String> computes() {
        try (TaskScope scope = TaskScope.open(deadline(0, SECONDS))) {
            try {
                scope.checkpoint();
            } catch (DeadlineExceeded late) {
                return done("caught by its name");
            }
        } catch (Exception closing) {
            return done("closing throws it, too");
        }
        return done("in time");
    }

    @Test
    void aCheckpointThrowsWhatAnAwaitWouldThrow() {
        assertThat(world.run(computes())).isEqualTo("closing throws it, too");
    }

    @Async
    private static Coroutine<String> makesDo() {
        try {
            await(sleep(Duration.ofSeconds(9)));
        } catch (Exception late) {
            return done("half of it");
        }
        return done("all of it");
    }

    @Test
    void aCoroutineThatMakesDoWithTheDeadlineGivesItsResult() throws DeadlineExceeded {
        assertThat(world.run(timeout(SECOND, makesDo()))).isEqualTo("half of it");
        assertThat(new World().run(moveOnAfter(SECOND, makesDo()))).isEqualTo("half of it");
    }

    @Test
    void movingOnGivesNullInThePlaceOfTheException() {
        assertThat(world.run(moveOnAfter(SECOND, world.after(2, "late")))).isNull();
        assertThat(new World().run(moveOnAfter(SECOND, done("in time")))).isEqualTo("in time");
        assertThat(new World().run(moveOnAfter(Duration.ZERO, world.after(0, "not started"))))
                .isNull();
    }

    @Test
    void movingOnLetsTheDeadlineOfAnotherScopePass() {
        assertThatThrownBy(() -> world.run(timeout(SECOND, moveOnAfter(Duration.ofSeconds(2), world.after(9, "late")))))
                .isInstanceOf(DeadlineExceeded.class);
        assertThatThrownBy(() ->
                        new World().run(moveOnAfter(Duration.ofSeconds(2), timeout(SECOND, world.after(9, "late")))))
                .isInstanceOf(DeadlineExceeded.class);
    }
}
