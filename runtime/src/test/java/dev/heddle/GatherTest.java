package dev.heddle;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.gather;
import static dev.heddle.Coroutines.sleep;
import static dev.heddle.Steps.steps;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.heddle.annotation.Async;
import dev.heddle.coroutine.Awaits;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class GatherTest {
    private final World world = new World();
    private final IOException boom = new IOException("boom");

    @Test
    void resultsComeInTheOrderOfTheMembersNotOfTheirEnds() {
        List<String> results = world.run(gather(world.after(3, "a"), world.after(1, "b"), world.after(2, "c")));

        assertThat(results).containsExactly("a", "b", "c");
        assertThat(world.trace()).isEqualTo("""
                        1s  b
                        2s  c
                        3s  a
                        """);
    }

    @Test
    void ofNothingIsAnEmptyList() {
        assertThat(world.run(gather())).isEmpty();
    }

    @Test
    void theFirstFailureCancelsTheOthersAndIsThrownWhenTheyHaveEnded() {
        Throwable thrown = catchThrowable(() -> world.run(gather(world.after(9, "slow"), world.failing(1, boom))));

        assertThat(thrown).isSameAs(boom);
        assertThat(world.trace()).isEqualTo("""
                        1s  throws boom
                        1s  slow: dev.heddle.Cancelled: task `task-2` was cancelled
                        """);
        assertThat(world.reports).isEmpty();
    }

    @Test
    void laterFailuresAreSuppressedByTheFirst() {
        IOException late = new IOException("late");

        Throwable thrown =
                catchThrowable(() -> world.run(gather(world.failingWhenCancelled(late), world.failing(1, boom))));

        assertThat(thrown).isSameAs(boom).hasSuppressedException(late);
    }

    @Test
    void aMemberThatSomebodyElseCancelsIsTold() {
        for (boolean all : new boolean[] {true, false}) {
            Throwable thrown = catchThrowable(() -> new World().run(TaskScope.run(scope -> {
                Coroutine<Void> member = sleep(Duration.ofSeconds(9));
                Task<?> gathering = all ? scope.spawn(gather(member)) : scope.spawn(Coroutines.firstSuccess(member));
                await(sleep(Duration.ofSeconds(1)));
                Loop.current().tasks().stream()
                        .filter(task -> task.parent() == gathering)
                        .forEach(Task::cancel);
                await(sleep(Duration.ofSeconds(1)));
                return done();
            })));

            assertThat(thrown).isInstanceOf(ScopeFailed.class).hasCauseInstanceOf(TaskCancelledException.class);
        }
    }

    @Test
    void theSameMemberTwiceIsRefused() {
        Coroutine<String> member = done("x");

        assertThatThrownBy(() -> gather(member, member))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("`gather` was given the same object twice: done(x)");
    }

    @Test
    void cancelledItCancelsItsMembersAndAwaitsThem() {
        world.run(TaskScope.run(scope -> {
            Task<List<String>> task = scope.spawn("gatherer", gather(world.after(9, "a"), world.after(9, "b")));
            Loop.current().schedule(Duration.ofSeconds(1), task::cancel);
            return steps(start -> Awaits.await(task), outcome -> {
                world.log(task.state());
                return null;
            });
        }));

        assertThat(world.trace()).isEqualTo("""
                        1s  a: dev.heddle.Cancelled: task `task-3` was cancelled
                        1s  b: dev.heddle.Cancelled: task `task-4` was cancelled
                        1s  CANCELLED
                        """);
    }

    @Test
    void aTaskAmongTheMembersGoesOnWhenAnotherMemberFails() {
        world.run(TaskScope.run(scope -> {
            Task<String> task = scope.spawn(world.after(2, "task"));
            return steps(start -> Awaits.await(gather(task, world.failing(1, boom))), outcome -> {
                world.log("gather: " + outcome.failure());
                return null;
            });
        }));

        assertThat(world.trace()).isEqualTo("""
                        1s  throws boom
                        1s  gather: java.io.IOException: boom
                        2s  task
                        """);
    }

    @Test
    void nullResultsAreKept() {
        assertThat(world.run(gather(sleep(Duration.ofSeconds(1)), done()))).containsExactly(null, null);
    }

    @Test
    void awaitedInACancelledTaskItThrowsAndRunsNothing() {
        Task<String> task = world.run(steps(start -> {
            Task<String> cancelled = Loop.current().rootScope().spawn("t", gatherWhenCancelled());
            Loop.current().schedule(Duration.ofSeconds(1), cancelled::cancel);
            return cancelled;
        }));

        assertThat(task.state()).isEqualTo(Task.State.CANCELLED);
        assertThat(world.trace()).isEqualTo("1s  dev.heddle.Cancelled: task `t` was cancelled\n");
    }

    @Async
    private Coroutine<String> gatherWhenCancelled() {
        try {
            await(sleep(Duration.ofSeconds(9)));
        } catch (Cancelled first) {
            try {
                await(gather(world.after(5, "a"), world.after(5, "b")));
            } catch (Cancelled second) {
                world.log(second);
                throw second;
            }
        }
        return done("not cancelled");
    }
}
