package dev.heddle;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.deadline;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.sleep;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.annotation.Async;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CancelReasonTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final World world = new World();

    /** Sleeps, and writes down why it was cancelled. */
    @Async
    private Coroutine<Void> victim() {
        try {
            await(sleep(Duration.ofSeconds(1000)));
        } catch (Cancelled cancelled) {
            assertThat(cancelled.reason()).isSameAs(Task.current().cancelReason());
            world.log(cancelled.getMessage() + " <- " + cancelled.reason());
            throw cancelled;
        }
        return done();
    }

    @Async
    private Coroutine<Void> byAnotherTask() {
        Task<Void> victim = Loop.current().rootScope().spawn("victim", victim());
        await(sleep(SECOND));
        assertThat(victim.cancelReason()).isNull();
        victim.cancel("too slow");
        victim.cancel("again");
        try {
            await(victim);
        } catch (TaskCancelledException e) {
            world.log(e.getMessage() + " <- " + e.reason().kind() + " by "
                    + e.reason().origin());
        }
        return done();
    }

    @Test
    void theFirstReasonAndWhoGaveItReachTheTaskAndWhoAwaitsIt() {
        world.run(byAnotherTask());

        assertThat(world.trace()).isEqualTo("""
                        1s  task `victim` was cancelled: too slow <- requested by task `main`: too slow
                        1s  task `victim` was cancelled: too slow <- REQUESTED by task `main`
                        """);
    }

    @Test
    void aCallbackCancelsInTheNameOfTheLoop() {
        world.run(TaskScope.run(scope -> {
            Task<Void> victim = scope.spawn("victim", victim());
            Loop.current().schedule(SECOND, victim::cancel);
            return done();
        }));

        assertThat(world.trace()).isEqualTo("1s  task `victim` was cancelled <- requested by loop `test`\n");
    }

    @Async
    private Coroutine<Void> failAfterASecond() throws IOException {
        await(sleep(SECOND));
        throw new IOException("boom");
    }

    @Async
    private Coroutine<Void> threeScopes() {
        try (TaskScope scope = TaskScope.open(deadline(1, SECONDS).named("s"))) {
            scope.spawn("victim", victim());
        } catch (Exception ended) {
            world.log("left: " + ended.getClass().getSimpleName());
        }
        try (TaskScope scope = TaskScope.open(ScopeOptions.defaults().named("s"))) {
            scope.spawn("victim", victim());
            scope.spawn("bad", failAfterASecond());
        } catch (Exception ended) {
            world.log("left: " + ended.getClass().getSimpleName());
        }
        try (TaskScope scope = TaskScope.open(ScopeOptions.defaults().named("s"))) {
            scope.spawn("victim", victim());
            await(failAfterASecond());
        } catch (Exception ended) {
            world.log("left: " + ended.getClass().getSimpleName());
        }
        return done();
    }

    @Test
    void aDeadlineAFailureAndAnExceptionOfTheBodyAreReasons() {
        world.run(threeScopes());

        assertThat(world.trace()).isEqualTo("""
                        1s  task `victim` was cancelled <- deadline of scope `s`
                        1s  left: DeadlineExceeded
                        2s  task `victim` was cancelled <- failure in task `bad`
                        2s  left: ScopeFailed
                        3s  task `victim` was cancelled <- exception in the body of scope `s`
                        3s  left: IOException
                        """);
    }

    @Test
    void daemonsEndWithTheirScopeAndTheRestWithTheLoop() {
        try (Loop loop = Loop.open(world.options())) {
            loop.rootScope().spawn("victim", victim());
            loop.runUntilComplete(TaskScope.run(ScopeOptions.defaults().named("s"), scope -> {
                scope.spawnDaemon("daemon", victim());
                return world.after(1, "body ends");
            }));
        }

        assertThat(world.trace()).isEqualTo("""
                        1s  body ends
                        1s  task `daemon` was cancelled <- end of scope `s`
                        1s  task `victim` was cancelled <- shutdown of loop `test`
                        """);
    }

    @Async
    private Coroutine<Void> cancelledScope() {
        try (TaskScope scope = TaskScope.open(ScopeOptions.defaults().named("s"))) {
            assertThat(scope.cancelReason()).isNull();
            scope.spawn("victim", victim());
            await(sleep(SECOND));
            scope.cancel("not needed");
            world.log(scope.cancelReason());
            try {
                await(sleep(SECOND));
            } catch (Cancelled body) {
                world.log(body.getMessage());
            }
        }
        return done();
    }

    @Test
    void aScopeIsCancelledForAReasonAndWithoutAnError() {
        world.run(cancelledScope());

        assertThat(world.trace()).isEqualTo("""
                        1s  requested by task `main`: not needed
                        1s  scope `s` was cancelled: not needed
                        1s  task `victim` was cancelled: not needed <- requested by task `main`: not needed
                        """);
    }
}
