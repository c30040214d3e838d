package dev.heddle;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.deadline;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.sleep;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.heddle.annotation.Async;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ScopePolicyTest {
    private final World world = new World();
    private final IOException boom = new IOException("boom");
    private final IOException bang = new IOException("bang");

    private static ScopeOptions policy(ScopePolicy policy) {
        return ScopeOptions.defaults().named("s").policy(policy);
    }

    @Async
    private Coroutine<String> twoFailAndOneDoesNot(ScopePolicy policy) {
        try (TaskScope scope = TaskScope.open(policy(policy))) {
            scope.spawn("first", world.failing(1, boom));
            scope.spawn("second", world.failing(2, bang));
            scope.spawn("third", world.after(3, "third"));
        }
        return done("left");
    }

    @Test
    void supervisedTasksFailOnTheirOwnAndWhatNobodyWasToldIsReportedWhenTheScopeIsLeft() {
        assertThat(world.run(twoFailAndOneDoesNot(ScopePolicy.SUPERVISE))).isEqualTo("left");
        assertThat(world.trace()).isEqualTo("""
                        1s  throws boom
                        2s  throws bang
                        3s  third
                        """);
        assertThat(world.reports)
                .containsExactly(
                        "task `first` failed, and nobody awaited it: java.io.IOException: boom",
                        "task `second` failed, and nobody awaited it: java.io.IOException: bang");
    }

    @Test
    void collectedFailuresComeTogetherWhenAllTasksHaveEnded() {
        Throwable thrown = catchThrowable(() -> world.run(twoFailAndOneDoesNot(ScopePolicy.COLLECT)));

        assertThat(thrown).isInstanceOf(ScopeFailed.class).hasCause(boom).hasSuppressedException(bang);
        assertThat(world.trace()).endsWith("3s  third\n");
    }

    @Async
    private Coroutine<String> catchOneOfTwo() {
        try (TaskScope scope = TaskScope.open(policy(ScopePolicy.COLLECT))) {
            Task<Object> first = scope.spawn(world.failing(1, boom));
            scope.spawn(world.failing(2, bang));
            try {
                await(first);
            } catch (Exception told) {
                world.log("caught " + told.getMessage());
            }
        }
        return done("left");
    }

    @Test
    void aCollectedFailureThatTheBodyWasToldIsNotToldAgain() {
        Throwable thrown = catchThrowable(() -> world.run(catchOneOfTwo()));

        assertThat(thrown).isInstanceOf(ScopeFailed.class).hasCause(bang).hasNoSuppressedExceptions();
    }

    @Async
    private Coroutine<String> firstOf(int fastest, int second) {
        TaskScope scope = TaskScope.open(policy(ScopePolicy.FIRST_SUCCESS));
        try (scope) {
            scope.spawn("bad", world.failing(1, boom));
            scope.spawn("a", world.after(fastest, "a"));
            scope.spawn("b", world.after(second, "b"));
            scope.spawnDaemon("d", done("a daemon wins nothing"));
        }
        return done(scope.winner() + " with " + scope.winner().result());
    }

    @Test
    void theFirstSuccessCancelsTheOthersAndFailuresBeforeItDoNotMatter() {
        assertThat(world.run(firstOf(3, 2))).isEqualTo("task `b` with b");
        assertThat(world.trace()).isEqualTo("""
                        1s  throws boom
                        2s  b
                        2s  a: dev.heddle.Cancelled: task `a` was cancelled
                        """);
        assertThat(world.reports).isEmpty();
    }

    @Async
    private Coroutine<String> noneSucceeds() {
        try (TaskScope scope = TaskScope.open(policy(ScopePolicy.FIRST_SUCCESS))) {
            scope.spawn(world.failing(1, boom));
            scope.spawn(world.failing(2, bang));
        }
        return done("left");
    }

    @Test
    void whereNoneSucceedsAllFailuresAreThrown() {
        Throwable thrown = catchThrowable(() -> world.run(noneSucceeds()));

        assertThat(thrown).isInstanceOf(ScopeFailed.class).hasCause(boom).hasSuppressedException(bang);
    }

    @Async
    private Coroutine<String> bodyGoesOnBehindTheWinner() {
        try (TaskScope scope = TaskScope.open(deadline(5, SECONDS).named("s").policy(ScopePolicy.FIRST_SUCCESS))) {
            scope.spawn(world.after(1, "winner"));
            await(sleep(Duration.ofSeconds(2)));
            world.log("the body is not disturbed");
            await(sleep(Duration.ofSeconds(9)));
        }
        return done("left");
    }

    @Test
    void aWinnerLeavesTheBodyAloneAndTheDeadlineStillHoldsForIt() {
        Throwable thrown = catchThrowable(() -> world.run(bodyGoesOnBehindTheWinner()));

        assertThat(thrown).isInstanceOf(DeadlineExceeded.class);
        assertThat(world.trace()).isEqualTo("""
                        1s  winner
                        2s  the body is not disturbed
                        """);
    }

    @Async
    private Coroutine<String> cancelsItsChildren() {
        try (TaskScope scope = TaskScope.open(policy(ScopePolicy.FAIL_FAST))) {
            Task<String> child = scope.spawn("child", world.after(9, "child"));
            await(sleep(Duration.ofSeconds(1)));
            scope.cancelChildren();
            await(sleep(Duration.ofSeconds(1)));
            world.log(child.state());
            assertThat(catchThrowable(() -> scope.spawn(done()))).isInstanceOf(IllegalStateException.class);
        }
        return done("left");
    }

    @Test
    void theChildrenCanBeCancelledWithoutTheBody() {
        assertThat(world.run(cancelsItsChildren())).isEqualTo("left");
        assertThat(world.trace()).isEqualTo("""
                        1s  child: dev.heddle.Cancelled: task `child` was cancelled
                        2s  CANCELLED
                        """);
    }
}
