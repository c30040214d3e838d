package dev.heddle;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.blocking;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.shield;
import static dev.heddle.Coroutines.sleep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.annotation.Async;
import dev.heddle.channel.OneShot;
import dev.heddle.engine.EngineChoice;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Loops driven by a host, taken back callbacks, and the end of a loop. */
class LoopLifeTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final World world = new World();

    @Test
    void aHostTurnsTheLoopTickByTick() {
        try (Loop loop = Loop.open(world.options())) {
            loop.rootScope().spawn(world.after(3, "slept"));
            loop.post(() -> world.log("posted"));

            assertThat(loop.turn(Duration.ZERO)).isEqualTo(Duration.ofSeconds(3));
            assertThat(world.trace()).isEqualTo("0s  posted\n");
            assertThat(loop.turn(SECOND)).isEqualTo(Duration.ofSeconds(2));
            assertThat(loop.turn(Duration.ofSeconds(5))).isZero();
            loop.turn(Duration.ZERO);
            assertThat(world.trace()).isEqualTo("""
                            0s  posted
                            3s  slept
                            """);
        }
    }

    @Test
    void aHostIsToldOfAMessageThatComesBetweenTwoTurns() throws InterruptedException {
        CountDownLatch told = new CountDownLatch(1);
        try (Loop loop = Loop.open(world.options().hosted(told::countDown))) {
            loop.turn(Duration.ZERO);
            Thread stranger = new Thread(() -> loop.execute(() -> world.log("message")));
            stranger.start();
            assertThat(told.await(30, TimeUnit.SECONDS)).isTrue();
            stranger.join();
            loop.turn(Duration.ZERO);
        }
        assertThat(world.trace()).isEqualTo("0s  message\n");
    }

    /** Leaves a message from another thread, and returns when it has been left. */
    private void leaveAMessage(Loop loop) throws InterruptedException {
        Thread stranger = new Thread(() -> loop.execute(() -> world.log("message")));
        stranger.start();
        stranger.join();
    }

    @Test
    void aHostIsToldOfTheFirstMessageThatComesBeforeTheFirstTurnAndAfterARun() throws InterruptedException {
        AtomicInteger told = new AtomicInteger();
        try (Loop loop = Loop.open(world.options().hosted(told::incrementAndGet))) {
            leaveAMessage(loop);
            leaveAMessage(loop);
            assertThat(told).hasValue(1);
            loop.turn(Duration.ZERO);

            loop.runUntilComplete(world.after(1, "run"));
            leaveAMessage(loop);
            assertThat(told).hasValue(2);
            loop.turn(Duration.ZERO);
        }
        assertThat(world.trace()).isEqualTo("""
                        0s  message
                        0s  message
                        1s  run
                        1s  message
                        """);
    }

    @Test
    void aHostIsToldOfAMessageThatARunHasLeft() {
        AtomicInteger told = new AtomicInteger();
        try (Loop loop = Loop.open(world.options().hosted(told::incrementAndGet))) {
            loop.post(() -> {
                loop.stop();
                loop.execute(() -> world.log("message"));
            });
            loop.runForever();
            assertThat(told).hasValue(1);
            loop.turn(Duration.ZERO);
        }
        assertThat(world.trace()).isEqualTo("0s  message\n");
    }

    /** Turns a loop only when it is told of something, and as long as there is more to do. */
    private final class Host {
        private final ExecutorService window;
        private final Loop loop;

        Host(ExecutorService window) {
            this.window = window;
            loop = Loop.open(world.options().hosted(() -> window.execute(this::turn)));
            loop.rootScope().spawnDaemon("guest", daemon());
        }

        private void turn() {
            if (loop.turn(Duration.ZERO).isZero()) {
                window.execute(this::turn);
            }
        }
    }

    @Test
    void whoeverLooksAtAHostedLoopBeforeItsFirstTurnIsAnswered() throws Exception {
        ExecutorService window = Executors.newSingleThreadExecutor();
        try {
            Loop loop = window.submit(() -> new Host(window)).get().loop;
            LoopInspector inspector = LoopInspector.of(loop).patience(Duration.ofMinutes(1));

            assertThat(inspector.dump()).startsWith("loop `test`\n  `guest`");
            assertThat(inspector.dump()).contains("`guest` waits for sleep");
            assertThat(inspector.metrics().tasks()).isEqualTo(1);
            assertThat(inspector.metrics().steps()).isEqualTo(1);
            assertThat(loop.submit(() -> done("submitted")).get()).isEqualTo("submitted");
            window.submit(loop::close).get();
        } finally {
            window.shutdownNow();
        }
    }

    @Test
    void theTimeBeforeTheFirstTurnAndBetweenTwoTurnsIsNoLag() {
        try (Loop loop = Loop.open(world.options().measured())) {
            for (int turn = 0; turn < 2; turn++) {
                long idleUntil = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(20);
                while (System.nanoTime() - idleUntil < 0) {
                    Thread.onSpinWait();
                }
                long begun = System.nanoTime();
                loop.turn(Duration.ZERO);
                Duration took = Duration.ofNanos(System.nanoTime() - begun);
                assertThat(loop.metrics().times())
                        .isNotNull()
                        .satisfies(times -> assertThat(times.lag()).isLessThanOrEqualTo(took));
            }
        }
    }

    @Async
    private Coroutine<Void> cleansUp() throws DeadlineExceeded {
        try {
            await(sleep(Duration.ofSeconds(1000)));
        } finally {
            await(shield(Duration.ofSeconds(5), sleep(SECOND)));
            world.log("clean");
        }
        return done();
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aLoopThatWasTurnedSleepsAsAnyOtherWhileItCloses() throws DeadlineExceeded {
        try (Loop loop = Loop.open(world.options())) {
            loop.rootScope().spawn(cleansUp());
            loop.turn(Duration.ZERO);
        }
        assertThat(world.trace()).isEqualTo("1s  clean\n");
    }

    @Test
    void aMessageThatComesDuringATurnMakesTheHostTurnAgain() {
        try (Loop loop = Loop.open(world.options())) {
            loop.post(() -> loop.execute(() -> world.log("message")));
            assertThat(loop.turn(Duration.ZERO)).isZero();
            loop.turn(Duration.ZERO);
        }
        assertThat(world.trace()).isEqualTo("0s  message\n");
    }

    @Test
    void aTurnInsideALoopOrOfAClosedOneIsRefused() {
        Loop loop = Loop.open(world.options());
        loop.post(() -> assertThatThrownBy(() -> loop.turn(SECOND)).isInstanceOf(IllegalStateException.class));
        loop.turn(Duration.ZERO);
        loop.close();
        assertThatThrownBy(() -> loop.turn(SECOND)).hasMessage("loop `test` is closed");
        assertThat(world.reports).isEmpty();
    }

    @Test
    void aPostedCallbackCanBeTakenBack() {
        try (Loop loop = Loop.open(world.options())) {
            Loop.Timer taken = loop.post(() -> world.log("must not run"));
            Loop.Timer kept = loop.post(loop::stop);
            assertThat(taken.cancel()).isTrue();
            assertThat(taken.cancel()).isFalse();
            loop.runForever();
            assertThat(kept.cancel()).isFalse();
        }
        assertThat(world.trace()).isEmpty();
    }

    @Test
    void randomNumbersBeginWhereTheEngineSays() {
        long first;
        try (Loop loop = Loop.open(world.options())) {
            first = loop.random().nextLong();
            assertThat(loop.random()).isSameAs(loop.random());
        }
        try (Loop loop = Loop.open(new World().options())) {
            assertThat(loop.random().nextLong()).isEqualTo(first);
        }
    }

    @Async
    private Coroutine<Void> neverEnds() throws DeadlineExceeded {
        try {
            await(sleep(Duration.ofSeconds(1000)));
        } finally {
            await(shield(Duration.ofDays(1), sleep(Duration.ofDays(1))));
        }
        return done();
    }

    @Test
    void closingIsBoundedAndTellsWhoIsLeftBehindAndWhere() throws DeadlineExceeded {
        LoopOptions options = world.options().shutdownWithin(Duration.ofSeconds(5));
        Loop loop = Loop.open(options);
        loop.rootScope().spawn("stubborn", neverEnds());
        loop.runUntilComplete(world.after(1, "main"));
        loop.close();

        assertThat(world.engine.nanos()).isEqualTo(Duration.ofSeconds(6).toNanos());
        assertThat(world.reports).hasSize(1);
        assertThat(world.reports.get(0))
                .startsWith("task `stubborn` has not ended within PT5S of its cancellation and is left behind: ")
                .contains("`stubborn` waits for sleep that ends in");
    }

    @Test
    void closingDoesNotWaitForABlockingCallThatIgnoresItsInterrupt() throws InterruptedException {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        CompletableFuture<Thread> worker = new CompletableFuture<>();
        world.engine.patience(Duration.ofMinutes(1));
        Loop loop = Loop.open(world.options().shutdownWithin(Duration.ofSeconds(5)));
        loop.rootScope().spawn("deaf", blocking(() -> {
            worker.complete(Thread.currentThread());
            entered.countDown();
            while (released.getCount() > 0) {
                try {
                    released.await();
                } catch (InterruptedException ignored) {
                    interrupted.countDown();
                }
            }
            return "at last";
        }));
        loop.runUntilComplete(blocking(() -> {
            entered.await();
            return "entered";
        }));
        loop.close();

        assertThat(world.engine.nanos()).isEqualTo(Duration.ofSeconds(5).toNanos());
        assertThat(world.reports).hasSize(1);
        assertThat(world.reports.get(0))
                .startsWith("task `deaf` has not ended within PT5S of its cancellation and is left behind: ")
                .contains("`deaf` waits for blocking call");
        interrupted.await();
        released.countDown();
        worker.join().join();
    }

    @Test
    void aRunningTaskThatNobodyKnowsSurvivesTheGarbageCollector() {
        try (Loop loop = Loop.open(world.options())) {
            OneShot<String> signal = new OneShot<>();
            WeakReference<Task<?>> task = new WeakReference<>(loop.rootScope().spawn(logs(signal)));
            loop.runUntilComplete(world.after(1, "begun"));
            WeakReference<Object> garbage = new WeakReference<>(new Object());
            while (garbage.get() != null) {
                System.gc();
            }

            assertThat(task.get()).isNotNull();
            loop.post(() -> signal.set("goes on"));
            loop.runUntilComplete(world.after(1, "ended"));
        }

        assertThat(world.trace()).isEqualTo("1s  begun\n1s  goes on\n2s  ended\n");
    }

    @Async
    private Coroutine<Void> logs(OneShot<String> signal) {
        world.log(await(signal));
        return done();
    }

    @Async
    private Coroutine<Void> daemon() {
        try {
            await(sleep(Duration.ofSeconds(1000)));
        } finally {
            world.log("daemon ends");
        }
        return done();
    }

    @Test
    void aLoopThatIsRunAgainKeepsItsTasks() {
        try (Loop loop = Loop.open(world.options())) {
            loop.rootScope().spawnDaemon("d", daemon());
            loop.runUntilComplete(world.after(1, "first run"));
            assertThat(loop.tasks()).extracting(Task::name).containsExactly("d");
            loop.runUntilComplete(world.after(1, "second run"));
        }
        assertThat(world.trace()).isEqualTo("""
                        1s  first run
                        2s  second run
                        2s  daemon ends
                        """);
    }

    @Async
    private static Coroutine<Long> shortestOf(int sleeps, Duration each) {
        long shortest = Long.MAX_VALUE;
        for (int i = 0; i < sleeps; i++) {
            long before = System.nanoTime();
            await(sleep(each));
            shortest = Math.min(shortest, System.nanoTime() - before);
        }
        return done(shortest);
    }

    @Test
    void onTheRealClockASleepOfLessThanAMillisecondDoesNotEndEarly() {
        Duration each = Duration.ofNanos(100_000);
        assertThat(Loop.run(shortestOf(50, each))).isGreaterThanOrEqualTo(each.toNanos());
        assertThat(Loop.run(LoopOptions.defaults().engine(EngineChoice.NIO), shortestOf(50, each)))
                .isGreaterThanOrEqualTo(each.toNanos());
    }
}
