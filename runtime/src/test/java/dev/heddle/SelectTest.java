package dev.heddle;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.gather;
import static dev.heddle.Coroutines.select;
import static dev.heddle.Coroutines.sleep;
import static dev.heddle.Coroutines.timeout;
import static dev.heddle.Coroutines.yieldNow;
import static dev.heddle.SelectCase.onEnd;
import static dev.heddle.SelectCase.onTimeout;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.heddle.annotation.Async;
import dev.heddle.channel.Channel;
import dev.heddle.sync.Hold;
import dev.heddle.sync.Mutex;
import dev.heddle.sync.Semaphore;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // a hold is held, not used
class SelectTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration LONG = Duration.ofSeconds(1000);

    private final World world = new World();
    private final Mutex mutex = new Mutex().named("m");

    @Async
    private Coroutine<Void> holder() {
        try (Hold ignored = await(mutex.acquire())) {
            await(sleep(SECOND));
        }
        return done();
    }

    private SelectCase<String> locked() {
        return mutex.onAcquire(hold -> {
            world.log("locked");
            hold.close();
            return done("locked");
        });
    }

    private SelectCase<String> late(Duration timeout) {
        return onTimeout(timeout, nothing -> done("late"));
    }

    @Test
    void ofSeveralThatCanBeDoneAtOnceTheFirstIsDone() {
        Semaphore semaphore = new Semaphore(1);
        String chosen = world.run(select(semaphore.onAcquire(permit -> done("permit")), locked(), late(SECOND)));

        assertThat(chosen).isEqualTo("permit");
        assertThat(world.trace()).isEmpty();
        assertThat(mutex.owner()).isNull();
    }

    @Test
    void theFirstThatBecomesPossibleIsDoneAndTheOthersLeaveTheirQueues() {
        String chosen = world.run(TaskScope.run(scope -> {
            scope.spawn(holder());
            await(yieldNow());
            String first = await(select(locked(), late(Duration.ofMillis(500))));
            assertThat(mutex.waiters()).isEmpty();
            String second = await(select(late(LONG), locked()));
            return done(first + ", " + second);
        }));

        assertThat(chosen).isEqualTo("late, locked");
        assertThat(world.trace()).isEqualTo("1s  locked\n");
        assertThat(world.engine.nanos()).isEqualTo(SECOND.toNanos());
    }

    @Test
    void aSelectWaitsInTheOrderOfTheQueueLikeAnyOther() {
        world.run(TaskScope.run(scope -> {
            scope.spawn(holder());
            await(yieldNow());
            scope.spawn(select(locked(), late(LONG)));
            await(yieldNow());
            scope.spawn(holder());
            return done();
        }));

        assertThat(world.trace()).isEqualTo("1s  locked\n");
        assertThat(world.engine.nanos()).isEqualTo(2 * SECOND.toNanos());
    }

    @Test
    void theEndOfATaskIsACase() {
        String chosen = world.run(TaskScope.run(scope -> {
            Task<String> slow = scope.spawn(world.after(3, "slow"));
            Task<String> quick = scope.spawn(world.after(1, "quick"));
            return select(onEnd(slow, Coroutines::done), onEnd(quick, Coroutines::done));
        }));

        assertThat(chosen).isEqualTo("quick");
    }

    @Test
    void aTaskThatFailsIsChosenAndItsExceptionThrown() {
        IOException boom = new IOException("boom");
        Throwable thrown = catchThrowable(() -> world.run(TaskScope.run(scope -> {
            Task<String> bad = scope.spawn(world.failing(1, boom));
            return select(onEnd(bad, Coroutines::done), late(LONG));
        })));

        assertThat(thrown).isSameAs(boom);
    }

    @Test
    void theEndOfAFutureIsACase() {
        CompletableFuture<String> known = CompletableFuture.completedFuture("known");
        CompletableFuture<String> learnt = new CompletableFuture<>();
        world.engine.patience(LONG);
        List<String> chosen = world.run(TaskScope.run(scope -> {
            String first = await(select(onEnd(known, Coroutines::done), late(LONG)));
            Task<String> selecting = scope.spawn(select(onEnd(learnt, Coroutines::done), locked()));
            Hold hold = await(mutex.acquire());
            await(yieldNow());
            new Thread(() -> learnt.complete("learnt elsewhere")).start();
            String second = await(selecting);
            assertThat(mutex.waiters()).isEmpty();
            hold.close();
            return done(List.of(first, second));
        }));

        assertThat(chosen).containsExactly("known", "learnt elsewhere");
    }

    @Test
    void aFutureThatFailsIsChosenAndItsExceptionThrown() {
        IOException boom = new IOException("boom");
        CompletableFuture<String> failed = CompletableFuture.failedFuture(boom);
        CompletableFuture<String> failing = new CompletableFuture<>();
        assertThat(catchThrowable(() -> world.run(select(onEnd(failed, Coroutines::done), late(LONG)))))
                .isSameAs(boom);
        assertThat(catchThrowable(() -> new World().run(TaskScope.run(scope -> {
                    Loop.current().post(() -> failing.completeExceptionally(boom));
                    return select(onEnd(failing.thenApply(String::trim), Coroutines::done), late(LONG));
                }))))
                .isSameAs(boom);
    }

    @Test
    void whoChoosesSomethingElseLeavesTheFutureAlone() {
        CompletableFuture<String> shutdown = new CompletableFuture<>();
        SelectCase<String> ended = onEnd(shutdown, Coroutines::done);
        String chosen = world.run(TaskScope.run(scope -> {
            for (int i = 0; i < 3; i++) {
                assertThat(await(select(ended, late(SECOND)))).isEqualTo("late");
            }
            Task<String> cancelled = scope.spawn(select(ended, late(LONG)));
            await(yieldNow());
            cancelled.cancel();
            await(yieldNow());
            assertThat(shutdown.getNumberOfDependents()).isZero();
            shutdown.complete("shut down");
            return select(late(LONG), ended);
        }));

        assertThat(chosen).isEqualTo("shut down");
        assertThat(world.engine.nanos()).isEqualTo(3 * SECOND.toNanos());
    }

    @Test
    void aFutureThatCallsBackAtOnceOrTwiceIsChosenOnce() {
        CompletionStage<String> odd = new CompletableFuture<>() {
            @Override
            public CompletableFuture<String> whenComplete(BiConsumer<? super String, ? super Throwable> action) {
                action.accept("first", null);
                action.accept("second", null);
                throw new IllegalStateException("refused");
            }
        };
        String chosen = world.run(select(onEnd(odd, Coroutines::done), late(LONG)));

        assertThat(chosen).isEqualTo("first");
        assertThat(world.engine.nanos()).isZero();
        assertThat(world.reports).isEmpty();
    }

    @Test
    void theHandlerMayAwait() {
        String chosen = world.run(select(onTimeout(SECOND, nothing -> {
            await(sleep(SECOND));
            return done("after that");
        })));

        assertThat(chosen).isEqualTo("after that");
        assertThat(world.engine.nanos()).isEqualTo(2 * SECOND.toNanos());
    }

    @Test
    void whatTheHandlerThrowsTheSelectThrows() {
        IOException boom = new IOException("boom");
        assertThatThrownBy(() -> world.run(select(onTimeout(SECOND, nothing -> {
                    throw boom;
                }))))
                .isSameAs(boom);
    }

    @Test
    void aTimeoutOfZeroIsWhatIsDoneIfNothingElseCan() {
        String chosen = world.run(TaskScope.run(scope -> {
            scope.spawn(holder());
            await(yieldNow());
            return select(locked(), late(Duration.ZERO));
        }));

        assertThat(chosen).isEqualTo("late");
    }

    @Test
    void cancelledWhileItWaitsItHasDoneNothing() {
        world.run(TaskScope.run(scope -> {
            scope.spawn(holder());
            await(yieldNow());
            try {
                await(timeout(Duration.ofMillis(1), select(locked(), late(LONG))));
            } catch (DeadlineExceeded expected) {
                world.log("given up");
            }
            assertThat(mutex.waiters()).isEmpty();
            return done();
        }));

        assertThat(world.trace()).isEqualTo("0.001s  given up\n");
        assertThat(world.engine.nanos()).isEqualTo(SECOND.toNanos());
    }

    @Test
    void cancelledAfterItWasDecidedItsHandlerRunsAndTheNextAwaitThrows() {
        world.run(TaskScope.run(scope -> {
            Hold hold = await(mutex.acquire());
            Task<String> selecting = scope.spawn(select(locked(), late(LONG)));
            await(yieldNow());
            hold.close();
            selecting.cancel();
            return done();
        }));

        assertThat(world.trace()).isEqualTo("0s  locked\n");
        assertThat(mutex.owner()).isNull();
    }

    @Test
    void aCaseMayBeUsedAgainAndAgain() {
        List<SelectCase<String>> cases = List.of(late(SECOND));
        world.run(TaskScope.run(scope -> {
            for (int i = 0; i < 3; i++) {
                world.log(await(select(cases)));
            }
            return done();
        }));

        assertThat(world.trace()).isEqualTo("1s  late\n2s  late\n3s  late\n");
    }

    @Test
    void itTellsWhatItWaitsFor() {
        Throwable thrown = catchThrowable(() -> world.run(TaskScope.run(scope -> {
            await(mutex.acquire());
            Task<String> child =
                    scope.spawn("child", select(locked(), onEnd(scope.spawn("locks", holder()), v -> done("x"))));
            await(yieldNow());
            assertThat(mutex.waiters()).extracting(Task::name).containsExactlyInAnyOrder("locks", "child");
            return select(onEnd(child, Coroutines::done));
        })));

        assertThat(thrown)
                .hasMessageContaining("`child` waits for mutex `m` or task `locks`")
                .hasMessageContaining("`main` waits for task `child`");
    }

    @Test
    void receivesAndSendsAreCasesAndTheLosersHaveConsumedNothing() {
        Channel<String> in = Channel.bounded(1);
        Channel<String> out = Channel.bounded(1);
        world.run(TaskScope.run(scope -> {
            await(out.send("full"));
            Task<String> selecting = scope.spawn(select(
                    in.onReceive(element -> done("got " + element)), out.onSend("x", sent -> done("sent")), locked()));
            try (Hold ignored = await(mutex.acquire())) {
                await(yieldNow());
                assertThat(await(out.receive())).isEqualTo("full");
                assertThat(await(selecting)).isEqualTo("sent");
                assertThat(in.waiters()).isEmpty();
                assertThat(mutex.waiters()).isEmpty();
                await(in.send("kept"));
                assertThat(in.size()).isOne();
                assertThat(out.tryReceive()).isEqualTo("x");
            }
            return done();
        }));
    }

    @Test
    void aSelectDoesNotServeItself() {
        Channel<String> meeting = Channel.rendezvous();
        String chosen = world.run(select(
                meeting.onSend("x", sent -> done("sent to itself")),
                meeting.onReceive(element -> done("received from itself")),
                late(SECOND)));

        assertThat(chosen).isEqualTo("late");
        assertThat(meeting.waiters()).isEmpty();
    }

    @Test
    void twoSelectsServeEachOther() {
        Channel<String> meeting = Channel.rendezvous();
        List<String> chosen = world.run(gather(
                select(meeting.onSend("x", sent -> done("sent")), late(LONG)),
                select(late(LONG), meeting.onReceive(element -> done("got " + element)))));

        assertThat(chosen).containsExactly("sent", "got x");
    }

    @Test
    void ofAChannelThatIsClosedTheEndIsChosen() {
        Channel<String> over = Channel.bounded(1);
        String chosen = world.run(TaskScope.run(scope -> {
            Task<String> selecting = scope.spawn(select(late(LONG), over.onReceiveOrNull(end -> done("end: " + end))));
            await(yieldNow());
            over.close();
            return done(await(selecting));
        }));

        assertThat(chosen).isEqualTo("end: null");
        assertThatThrownBy(() -> new World().run(select(late(LONG), over.onReceive(Coroutines::done))))
                .isInstanceOf(IllegalStateException.class); // it belongs to the first loop
    }

    @Test
    void aSelectThatCanAlwaysBeDoneLetsOthersRun() {
        world.run(TaskScope.run(scope -> {
            boolean[] ran = new boolean[1];
            Loop.current().post(() -> ran[0] = true);
            for (int i = 0; !ran[0]; i++) {
                assertThat(i).isLessThan(300);
                await(select(late(Duration.ZERO)));
            }
            return done();
        }));
    }

    @Test
    void withoutCasesItIsRefused() {
        assertThatThrownBy(() -> select(List.of())).isInstanceOf(IllegalArgumentException.class);
    }
}
