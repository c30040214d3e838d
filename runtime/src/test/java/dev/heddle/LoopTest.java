package dev.heddle;

import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.gather;
import static dev.heddle.Coroutines.sleep;
import static dev.heddle.Coroutines.yieldNow;
import static dev.heddle.Steps.awaiting;
import static dev.heddle.Steps.steps;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.heddle.coroutine.Awaits;
import dev.heddle.engine.HangException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class LoopTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final World world = new World();

    @Test
    void twoGreetingsInterleave() {
        world.run(gather(greet("Alice"), greet("Bob")));

        assertThat(world.trace()).isEqualTo("""
                        0s  Hello, Alice!
                        0s  Hello, Bob!
                        1s  Goodbye, Alice!
                        1s  Goodbye, Bob!
                        """);
    }

    private Coroutine<Void> greet(String name) {
        return steps(
                start -> {
                    world.log("Hello, " + name + "!");
                    return Awaits.await(sleep(SECOND));
                },
                slept -> {
                    world.log("Goodbye, " + name + "!");
                    return slept.get();
                });
    }

    @Test
    void aTickIsTimersThenMessagesThenWhatWasReadyThenTheEngine() {
        try (Loop loop = Loop.open(world.options())) {
            world.engine.schedule(Duration.ofSeconds(2), () -> world.log("engine"));
            loop.schedule(SECOND, () -> world.log("timer"));
            loop.schedule(SECOND, () -> {
                loop.post(() -> world.log("posted, next tick"));
                loop.execute(() -> world.log("message, next tick"));
            });
            loop.schedule(Duration.ofSeconds(2), loop::stop);
            loop.execute(() -> world.log("message"));
            loop.post(() -> world.log("ready"));
            loop.runForever();
        }

        assertThat(world.trace()).isEqualTo("""
                        0s  message
                        0s  ready
                        1s  timer
                        1s  message, next tick
                        1s  posted, next tick
                        2s  engine
                        """);
    }

    @Test
    void aTaskThatIsAlwaysReadyDelaysTheOthersByOneStepAndThePollByOneTick() {
        world.engine.schedule(Duration.ZERO, () -> world.log("engine polled"));
        world.run(gather(spin("a"), spin("b")));

        assertThat(world.trace()).isEqualTo("""
                        0s  engine polled
                        0s  a 1
                        0s  b 1
                        0s  a 2
                        0s  b 2
                        0s  a 3
                        0s  b 3
                        """);
    }

    private Coroutine<Void> spin(String name) {
        return steps(
                start -> {
                    world.log(name + " 1");
                    return Awaits.await(yieldNow());
                },
                second -> {
                    world.log(name + " 2");
                    return Awaits.await(yieldNow());
                },
                third -> {
                    world.log(name + " 3");
                    return null;
                });
    }

    @Test
    void aTimerCanBeTakenBackOnce() {
        try (Loop loop = Loop.open(world.options())) {
            Loop.Timer cancelled = loop.schedule(SECOND, () -> world.log("must not run"));
            Loop.Timer kept = loop.scheduleAt(loop.nanos() + SECOND.toNanos(), loop::stop);

            assertThat(cancelled.cancel()).isTrue();
            assertThat(cancelled.cancel()).isFalse();
            loop.runForever();
            assertThat(kept.cancel()).isFalse();
        }

        assertThat(world.trace()).isEmpty();
    }

    @Test
    void whatACallbackThrowsIsReportedAndTheLoopGoesOn() {
        try (Loop loop = Loop.open(world.options())) {
            loop.post(() -> {
                throw new IllegalStateException("posted");
            });
            loop.execute(() -> {
                throw new IllegalStateException("message");
            });
            loop.schedule(SECOND, () -> {
                throw new IllegalStateException("timer");
            });
            loop.schedule(Duration.ofSeconds(2), loop::stop);
            loop.runForever();
        }

        assertThat(world.reports)
                .containsExactly(
                        "a callback of loop `test` failed: java.lang.IllegalStateException: message",
                        "a callback of loop `test` failed: java.lang.IllegalStateException: posted",
                        "a callback of loop `test` failed: java.lang.IllegalStateException: timer");
    }

    @Test
    void runThrowsTheOriginalException() {
        IOException boom = new IOException("boom");

        assertThat(catchThrowable(() -> world.run(world.failing(1, boom)))).isSameAs(boom);
    }

    @Test
    void runUntilCompleteMayBeCalledAgainAndTasksGoOnBetween() {
        try (Loop loop = Loop.open(world.options())) {
            loop.rootScope().spawn(world.after(3, "background"));

            assertThat(loop.runUntilComplete(world.after(1, "one"))).isEqualTo("one");
            assertThat(loop.runUntilComplete(world.after(4, "two"))).isEqualTo("two");
        }

        assertThat(world.trace()).isEqualTo("""
                        1s  one
                        3s  background
                        5s  two
                        """);
    }

    @Test
    void runAwaitsTheTasksOfTheRootScopeAndThenCancelsTheDaemons() {
        world.run(steps(start -> {
            Loop.current().rootScope().spawn(world.after(2, "task"));
            Loop.current().rootScope().spawnDaemon("daemon", world.after(9, "daemon"));
            return "main ends";
        }));

        assertThat(world.trace()).isEqualTo("""
                        2s  task
                        2s  daemon: dev.heddle.Cancelled: task `daemon` was cancelled
                        """);
    }

    @Test
    void runCancelsEverythingWhenTheProgramFails() {
        assertThatThrownBy(() -> world.run(steps(
                        start -> {
                            Loop.current().rootScope().spawn("task", world.after(2, "task"));
                            return Awaits.await(yieldNow());
                        },
                        yielded -> {
                            throw new IOException("boom");
                        })))
                .hasMessage("boom");

        assertThat(world.trace()).isEqualTo("0s  task: dev.heddle.Cancelled: task `task` was cancelled\n");
    }

    @Test
    void aFailureInTheRootScopeCancelsNobody() {
        world.run(steps(
                start -> {
                    Loop.current().rootScope().spawn(world.failing(1, new IOException("boom")));
                    return Awaits.await(sleep(Duration.ofSeconds(2)));
                },
                slept -> {
                    slept.get();
                    return null;
                }));

        assertThat(world.reports).hasSize(1);
    }

    @Test
    void aLoopInsideALoopIsRefused() {
        world.run(steps(start -> {
            assertThatThrownBy(() -> Loop.run(done()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("`Loop.run` would block loop `test`, which runs on this thread: await the coroutine, or"
                            + " spawn it");
            return null;
        }));
    }

    @Test
    void theCurrentLoopIsTheOneThatRunsOnThisThread() {
        assertThatThrownBy(Loop::current)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("no loop runs on thread");

        world.run(steps(start -> {
            assertThat(Loop.current()).hasToString("loop `test`");
            return null;
        }));
        assertThatThrownBy(Loop::current).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aCallFromAnotherThreadIsRefusedByName() throws InterruptedException {
        try (Loop loop = Loop.open(world.options())) {
            AtomicReference<Throwable> thrown = new AtomicReference<>();
            Thread stranger = new Thread(() -> thrown.set(catchThrowable(() -> loop.post(() -> {}))), "stranger");
            stranger.start();
            stranger.join();

            assertThat(thrown.get())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith(
                            "`post` of loop `test` was called on thread `stranger`, but the loop belongs"
                                    + " to thread `")
                    .hasMessageEndingWith("`: use execute");
        }
    }

    @Test
    void aMessageFromAnotherThreadWakesTheLoopThatSleeps() throws InterruptedException {
        List<Integer> received = new ArrayList<>();
        Thread sender;
        try (Loop loop = Loop.open()) {
            sender = new Thread(() -> {
                for (int i = 0; i < 1000; i++) {
                    int message = i;
                    loop.execute(() -> received.add(message));
                }
                loop.execute(loop::stop);
            });
            sender.start();
            loop.runForever();
        }
        sender.join();

        assertThat(received).hasSize(1000).isSorted();
    }

    @Test
    void aClosedLoopRefusesMessagesAndRunsThoseThatCameBefore() {
        List<String> ran = new ArrayList<>();
        Loop loop = Loop.open(world.options());
        loop.execute(() -> ran.add("before"));

        loop.close();
        loop.close();

        assertThat(ran).containsExactly("before");
        assertThatThrownBy(() -> loop.execute(() -> {}))
                .isInstanceOf(RejectedExecutionException.class)
                .hasMessage("loop `test` is closed");
        assertThatThrownBy(() -> loop.runUntilComplete(done())).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aHangIsAnErrorThatNamesTheTasksThatWait() {
        Throwable hang = catchThrowable(() -> world.run(TaskScope.run(scope -> {
            List<Task<Object>> ring = new ArrayList<>();
            ring.add(scope.spawn("a", steps(start -> Awaits.await(ring.get(1)), Steps.Outcome::get)));
            ring.add(scope.spawn("b", steps(start -> Awaits.await(ring.get(0)), Steps.Outcome::get)));
            return awaiting(ring.get(0));
        })));

        assertThat(hang).isInstanceOf(HangException.class);
        assertThat(String.valueOf(hang.getMessage()).replaceAll("java:\\d+", "java"))
                .isEqualTo("""
                        hang at PT0S of virtual time: no timer, no scripted event and no wake-up is left
                          `main` waits for task `a`
                              at dev.heddle.TaskScope.run(TaskScope.java)
                            `a` waits for task `b`
                            `b` waits for task `a`
                        deadlock: task `a` waits for task `b`; task `b` waits for task `a`""");
    }

    @Test
    void sleepingNeverEndsEarlyAndZeroOnlyYields() {
        world.run(gather(
                world.after(0, "zero"),
                steps(start -> {
                    world.log("other");
                    return null;
                }),
                steps(start -> Awaits.await(sleep(Duration.ofNanos(1))), slept -> {
                    world.log("one nanosecond");
                    return null;
                })));

        assertThat(world.trace()).isEqualTo("""
                        0s  other
                        0s  zero
                        0.000000001s  one nanosecond
                        """);
    }

    @Test
    void aReporterThatThrowsDoesNotKeepTheLoopFromClosing() {
        LoopOptions options = world.options().reporter((sentence, failure) -> {
            throw new IllegalStateException("no log");
        });
        Loop loop = Loop.open(options);
        loop.rootScope().spawn(world.failing(1, new IOException("unheard")));
        loop.runUntilComplete(world.after(2, "done"));

        assertThatThrownBy(loop::close).hasMessage("no log");
        assertThatThrownBy(() -> loop.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
        assertThatThrownBy(() -> world.engine.poll(0)).hasMessage("the engine is closed");
    }

    @Test
    void takingBackATimerFromAnotherThreadIsRefused() throws InterruptedException {
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        try (Loop loop = Loop.open(world.options())) {
            Loop.Timer timer = loop.schedule(SECOND, loop::stop);
            Thread stranger = new Thread(() -> thrown.set(catchThrowable(timer::cancel)), "stranger");
            stranger.start();
            stranger.join();
            loop.runForever();
        }

        assertThat(thrown.get())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("thread `stranger`", "use execute");
    }
}
