package dev.heddle;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.blocking;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.sleep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.annotation.Async;
import dev.heddle.sync.CapacityLimiter;
import dev.heddle.sync.Event;
import dev.heddle.sync.Hold;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Coroutines asked for by other threads, on one loop and on several. */
@Timeout(60)
class OtherThreadsTest {
    private static final LoopOptions OPTIONS = LoopOptions.defaults().named("worker");

    @Async
    private static Coroutine<String> threadAfter(Duration delay) {
        await(sleep(delay));
        return done(Thread.currentThread().getName());
    }

    @Async
    private static Coroutine<Void> fails() throws IOException {
        await(sleep(Duration.ofMillis(1)));
        throw new IOException("boom");
    }

    /** Says when it has begun, and when its end comes. */
    @Async
    private static Coroutine<Void> waits(CountDownLatch begun, CountDownLatch ended) {
        begun.countDown();
        try {
            await(new Event());
        } finally {
            ended.countDown();
        }
        return done();
    }

    @Test
    void aThreadSubmitsACoroutineAndWaitsForItsResult() throws Exception {
        try (LoopGroup group = LoopGroup.open(1, OPTIONS)) {
            Loop loop = group.loops().get(0);

            assertThat(loop.submit(() -> threadAfter(Duration.ofMillis(1))).get())
                    .isEqualTo("worker-1");
        }
    }

    @Test
    void theFutureFailsAsTheCoroutineDoesAndWhenItCannotBeMade() {
        try (LoopGroup group = LoopGroup.open(1, OPTIONS)) {
            Loop loop = group.loops().get(0);

            assertThatThrownBy(() -> loop.submit(OtherThreadsTest::fails).get())
                    .isInstanceOf(ExecutionException.class)
                    .cause()
                    .isInstanceOf(IOException.class)
                    .hasMessage("boom");
            assertThatThrownBy(() -> loop.<Void>submit(() -> {
                                throw new IOException("none");
                            })
                            .get())
                    .cause()
                    .hasMessage("none");
        }
    }

    @Test
    void cancellingTheFutureCancelsTheTask() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        try (LoopGroup group = LoopGroup.open(1, OPTIONS)) {
            CompletableFuture<Void> future = group.submit(() -> waits(begun, ended));
            begun.await();
            future.cancel(true);

            ended.await();
            assertThatThrownBy(future::join).isInstanceOf(CancellationException.class);
        }
    }

    @Test
    void submitIsRefusedOnTheLoopsOwnThread() {
        assertThatThrownBy(() -> Loop.run(TaskScope.run(scope -> {
                    Loop.current().submit(() -> done("never"));
                    return done();
                })))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("`submit` of loop `loop` was called on thread `"
                        + Thread.currentThread().getName() + "`, its own");
    }

    @Test
    void whatIsSubmittedToALoopThatIsClosedBeforeItRunsFails() {
        Loop loop = Loop.open();
        CompletableFuture<String> future = CompletableFuture.supplyAsync(() -> loop.submit(() -> done("never")))
                .join();
        loop.close();

        assertThatThrownBy(future::join).cause().isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> CompletableFuture.supplyAsync(() -> loop.submit(() -> done("never")))
                        .join())
                .cause()
                .isInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void aBlockingCallMaySubmitToTheLoopThatWaitsForIt() {
        String result = Loop.run(TaskScope.run(scope -> {
            Loop loop = Loop.current();
            return blocking(() -> loop.submit(() -> done("from the loop")).get());
        }));

        assertThat(result).isEqualTo("from the loop");
    }

    @Test
    void aTaskAsAFutureEndsAsItDoesAndDoesNotEndIt() {
        World world = new World();
        world.run(TaskScope.run(scope -> {
            Task<String> task = scope.spawn(world.after(1, "result"));
            CompletableFuture<String> future = task.toCompletableFuture();
            CompletableFuture<String> given = task.toCompletableFuture();
            given.cancel(true);
            assertThat(await(future)).isEqualTo("result");
            assertThat(task.toCompletableFuture()).isCompletedWithValue("result");
            assertThat(task.cancelReason()).isNull();
            return done();
        }));
    }

    @Test
    void aTaskAsAFutureTellsItsFailureAndItsCancellation() {
        World world = new World();
        IOException boom = new IOException("boom");
        world.run(TaskScope.run(ScopeOptions.defaults().policy(ScopePolicy.SUPERVISE), scope -> {
            CompletableFuture<Object> failed =
                    scope.spawn(world.failing(1, boom)).toCompletableFuture();
            Task<String> task = scope.spawn(world.after(5, "result"));
            CompletableFuture<String> cancelled = task.toCompletableFuture();
            task.cancel();
            await(sleep(Duration.ofSeconds(2)));
            assertThat(failed.handle((result, failure) -> failure)).isCompletedWithValue(boom);
            assertThat(cancelled.handle((result, failure) -> failure).join())
                    .isInstanceOf(TaskCancelledException.class);
            return done();
        }));
        assertThat(world.reports).isEmpty();
    }

    @Test
    void aLimiterBoundsHowManyCallsBlockAtTheSameTime() {
        AtomicInteger blocked = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CyclicBarrier pairs = new CyclicBarrier(2);
        Loop.run(TaskScope.run(scope -> {
            CapacityLimiter limiter = new CapacityLimiter(2);
            for (int i = 0; i < 10; i++) {
                scope.spawn(limiter.blocking(() -> {
                    most.accumulateAndGet(blocked.incrementAndGet(), Math::max);
                    pairs.await();
                    return blocked.decrementAndGet();
                }));
            }
            return done();
        }));

        assertThat(most).hasValue(2);
    }

    @Test
    void aCallThatIsCancelledBeforeItHasAPlaceIsNotMade() {
        List<String> made = new ArrayList<>();
        Loop.run(TaskScope.run(scope -> {
            CapacityLimiter limiter = new CapacityLimiter(1);
            Hold hold = await(limiter.acquire());
            Task<Boolean> call = scope.spawn(limiter.blocking(() -> made.add("call")));
            await(sleep(Duration.ofMillis(1)));
            call.cancel();
            hold.close();
            return done();
        }));

        assertThat(made).isEmpty();
    }

    @Test
    void aCallThatBlocksHasAVirtualThreadWhereThereAreSome() throws ReflectiveOperationException {
        Thread worker = Loop.run(blocking(Thread::currentThread));

        if (Runtime.version().feature() >= 21) {
            assertThat(Thread.class.getMethod("isVirtual").invoke(worker)).isEqualTo(true);
        } else {
            assertThat(worker.getName()).startsWith("heddle-blocking-");
        }
    }

    @Test
    void aGroupHasALoopForEachProcessor() {
        int processors = Runtime.getRuntime().availableProcessors();
        try (LoopGroup group = LoopGroup.open()) {
            assertThat(group.loops()).hasSize(processors).doesNotHaveDuplicates();
            Set<Thread> threads = new HashSet<>();
            for (Loop loop : group.loops()) {
                threads.add(loop.submit(() -> done(Thread.currentThread())).join());
            }
            assertThat(threads).hasSize(processors);
        }
    }

    @Test
    void aGroupUsesAllItsLoops() {
        try (LoopGroup group = LoopGroup.open(3, OPTIONS)) {
            List<CompletableFuture<String>> futures = new ArrayList<>();
            for (int i = 0; i < 9; i++) {
                futures.add(group.submit(() -> threadAfter(Duration.ofMillis(20))));
            }
            Set<String> threads = new HashSet<>();
            futures.forEach(future -> threads.add(future.join()));

            assertThat(threads).containsExactlyInAnyOrder("worker-1", "worker-2", "worker-3");
        }
    }

    @Test
    void aCoroutineGoesToTheLoopWithTheFewest() throws Exception {
        CountDownLatch begun = new CountDownLatch(2);
        try (LoopGroup group = LoopGroup.open(2, OPTIONS)) {
            group.submit(() -> waits(begun, new CountDownLatch(1)));
            CompletableFuture<Void> second = group.submit(() -> waits(begun, new CountDownLatch(1)));
            begun.await();
            second.cancel(true);

            for (int i = 0; i < 3; i++) {
                assertThat(group.submit(() -> threadAfter(Duration.ofMillis(1))).get())
                        .isEqualTo("worker-2");
            }
        }
    }

    @Test
    void aTaskHandsACoroutineOverToAGroupAndGetsItsResult() {
        try (LoopGroup group = LoopGroup.open(1, OPTIONS)) {
            assertThat(Loop.run(group.handOver(threadAfter(Duration.ofMillis(1)))))
                    .isEqualTo("worker-1");
            assertThatThrownBy(() -> Loop.run(group.handOver(fails())))
                    .isInstanceOf(IOException.class)
                    .hasMessage("boom");
        }
    }

    @Test
    void aCancelledHandOverWaitsForTheEndOfTheCoroutine() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        try (LoopGroup group = LoopGroup.open(1, OPTIONS)) {
            Task<Void> task = Loop.run(TaskScope.run(scope -> {
                Task<Void> handedOver = scope.spawn(group.handOver(waits(begun, ended)));
                await(blocking(() -> begun.await(60, TimeUnit.SECONDS)));
                handedOver.cancel();
                return done(handedOver);
            }));

            assertThat(task.state()).isEqualTo(Task.State.CANCELLED);
            assertThat(ended.getCount()).isZero();
        }
    }

    @Test
    void closingAGroupCancelsWhatRunsAndTakesNoMore() throws Exception {
        CountDownLatch begun = new CountDownLatch(2);
        CountDownLatch ended = new CountDownLatch(2);
        LoopGroup group = LoopGroup.open(2, OPTIONS);
        CompletableFuture<Void> first = group.submit(() -> waits(begun, ended));
        group.submit(() -> waits(begun, ended));
        begun.await();
        group.close();
        group.close();

        assertThat(ended.getCount()).isZero();
        assertThat(first).isCancelled();
        assertThatThrownBy(() -> group.submit(() -> done("never"))).isInstanceOf(RejectedExecutionException.class);
    }

    @Test
    @SuppressWarnings("try") // the close is what is tried out
    void aGroupIsNotClosedByOneOfItsOwnLoops() {
        try (LoopGroup group = LoopGroup.open(1, OPTIONS)) {
            CompletableFuture<Void> closing = group.submit(() -> {
                group.close();
                return done();
            });

            assertThatThrownBy(closing::join)
                    .cause()
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("called on thread `worker-1`, which is one of its own");
        }
    }

    @Test
    void aGroupThatCannotBeOpenedLeavesNoThread() {
        AtomicInteger opened = new AtomicInteger();
        LoopOptions options = OPTIONS.named("doomed").engine(() -> {
            if (opened.incrementAndGet() == 2) {
                throw new IllegalStateException("no more engines");
            }
            return new dev.heddle.testing.ScriptedEngine().patience(Duration.ofMinutes(1));
        });

        assertThatThrownBy(() -> LoopGroup.open(3, options)).hasMessage("no more engines");
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("doomed-1");
    }
}
