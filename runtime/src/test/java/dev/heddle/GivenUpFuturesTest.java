package dev.heddle;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.gather;
import static dev.heddle.Coroutines.moveOnAfter;
import static dev.heddle.Coroutines.yieldNow;
import static dev.heddle.Steps.steps;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.annotation.Async;
import dev.heddle.coroutine.Awaits;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Futures that outlive many awaits: what is given up stays with them, and serves the next one who awaits them. */
class GivenUpFuturesTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final World world = new World();
    private final CompletableFuture<String> pending = new CompletableFuture<>();

    @Async
    private static Coroutine<String> awaits(CompletableFuture<String> future) {
        return done(await(future));
    }

    @Async
    private static Coroutine<Void> givesUp(CompletableFuture<String> future, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(await(moveOnAfter(SECOND, awaits(future)))).isNull();
        }
        return done();
    }

    @Test
    void aFutureThatIsGivenUpAgainAndAgainKeepsOneCallback() {
        world.run(givesUp(pending, 100_000));

        assertThat(pending.getNumberOfDependents()).isEqualTo(1);
    }

    @Test
    void itKeepsAsManyCallbacksAsHaveWaitedAtTheSameTime() {
        world.run(gather(Stream.generate(() -> givesUp(pending, 100)).limit(10).toList()));

        assertThat(pending.getNumberOfDependents()).isEqualTo(10);
    }

    @Test
    void aSubclassOfFuturesKeepsOneCallbackToo() {
        CompletableFuture<String> other = new CompletableFuture<>() {
            @Override
            public boolean equals(Object object) {
                return object instanceof CompletableFuture;
            }

            @Override
            public int hashCode() {
                return 0;
            }
        };
        world.run(TaskScope.run(scope -> {
            await(givesUp(other, 3));
            await(givesUp(pending, 3));
            assertThat(other.getNumberOfDependents()).isEqualTo(1);
            assertThat(pending.getNumberOfDependents()).isEqualTo(1);
            pending.complete("pending");
            other.complete("other");
            assertThat(await(awaits(other))).isEqualTo("other");
            return done();
        }));
    }

    @Test
    void allWhoAwaitItAfterwardsGetTheOutcome() {
        List<String> got = world.run(TaskScope.run(scope -> {
            await(gather(givesUp(pending, 2), givesUp(pending, 3)));
            Loop.current().schedule(SECOND, () -> pending.complete("outcome"));
            return gather(awaits(pending), awaits(pending), awaits(pending));
        }));

        assertThat(got).containsExactly("outcome", "outcome", "outcome");
    }

    @Test
    void anOutcomeOfAnotherThreadArrives() {
        world.engine.patience(Duration.ofMinutes(1));
        String got = world.run(TaskScope.run(scope -> {
            await(givesUp(pending, 2));
            Thread stranger = new Thread(() -> pending.complete("outcome"));
            Loop.current().post(stranger::start);
            return awaits(pending);
        }));

        assertThat(got).isEqualTo("outcome");
    }

    @Test
    void anOutcomeThatCameWhileNobodyWaitedIsThere() {
        String got = world.run(TaskScope.run(scope -> {
            await(givesUp(pending, 2));
            pending.complete("outcome");
            await(yieldNow());
            return awaits(pending);
        }));

        assertThat(got).isEqualTo("outcome");
    }

    @Test
    void aFailureIsThrownAsTheAwaitWantsItThatGetsIt() {
        IOException boom = new IOException("boom");
        CompletableFuture<String> failing = new CompletableFuture<>();
        world.run(TaskScope.run(scope -> {
            await(gather(givesUp(pending, 1), givesUp(failing, 1)));
            Loop.current().schedule(SECOND, () -> {
                pending.completeExceptionally(boom);
                failing.completeExceptionally(boom);
            });
            Task<?> joined = scope.spawn(steps(start -> Awaits.join(failing, null), outcome -> outcome.failure()));
            Task<?> original = scope.spawn(steps(start -> Awaits.await(pending, null), outcome -> outcome.failure()));
            assertThat((Throwable) await(original)).isSameAs(boom);
            assertThat((Throwable) await(joined))
                    .isInstanceOf(CompletionException.class)
                    .hasCause(boom);
            return done();
        }));
    }

    @Async
    private Coroutine<Void> awaitsInSpiteOfItsCancellation() {
        for (int i = 0; i < 100; i++) {
            try {
                await(pending);
            } catch (Cancelled again) {
                world.log(again.getMessage());
            }
        }
        return done();
    }

    @Test
    void anAwaitInACancelledTaskTakesNothingFromTheFuture() {
        world.run(TaskScope.run(scope -> {
            await(givesUp(pending, 1));
            Task<Void> stubborn = scope.spawn("stubborn", awaitsInSpiteOfItsCancellation());
            await(yieldNow());
            stubborn.cancel();
            await(stubborn);
            return givesUp(pending, 3);
        }));

        assertThat(world.trace().lines()).hasSize(100);
        assertThat(pending.getNumberOfDependents()).isEqualTo(1);
    }

    @Async
    private static Coroutine<WeakReference<?>> givesUpAndForgets() {
        CompletableFuture<String> forgotten = new CompletableFuture<>();
        await(givesUp(forgotten, 2));
        return done(new WeakReference<>(forgotten));
    }

    @Test
    void aFutureThatNobodyHasAnyMoreIsGarbageWhileTheLoopRuns() {
        world.run(TaskScope.run(scope -> {
            WeakReference<?> forgotten = await(givesUpAndForgets());
            await(yieldNow()); // behind the step in which it was given up, whose stack may still have it
            for (int i = 0; i < 1000 && forgotten.get() != null; i++) {
                System.gc();
            }
            assertThat(forgotten.get()).isNull();
            return done();
        }));
    }
}
