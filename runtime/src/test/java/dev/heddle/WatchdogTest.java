package dev.heddle;

import static dev.heddle.Coroutines.sleep;
import static dev.heddle.Steps.steps;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.Trouble.Kind;
import dev.heddle.coroutine.Awaits;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import shop.Store;

/** Steps that hold their loop for too long. */
class WatchdogTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final World world = new World();
    private final List<Trouble> troubles = new CopyOnWriteArrayList<>();
    private final LoopOptions options = world.options().exceptionHandler(troubles::add);

    @Test
    void aStepThatBlocksIsReportedWhileItDoesWithItsTaskTheLiveStackAndWhoAwaitsIt() throws TimeoutException {
        CountDownLatch reported = new CountDownLatch(1);
        LoopOptions watched = options.watchdog(Duration.ofMillis(300)).exceptionHandler(trouble -> {
            troubles.add(trouble);
            reported.countDown();
        });

        Loop.run(watched, Store.opens(() -> {
            if (!reported.await(30, TimeUnit.SECONDS)) {
                throw new TimeoutException("nobody has noticed");
            }
            return null;
        }));

        assertThat(troubles).hasSize(1);
        Trouble slow = troubles.get(0);
        assertThat(slow.kind()).isEqualTo(Kind.SLOW_STEP);
        assertThat(slow.sentence()).matches("a step of task `main` has held loop `test` for PT\\S+");
        assertThat(slow.failure()).hasMessage("this is what loop `test` is doing");
        assertThat(Arrays.stream(slow.failure().getStackTrace())
                        .map(element -> element.getClassName() + "." + element.getMethodName()))
                .containsSubsequence(
                        "java.util.concurrent.CountDownLatch.await",
                        "shop.Store.unlocks",
                        "shop.Store.opens",
                        "dev.heddle.coroutine.Trampoline.run");
    }

    @Test
    void aStepIsReportedOnceAndTheNextSlowOneAgain() {
        Loop.run(
                options,
                steps(
                        start -> {
                            Watchdog watchdog = watchdog();
                            watchdog.look(0);
                            watchdog.look(SECOND.toNanos() - 1);
                            assertThat(troubles).isEmpty();
                            watchdog.look(SECOND.toNanos());
                            watchdog.look(10 * SECOND.toNanos());
                            assertThat(troubles).hasSize(1);
                            assertThat(troubles.get(0).sentence())
                                    .isEqualTo("a step of task `main` has held loop `test` for PT1S");
                            return Awaits.await(world.after(1, watchdog));
                        },
                        slept -> {
                            Watchdog watchdog = (Watchdog) Objects.requireNonNull(slept.get());
                            watchdog.look(11 * SECOND.toNanos());
                            watchdog.look(12 * SECOND.toNanos() - 1);
                            assertThat(troubles).hasSize(1);
                            watchdog.look(12 * SECOND.toNanos());
                            assertThat(troubles).hasSize(2);
                            return null;
                        }));
    }

    private static Watchdog watchdog() {
        return new Watchdog(Loop.current(), SECOND);
    }

    @Test
    void aCallbackThatBlocksIsReported() {
        Loop.run(
                options,
                steps(
                        start -> {
                            Watchdog watchdog = watchdog();
                            Loop.current().post(() -> {
                                watchdog.look(0);
                                watchdog.look(SECOND.toNanos() / 2);
                                watchdog.look(SECOND.toNanos());
                            });
                            return Awaits.await(sleep(SECOND));
                        },
                        slept -> null));

        assertThat(troubles).extracting(Trouble::sentence).containsExactly("a callback has held loop `test` for PT1S");
    }

    @Test
    void aLoopThatSleepsOrDoesNotRunIsNotReported() {
        try (Loop loop = Loop.open(options)) {
            Watchdog watchdog = new Watchdog(loop, SECOND);
            world.engine.schedule(SECOND, () -> {
                watchdog.look(0);
                watchdog.look(SECOND.toNanos() / 2);
                watchdog.look(SECOND.toNanos());
            });
            loop.runUntilComplete(sleep(Duration.ofSeconds(2)));
            watchdog.look(2 * SECOND.toNanos());
            watchdog.look(3 * SECOND.toNanos());
            watchdog.look(4 * SECOND.toNanos());
        }

        assertThat(troubles).isEmpty();
    }

    @Test
    void aProcessThatStoodStillIsNotReported() {
        Loop.run(options, steps(start -> {
            Watchdog watchdog = watchdog();
            watchdog.look(0);
            watchdog.look(100 * SECOND.toNanos());
            return null;
        }));

        assertThat(troubles).isEmpty();
    }

    @Test
    void aWatchdogNeedsSomePatience() {
        assertThatThrownBy(() -> options.watchdog(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a step cannot end within PT0S");
    }

    @Test
    void allLoopsOfAProcessAreGivenOneByAProperty() {
        String before = System.getProperty("heddle.watchdog");
        try {
            System.setProperty("heddle.watchdog", "PT0.3S");
            Loop.run(options, steps(start -> {
                long began = System.nanoTime();
                while (troubles.isEmpty() && System.nanoTime() - began < 30 * SECOND.toNanos()) {
                    Thread.onSpinWait();
                }
                return null;
            }));
            System.setProperty("heddle.watchdog", "at once");
            assertThatThrownBy(() -> Loop.open(options))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("`-Dheddle.watchdog=at once` is not a time that a step may take, such as `PT0.2S`");
        } finally {
            if (before == null) {
                System.clearProperty("heddle.watchdog");
            } else {
                System.setProperty("heddle.watchdog", before);
            }
        }

        assertThat(troubles).extracting(Trouble::kind).containsExactly(Kind.SLOW_STEP);
    }
}
