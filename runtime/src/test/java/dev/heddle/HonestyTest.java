package dev.heddle;

import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.sleep;
import static dev.heddle.Coroutines.timeout;
import static dev.heddle.Steps.steps;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.Trouble.Kind;
import dev.heddle.coroutine.Awaits;
import dev.heddle.stream.Streams;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import shop.Store;

/** What a loop tells of what would otherwise be lost. */
class HonestyTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final World world = new World();
    private final List<Trouble> troubles = new ArrayList<>();
    private final LoopOptions cheap = world.options().notDebugging().exceptionHandler(troubles::add);
    private final LoopOptions debug = cheap.debugging();

    @Test
    void aCoroutineThatIsNeverAwaitedIsReportedOnceWithThePlaceWhereItWasMade() {
        Loop.run(cheap, Store.forgetsAnAwait());

        assertThat(troubles).extracting(Trouble::kind).containsExactly(Kind.NEVER_AWAITED, Kind.NEVER_AWAITED);
        assertThat(troubles)
                .extracting(Trouble::sentence)
                .containsExactlyInAnyOrder(
                        "the coroutine of `shop.Store.price`, made at shop.Store.forgetsAnAwait(Store.java:"
                                + lineOf("forgetsAnAwait", "price")
                                + "), was not awaited or spawned before the end of loop `test`",
                        "the coroutine of `dev.heddle.Coroutines.sleep`, made at shop.Store.forgetsAnAwait(Store.java:"
                                + lineOf("forgetsAnAwait", "sleep")
                                + "), was not awaited or spawned before the end of loop `test`");
    }

    private int lineOf(String method, String callee) {
        return troubles.stream()
                .map(trouble -> trouble.failure().getStackTrace())
                .filter(trace -> trace[0].getMethodName().equals(callee))
                .map(trace -> trace[1])
                .filter(element -> element.getMethodName().equals(method))
                .findFirst()
                .orElseThrow()
                .getLineNumber();
    }

    @Test
    void aCoroutineThatIsGarbageBeforeItIsAwaitedIsReportedWhileTheLoopRuns() {
        WeakReference<?>[] forgotten = new WeakReference<?>[1];
        Loop.run(
                cheap,
                steps(
                        start -> {
                            forgotten[0] = new WeakReference<>(Store.price("tea"));
                            return Awaits.await(sleep(SECOND));
                        },
                        slept -> {
                            untilCollected(forgotten[0]);
                            return Awaits.await(sleep(SECOND));
                        },
                        slept -> {
                            assertThat(troubles).extracting(Trouble::kind).containsExactly(Kind.NEVER_AWAITED);
                            assertThat(troubles.get(0).sentence())
                                    .startsWith("the coroutine of `shop.Store.price`, made at dev.heddle.HonestyTest.")
                                    .endsWith(", was dropped without having been awaited or spawned");
                            return null;
                        }));

        assertThat(troubles).hasSize(1);
    }

    /** A mark is found to be garbage some time after its coroutine. */
    private void untilCollected(WeakReference<?> reference) {
        Loop loop = Loop.current();
        for (int i = 0; i < 1000 && (reference.get() != null || troubles.isEmpty()); i++) {
            System.gc();
            loop.scheduler.ledger().reportDropped();
        }
    }

    @Test
    void whatIsAwaitedSpawnedOrGivenToATimeoutIsNotReported() {
        Loop.run(debug, TaskScope.run(scope -> {
            scope.spawn(Store.awaitsAll(100));
            scope.spawn(Coroutines.gather(Store.price("tea"), Store.price("milk")));
            return steps(
                    start -> Awaits.await(timeout(Duration.ZERO, Store.price("milk"))),
                    late -> {
                        assertThat(late.failure()).isInstanceOf(DeadlineExceeded.class);
                        return Awaits.await(Coroutines.moveOnAfter(Duration.ZERO, Store.price("milk")));
                    },
                    Steps.Outcome::get);
        }));

        assertThat(troubles).isEmpty();
    }

    @Test
    void whatACancelledTaskHasNotAwaitedIsNotReported() {
        Loop.run(debug, TaskScope.run(scope -> {
            Task<Void> task = scope.spawn(Store.isCancelledBeforeTheAwait());
            return steps(start -> Awaits.await(sleep(Duration.ofMillis(500))), slept -> {
                task.cancel();
                return null;
            });
        }));

        assertThat(troubles).isEmpty();
    }

    @Test
    void outsideOfDebugModeOnlySomeCoroutinesAreLookedAt() {
        Loop.run(cheap, steps(start -> {
            for (int i = 0; i < 1000; i++) {
                Store.price("tea");
            }
            return null;
        }));

        assertThat(troubles).hasSizeBetween(1, 100);
    }

    @Test
    void inDebugModeAllCoroutinesAreLookedAt() {
        Loop.run(debug, steps(start -> {
            for (int i = 0; i < 1000; i++) {
                Store.price("tea");
            }
            return null;
        }));

        assertThat(troubles).hasSize(1000);
    }

    @Test
    void aLoopThatRunsForLongLooksAtSomeOfTheLaterCoroutines() {
        Loop.run(
                cheap,
                steps(
                        start -> Awaits.await(Store.awaitsAll(10_000)),
                        awaited -> Awaits.await(forgetful(40_000)),
                        Steps.Outcome::get));

        assertThat(troubles).hasSizeBetween(1, 20);
    }

    private static Coroutine<Void> forgetful(int turns) {
        Steps.Step[] steps = new Steps.Step[turns];
        Arrays.fill(steps, (Steps.Step) outcome -> {
            Store.price("tea");
            return Awaits.await(sleep(Duration.ofMillis(1)));
        });
        steps[turns - 1] = outcome -> null;
        return steps(steps);
    }

    @Test
    void inDebugModeASecondAwaitNamesTheFirst() {
        assertThatThrownBy(() -> Loop.run(debug, Store.awaitsTwice()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageMatching("coroutine shop\\.Store\\$price was awaited or spawned before, at"
                        + " shop\\.Store\\.awaitsTwice\\(Store\\.java:\\d+\\); a coroutine runs exactly once")
                .satisfies(refusal -> assertThat(refusal.getStackTrace())
                        .anyMatch(element -> element.getMethodName().equals("awaitsTwice")))
                .satisfies(refusal ->
                        assertThat(refusal.getSuppressed()[0]).hasMessage("it was first awaited or spawned here"));
    }

    @Test
    void inDebugModeASecondUseNamesTheFirstWhetherTheyAwaitOrSpawn() {
        namesBothPlaces("spawnsTwice", Store.spawnsTwice());
        namesBothPlaces("awaitsWhatItHasSpawned", Store.awaitsWhatItHasSpawned());
        namesBothPlaces("spawnsWhatItHasAwaited", Store.spawnsWhatItHasAwaited());
    }

    private void namesBothPlaces(String method, Coroutine<?> program) {
        assertThatThrownBy(() -> Loop.run(new World().options().debugging(), program))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageMatching("coroutine shop\\.Store\\$price was awaited or spawned before, at shop\\.Store\\."
                        + method + "\\(Store\\.java:\\d+\\); a coroutine runs exactly once")
                .satisfies(refusal -> {
                    int first = lineIn(method, refusal.getSuppressed()[0]);
                    assertThat(refusal.getMessage()).contains("Store.java:" + first + ")");
                    assertThat(lineIn(method, refusal)).isGreaterThan(first);
                });
    }

    private static int lineIn(String method, Throwable shown) {
        return Arrays.stream(shown.getStackTrace())
                .filter(element -> element.getMethodName().startsWith(method))
                .findFirst()
                .orElseThrow()
                .getLineNumber();
    }

    @Test
    void aFailureThatNobodyCanRetrieveAnyMoreIsReportedWhileTheLoopRuns() throws IOException {
        Loop.run(cheap, steps(start -> Awaits.await(Store.failsInTheBackground()), failed -> {
            WeakReference<?> garbage = new WeakReference<>(new Object());
            untilCollected(garbage);
            assertThat(troubles).extracting(Trouble::kind).containsExactly(Kind.NEVER_RETRIEVED);
            return null;
        }));

        assertThat(troubles)
                .extracting(Trouble::sentence)
                .containsExactly(
                        "task `restock`, spawned as " + beginningOf("restock") + ", failed, and nobody awaited it");
        assertThat(troubles.get(0).failure()).isInstanceOf(IOException.class).hasMessage("no truck");
    }

    @Test
    void aLostFailureNamesTheMethodOfItsTaskWithItsFirstLineWheneverItFails() throws IOException {
        Loop.run(cheap, Store.failsInTheBackgroundInManyWays());

        assertThat(troubles)
                .extracting(Trouble::sentence)
                .containsExactly(
                        "task `at once`, spawned as " + beginningOf("failsAtOnce") + ", failed, and nobody awaited it",
                        "task `restock-3`, spawned as " + beginningOf("restock") + ", failed, and nobody awaited it",
                        "task `passed on`, spawned as " + beginningOf("restockOf") + ", failed, and nobody awaited it",
                        "task `handed on`, spawned as shop.Store.handsOn, failed, and nobody awaited it");
    }

    @Test
    void theFailureOfATaskThatIsNoMethodIsReportedWithoutOne() {
        Loop.run(
                cheap,
                steps(
                        start -> {
                            Loop.current().rootScope().spawn("odd", steps(begin -> {
                                throw new IOException("odd");
                            }));
                            return Awaits.await(sleep(SECOND));
                        },
                        slept -> null));

        assertThat(troubles).extracting(Trouble::sentence).containsExactly("task `odd` failed, and nobody awaited it");
    }

    /** With the line of the first thing that the method does, which is what class files tell. */
    private static String beginningOf(String method) throws IOException {
        List<String> lines = Files.readAllLines(Path.of("src/test/java/shop/Store.java"));
        for (int index = 0; index < lines.size(); index++) {
            if (lines.get(index).matches(" *(public|private) static .* " + method + "\\(.*")) {
                return "shop.Store." + method + "(Store.java:" + (index + 2) + ")";
            }
        }
        throw new AssertionError("Store has no " + method);
    }

    @Test
    void inDebugModeALostFailureIsReportedWithThePlaceWhereTheTaskWasSpawned() throws IOException {
        Loop.run(debug, Store.failsInTheBackground());

        assertThat(troubles).hasSize(1);
        assertThat(troubles.get(0).sentence())
                .matches("task `restock`, spawned at shop\\.Store\\.failsInTheBackground\\(Store\\.java:\\d+\\),"
                        + " failed, and nobody awaited it");
    }

    @Test
    void aFailureThatSomebodyLooksAtLaterIsNotReported() {
        Loop.run(
                cheap,
                steps(
                        start -> {
                            Task<Void> task = Loop.current().rootScope().spawn(Store.restock());
                            return Awaits.await(world.after(1, task));
                        },
                        slept -> {
                            assertThat(((Task<?>) Objects.requireNonNull(slept.get())).failure())
                                    .isNotNull();
                            return null;
                        }));

        assertThat(troubles).isEmpty();
    }

    @Test
    void inDebugModeAStreamThatIsLeftAsItStandsIsReportedAtTheEndOfTheLoop() {
        StringBuilder log = new StringBuilder();
        AsyncStream<Integer> prices = Store.prices(log);
        Loop.run(debug, Store.looksAtOnePrice(prices));

        assertThat(troubles).hasSize(1);
        assertThat(troubles.get(0).kind()).isEqualTo(Kind.NEVER_CLOSED);
        assertThat(troubles.get(0).sentence())
                .matches("stream of coroutine shop\\.Store\\$prices, first asked at"
                        + " shop\\.Store\\.looksAtOnePrice\\(Store\\.java:\\d+\\), was not read to its end or closed"
                        + " before the end of loop `test`");
        assertThat(prices.value()).isEqualTo(1);
        assertThat(log).isEmpty();
    }

    @Test
    void inDebugModeAStreamThatIsGarbageIsReportedWhileTheLoopRuns() {
        Loop.run(
                debug,
                steps(start -> Awaits.await(Store.looksAtOnePrice(Store.prices(new StringBuilder()))), looked -> {
                    untilCollected(new WeakReference<>(new Object()));
                    assertThat(troubles).extracting(Trouble::kind).containsExactly(Kind.NEVER_CLOSED);
                    return null;
                }));

        assertThat(troubles)
                .singleElement()
                .extracting(Trouble::sentence)
                .asString()
                .endsWith(", was dropped without having been read to its end or closed");
    }

    @Test
    void aStreamThatIsReadToItsEndOrClosedOrHasNotBegunIsNotReported() {
        List<AsyncStream<?>> kept = new ArrayList<>();
        Loop.run(
                debug,
                steps(
                        start -> {
                            kept.add(Store.prices(new StringBuilder()));
                            AsyncStream<Integer> read = Streams.of(1, 2);
                            kept.add(read);
                            return Awaits.await(read.forEach(price -> {}));
                        },
                        read -> {
                            AsyncStream<Integer> closed = Store.prices(new StringBuilder());
                            kept.add(closed);
                            return Awaits.await(closed.map(price -> -price).first());
                        },
                        closed -> {
                            AsyncStream<Integer> failing = Store.prices(new StringBuilder());
                            kept.add(failing);
                            return Awaits.await(
                                    failing.map(price -> 1 / (price - 1)).count());
                        },
                        failed -> {
                            assertThat(failed.failure()).isInstanceOf(ArithmeticException.class);
                            return null;
                        }));

        assertThat(troubles).isEmpty();
        assertThat(kept).hasSize(4);
    }

    @Test
    void whatACancelledTaskHasNotClosedIsNotReported() {
        AsyncStream<Integer> prices = Store.prices(new StringBuilder());
        Loop.run(debug, TaskScope.run(scope -> {
            Task<Void> task = scope.spawn(
                    steps(start -> Awaits.await(prices.advance()), advanced -> Awaits.await(sleep(SECOND))));
            return steps(start -> Awaits.await(sleep(Duration.ofMillis(500))), slept -> {
                task.cancel();
                return null;
            });
        }));

        assertThat(prices.value()).isEqualTo(1);
        assertThat(troubles).isEmpty();
    }

    @Test
    void outsideOfDebugModeStreamsAreNotLookedAt() {
        AsyncStream<Integer> prices = Store.prices(new StringBuilder());
        Loop.run(cheap, Store.looksAtOnePrice(prices));

        assertThat(prices.value()).isEqualTo(1);
        assertThat(troubles).isEmpty();
    }

    @Test
    void theExceptionHandlerIsToldWhatCallbacksThrow() {
        Loop.run(
                cheap,
                steps(
                        start -> {
                            Loop.current().post(() -> {
                                throw new IllegalStateException("oops");
                            });
                            return Awaits.await(sleep(SECOND));
                        },
                        slept -> null));

        assertThat(troubles).hasSize(1);
        assertThat(troubles.get(0).kind()).isEqualTo(Kind.CALLBACK_FAILED);
        assertThat(troubles.get(0).failure()).hasMessage("oops");
    }

    @Test
    void aProgramMayTellTheExceptionHandlerOfItsOwnTroubles() {
        Exception failure = new Exception("disk is nearly full");
        Loop.run(cheap, steps(start -> {
            Loop.current().report("the cache was not written", failure);
            return Awaits.await(done());
        }));

        assertThat(troubles).hasSize(1);
        assertThat(troubles.get(0).sentence()).isEqualTo("the cache was not written");
        assertThat(troubles.get(0).failure()).isSameAs(failure);
    }
}
