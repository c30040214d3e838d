package dev.heddle.coroutine;

import static java.util.concurrent.CompletableFuture.completedFuture;
import static java.util.concurrent.CompletableFuture.failedFuture;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.heddle.Coroutine;
import dev.heddle.Coroutines;
import dev.heddle.Loop;
import dev.heddle.LoopOptions;
import dev.heddle.Task;
import dev.heddle.TaskScope;
import dev.heddle.testing.ScriptedEngine;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AwaitsTest {
    /** Awaits stages one after the other, as woven code does: the frame is allocated at the first suspension. */
    private static final class AwaitAll extends Frame<List<Object>> {
        private final List<? extends CompletionStage<?>> stages;
        private final List<Object> results = new ArrayList<>();
        final List<Thread> resumedOn = new ArrayList<>();

        AwaitAll(List<? extends CompletionStage<?>> stages) {
            this.stages = stages;
        }

        @Override
        protected Object resume(@Nullable Object value, @Nullable Throwable failure) throws Throwable {
            if (failure != null) {
                throw failure;
            }
            int next = Math.max(state, 0);
            if (next > 0) {
                results.add(String.valueOf(value));
                resumedOn.add(Thread.currentThread());
            }
            for (; next < stages.size(); next++) {
                Object returned = Awaits.await(stages.get(next), this);
                Frame<?> callee = Awaits.suspended(returned);
                if (callee != null) {
                    return Awaits.suspend(callee, this, next + 1);
                }
                results.add(String.valueOf(returned));
            }
            return results;
        }
    }

    private static AwaitAll all(CompletionStage<?>... stages) {
        return new AwaitAll(List.of(stages));
    }

    private static <T> T run(Coroutine<T> program) {
        return Loop.run(
                LoopOptions.defaults().engine(() -> new ScriptedEngine().patience(Duration.ofMinutes(1))), program);
    }

    @Test
    void aFutureThatIsDoneGivesItsResultAtOnce() throws Throwable {
        assertThat(run(all(completedFuture("a"), completedFuture(null)))).containsExactly("a", "null");
    }

    @Test
    void exceptionsComeWithoutTheWrappersOfFutures() {
        IOException original = new IOException("original");
        List<CompletionStage<?>> stages = List.of(
                failedFuture(original),
                failedFuture(new CompletionException(original)),
                failedFuture(new ExecutionException(original)),
                failedFuture(original).thenApply(x -> x),
                failedFuture(original).minimalCompletionStage(),
                CompletableFuture.supplyAsync(() -> {
                    throw new CompletionException(original);
                }));

        for (CompletionStage<?> stage : stages) {
            assertThat(catchThrowable(() -> run(all(stage)))).isSameAs(original);
            assertThat(catchThrowable(() -> hot(all(stage)).get())).hasCause(original);
        }
    }

    @Test
    void aCancelledFutureThrowsItsCancellationException() {
        CompletableFuture<String> cancelled = new CompletableFuture<>();
        cancelled.cancel(false);

        assertThatThrownBy(() -> run(all(cancelled))).isInstanceOf(CancellationException.class);
    }

    @Test
    void aCancellationExceptionIsTheOneThatTheFutureHolds() {
        CancellationException original = new CancellationException("by its owner");

        assertThat(catchThrowable(() -> run(all(failedFuture(original))))).isSameAs(original);
        assertThat(catchThrowable(() -> run(all(failedFuture(original).thenApply(x -> x)))))
                .isSameAs(original);
    }

    @Test
    void insideALoopATaskGoesOnInItsLoopWhoeverCompletesTheFuture() {
        CompletableFuture<String> future = new CompletableFuture<>();
        AwaitAll task = all(future);
        Thread other = new Thread(() -> future.complete("from afar"));
        other.start();

        assertThat(run(task)).containsExactly("from afar");
        assertThat(task.resumedOn.isEmpty() ? Thread.currentThread() : task.resumedOn.get(0))
                .isSameAs(Thread.currentThread());
    }

    @Test
    void cancellingTheWaitLeavesTheFutureAlone() {
        CompletableFuture<String> future = new CompletableFuture<>();
        Task<?> task = run(TaskScope.run(scope -> {
            Task<?> waiter = scope.spawn(all(future));
            Loop.current().schedule(Duration.ofSeconds(1), waiter::cancel);
            return Coroutines.done(waiter);
        }));

        assertThat(task.state()).isEqualTo(Task.State.CANCELLED);
        assertThat(future).isNotDone();
        future.complete("late");
    }

    @Test
    void anOutcomeThatHasArrivedIsNotLostToACancelBeforeItsMessageIsDelivered() {
        CompletableFuture<String> future = new CompletableFuture<>();
        Task<?> task = run(TaskScope.run(scope -> {
            Task<?> waiter = scope.spawn(all(future));
            Loop.current().schedule(Duration.ofSeconds(1), () -> {
                completeOnAnotherThread(future);
                waiter.cancel();
            });
            return Coroutines.done(waiter);
        }));

        assertThat(task.result()).isEqualTo(List.of("arrived"));
    }

    private static void completeOnAnotherThread(CompletableFuture<String> future) {
        Thread thread = new Thread(() -> future.complete("arrived"));
        thread.start();
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void outsideALoopABodyThatDoesNotSuspendIsDoneWhenTheCallReturns() {
        assertThat(hot(all(completedFuture("a"))).isDone()).isTrue();
    }

    @Test
    void outsideALoopTheBodyGoesOnInTheThreadThatCompletesTheFuture() throws Exception {
        CompletableFuture<String> first = new CompletableFuture<>();
        CompletableFuture<String> second = new CompletableFuture<>();
        AwaitAll body = all(first, second);
        CompletableFuture<List<Object>> result = hot(body);
        Thread completing = new Thread(() -> {
            first.complete("1");
            second.complete("2");
        });
        completing.start();

        assertThat(result.get()).containsExactly("1", "2");
        assertThat(body.resumedOn).containsOnly(completing);
    }

    @Test
    void outsideALoopAllFailuresGoIntoTheFuture() {
        IOException early = new IOException("early");

        assertThat(catchThrowable(() -> hot(new Failing(early)).get())).hasCause(early);
    }

    private static final class Failing extends Frame<String> {
        private final Exception failure;

        Failing(Exception failure) {
            this.failure = failure;
        }

        @Override
        protected Object resume(@Nullable Object value, @Nullable Throwable thrown) throws Exception {
            throw failure;
        }
    }

    @Test
    void completionRacingWithTheAwaitLosesNothing() throws Exception {
        for (int round = 0; round < 2000; round++) {
            CompletableFuture<String> first = new CompletableFuture<>();
            CompletableFuture<String> second = new CompletableFuture<>();
            CyclicBarrier start = new CyclicBarrier(2);
            Thread completing = new Thread(() -> {
                try {
                    start.await();
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
                first.complete("1");
                second.complete("2");
            });
            completing.start();
            start.await();

            assertThat(hot(all(first, second)).get()).containsExactly("1", "2");
            completing.join();
        }
    }

    @Test
    void stagesThatCompleteWhileTheyAreRegisteredDoNotDeepenTheStack() throws Exception {
        List<CompletionStage<?>> minimal = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            minimal.add(CompletableFuture.completedStage("x"));
        }

        assertThat(hot(new AwaitAll(minimal)).get()).hasSize(100_000);
    }

    @Test
    void insideALoopAHotMethodRunsAtOnceAndGoesOnInThatLoop() {
        CompletableFuture<String> future = new CompletableFuture<>();
        AwaitAll body = all(future);

        List<Object> result = run(new HotCaller(body, future));

        assertThat(result).containsExactly("[done]");
        assertThat(body.resumedOn).containsOnly(Thread.currentThread());
    }

    /** Calls a hot method inside a loop, has its future completed elsewhere, and awaits the result. */
    private static final class HotCaller extends Frame<List<Object>> {
        private final AwaitAll body;
        private final CompletableFuture<String> awaited;

        HotCaller(AwaitAll body, CompletableFuture<String> awaited) {
            this.body = body;
            this.awaited = awaited;
        }

        @Override
        protected @Nullable Object resume(@Nullable Object value, @Nullable Throwable failure) throws Throwable {
            if (state == 1) {
                return value;
            }
            CompletableFuture<List<Object>> result = hot(body);
            new Thread(() -> awaited.complete("done")).start();
            Object returned = Awaits.await(all(result));
            Frame<?> callee = Awaits.suspended(returned);
            return callee != null ? Awaits.suspend(callee, this, 1) : returned;
        }
    }

    @Test
    void aHotMethodOutsideALoopStaysOutsideWhenALoopCompletesItsFuture() throws Exception {
        CompletableFuture<String> first = new CompletableFuture<>();
        CompletableFuture<String> second = new CompletableFuture<>();
        CompletableFuture<List<Object>> result = hot(all(first, second));

        run(TaskScope.run(scope -> {
            first.complete("on the loop");
            return Coroutines.done();
        }));
        CountDownLatch ended = new CountDownLatch(1);
        result.whenComplete((value, failure) -> ended.countDown());
        second.complete("after its end");

        assertThat(ended.getCount()).isZero();
        assertThat(result.get()).containsExactly("on the loop", "after its end");
    }

    private static <T> CompletableFuture<T> hot(Frame<T> body) {
        return Awaits.hot(body, new CompletableFuture<>());
    }
}
