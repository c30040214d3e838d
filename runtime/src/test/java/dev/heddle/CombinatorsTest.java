package dev.heddle;

import static dev.heddle.Coroutines.asCompleted;
import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.firstSuccess;
import static dev.heddle.Coroutines.gather;
import static dev.heddle.Coroutines.gatherOutcomes;
import static dev.heddle.Coroutines.race;
import static dev.heddle.Coroutines.shield;
import static dev.heddle.Coroutines.sleep;
import static dev.heddle.Coroutines.waitAll;
import static dev.heddle.Coroutines.waitFirst;
import static dev.heddle.Coroutines.waitFirstFailure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.heddle.annotation.Async;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class CombinatorsTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final World world = new World();
    private final IOException boom = new IOException("boom");
    private final IOException bang = new IOException("bang");

    @Test
    void outcomesComeInOrderAndAFailureCancelsNobody() {
        List<Outcome<Object>> outcomes =
                world.run(gatherOutcomes(world.after(2, "a"), world.failing(1, boom), world.after(3, "c")));

        assertThat(outcomes)
                .containsExactly(new Outcome.Success<>("a"), new Outcome.Failure<>(boom), new Outcome.Success<>("c"));
        assertThat(outcomes.get(0).isSuccess()).isTrue();
        assertThat(outcomes.get(1).isSuccess()).isFalse();
        assertThatThrownBy(() -> outcomes.get(1).get()).isSameAs(boom);
        assertThat(world.reports).isEmpty();
    }

    @Test
    void outcomesOfNothingAreAnEmptyList() {
        assertThat(world.run(Coroutines.<Object>gatherOutcomes(List.of()))).isEmpty();
    }

    @Async
    private Coroutine<String> slowToEnd(int seconds) throws DeadlineExceeded {
        try {
            await(sleep(Duration.ofSeconds(9)));
        } finally {
            await(shield(Duration.ofSeconds(9), sleep(Duration.ofSeconds(seconds))));
            world.log("loser has cleaned up");
        }
        return done("slow");
    }

    @Test
    void aRaceEndsAsTheFirstDoesWhenTheLosersHaveEnded() throws DeadlineExceeded {
        assertThat(world.run(race(slowToEnd(2), world.after(1, "fast")))).isEqualTo("fast");
        assertThat(world.trace()).isEqualTo("""
                        1s  fast
                        3s  loser has cleaned up
                        """);
        assertThat(world.reports).isEmpty();
    }

    @Test
    void aRaceIsLostWhenTheFirstToEndFails() {
        assertThat(catchThrowable(() -> world.run(race(world.failing(1, boom), world.after(2, "b")))))
                .isSameAs(boom);
        assertThat(world.reports).isEmpty();
    }

    @Test
    void aLoserThatFailsOnItsWayOutIsReported() {
        assertThat(world.run(race(world.failingWhenCancelled(boom), world.after(1, "fast"))))
                .isEqualTo("fast");
        assertThat(world.reports)
                .containsExactly("task `task-2` failed, and nobody awaited it: java.io.IOException: boom");
    }

    @Test
    void aRaceOfNobodyOrOfOneTwiceIsRefused() {
        Coroutine<String> member = done("x");
        assertThatThrownBy(() -> race(List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("`race` of nothing would never end");
        assertThatThrownBy(() -> race(member, member)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> firstSuccess(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aCancelledRaceCancelsItsMembersAndAwaitsThem() {
        world.run(TaskScope.run(scope -> {
            Task<String> racing = scope.spawn("racing", race(slowToEnd(1), slowToEnd(2)));
            Loop.current().schedule(SECOND, racing::cancel);
            return Steps.steps(start -> dev.heddle.coroutine.Awaits.await(racing), ended -> {
                world.log(racing.state());
                return null;
            });
        }));

        assertThat(world.trace()).isEqualTo("""
                        2s  loser has cleaned up
                        3s  loser has cleaned up
                        3s  CANCELLED
                        """);
    }

    @Async
    private Coroutine<String> gathering() {
        try {
            return done(await(gather(world.after(8, "b"), world.after(9, "c"))).get(0));
        } catch (Throwable thrown) {
            world.log("gather throws " + thrown.getClass().getSimpleName());
            throw thrown;
        }
    }

    @Test
    void aLoserThatGathersIsToldOfItsOwnCancellationNotOfThatOfTheMembers() {
        assertThat(world.run(race(world.after(1, "a"), gathering()))).isEqualTo("a");

        assertThat(world.trace()).contains("1s  gather throws Cancelled\n");
    }

    @Test
    void theFirstSuccessPassesOverFailures() {
        assertThat(world.run(firstSuccess(world.failing(1, boom), world.after(2, "b"), world.after(9, "c"))))
                .isEqualTo("b");
        assertThat(world.reports).isEmpty();
    }

    @Test
    void whereAllFailTheFirstFailureIsThrownWithTheOthersSuppressed() {
        assertThat(catchThrowable(() -> world.run(firstSuccess(world.failing(2, bang), world.failing(1, boom)))))
                .isSameAs(boom)
                .hasSuppressedException(bang);
    }

    @Async
    private Coroutine<Void> waits() {
        try (TaskScope scope = TaskScope.open(ScopeOptions.defaults().policy(ScopePolicy.SUPERVISE))) {
            Task<Object> a = scope.spawn("a", world.after(3, "a"));
            Task<Object> b = scope.spawn("b", world.after(1, "b"));
            Task<Object> c = scope.spawn("c", world.failing(2, boom));
            List<Task<Object>> tasks = List.of(a, b, c);

            world.log("first: " + await(waitFirst(tasks)));
            world.log("failure: " + await(waitFirstFailure(tasks)));
            world.log("all: " + await(waitAll(tasks)));
            world.log("none: " + await(waitFirst(List.<Task<Object>>of())));
        }
        return done();
    }

    @Test
    void waitingLeavesTheTasksAloneAndTellsWhichHaveEnded() {
        world.run(waits());

        assertThat(world.trace()).isEqualTo("""
                        1s  b
                        1s  first: Waited[ended=[task `b`], pending=[task `a`, task `c`]]
                        2s  throws boom
                        2s  failure: Waited[ended=[task `b`, task `c`], pending=[task `a`]]
                        3s  a
                        3s  all: Waited[ended=[task `a`, task `b`, task `c`], pending=[]]
                        3s  none: Waited[ended=[], pending=[]]
                        """);
        assertThat(world.reports).hasSize(1); // looking whether a task has failed is not being told how
    }

    @Async
    private Coroutine<Void> waitIsCancelled() {
        try (TaskScope scope = TaskScope.open()) {
            Task<String> task = scope.spawn("task", world.after(2, "task"));
            Task<Waited<String>> waiter = scope.spawn(waitAll(List.of(task)));
            await(sleep(SECOND));
            waiter.cancel();
        }
        return done();
    }

    @Test
    void aCancelledWaitLeavesTheTasksAlone() {
        world.run(waitIsCancelled());

        assertThat(world.trace()).isEqualTo("2s  task\n");
    }

    @Async
    private Coroutine<Void> inOrderOfEnd() {
        try (TaskScope scope = TaskScope.open(ScopeOptions.defaults().policy(ScopePolicy.SUPERVISE))) {
            List<Task<Object>> tasks = List.of(
                    scope.spawn("a", world.after(3, "a")),
                    scope.spawn("b", world.failing(1, boom)),
                    scope.spawn("c", world.after(1, "c")));
            try (AsyncStream<Task<Object>> ended = asCompleted(tasks)) {
                while (await(ended.advance())) {
                    world.log(ended.value() + " " + Outcome.of(ended.value()));
                }
            }
        }
        return done();
    }

    @Test
    void tasksAreHandedOutAsTheyEnd() {
        world.run(inOrderOfEnd());

        assertThat(world.trace()).isEqualTo("""
                        1s  throws boom
                        1s  c
                        1s  task `b` Failure[exception=java.io.IOException: boom]
                        1s  task `c` Success[value=c]
                        3s  a
                        3s  task `a` Success[value=a]
                        """);
        assertThat(world.reports).isEmpty();
    }
}
