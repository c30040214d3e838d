package dev.heddle.coroutine;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.completed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.heddle.annotation.Async;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The futures that async methods return: whose they are, what goes into them, and what else may be done with them. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HotFuturesTest {
    /** A future of the program's own. */
    static final class MyFuture<T> extends CompletableFuture<T> {
        private MyFuture() {}

        String mine() {
            return "mine";
        }
    }

    private final CompletableFuture<Integer> source = new CompletableFuture<>();
    private final List<String> log = new ArrayList<>();

    /** What is asked and has not been answered, from any thread. */
    private final Queue<CompletableFuture<Integer>> unanswered = new ConcurrentLinkedQueue<>();

    @Async
    private MyFuture<Integer> doubled(CompletionStage<Integer> stage) {
        log.add("started");
        int value = await(stage);
        log.add("resumed");
        return completed(value * 2);
    }

    @Async
    private MyFuture<Integer> overAFinally(CompletionStage<Integer> stage, boolean twice) {
        try {
            int value = await(stage);
            return twice ? completed(value * 2) : completed(value);
        } finally {
            log.add("finally");
        }
    }

    @Async
    private MyFuture<Integer> forwards(CompletionStage<Integer> stage) {
        return doubled(stage);
    }

    @Async
    private CompletionStage<Integer> asStage(CompletionStage<Integer> stage) {
        return completed(await(stage) * 2);
    }

    @Test
    void theFutureIsOfTheClassThatTheMethodReturns() {
        MyFuture<Integer> result = doubled(source);

        assertThat(result.mine()).isEqualTo("mine");
        assertThat(result).isNotDone();
        source.complete(21);
        assertThat(result).isCompletedWithValue(42);
    }

    @Test
    void completedStandsForAnyFuture() {
        source.complete(21);

        assertThat(overAFinally(source, true)).isCompletedWithValue(42);
        assertThat(overAFinally(source, false)).isCompletedWithValue(21);
        assertThat(forwards(source)).isCompletedWithValue(42);
        assertThat(asStage(source).toCompletableFuture()).isCompletedWithValue(42);
    }

    @Async
    private MyFuture<Integer> failsAtOnce(Integer number) {
        int value = Objects.requireNonNull(number, "number") + await(source);
        return completed(value);
    }

    @Async
    private CompletableFuture<Integer> overflows(int depth) {
        return completed(depth + deeper(depth));
    }

    private int deeper(int depth) {
        return depth == -1 ? 0 : 1 + deeper(depth + 1);
    }

    @Test
    @SuppressWarnings("NullAway") // on purpose
    void failuresBeforeTheFirstAwaitAreInTheFuture() {
        assertThat(catchThrowable(() -> failsAtOnce(null).join())).hasCauseInstanceOf(NullPointerException.class);
        assertThat(catchThrowable(() -> overflows(0).join())).hasCauseInstanceOf(StackOverflowError.class);
    }

    @Test
    void cancellingTheFutureLeavesTheBodyAloneAndItsResultIsDropped() {
        MyFuture<Integer> result = doubled(source);

        assertThat(result.cancel(true)).isTrue();
        source.complete(21);

        assertThat(log).containsExactly("started", "resumed");
        assertThatThrownBy(result::join).isInstanceOf(CancellationException.class);
    }

    @Test
    void whoCompletesTheFutureFirstWins() {
        MyFuture<Integer> early = doubled(source);
        MyFuture<Integer> late = doubled(source);
        early.complete(1);

        source.complete(21);

        assertThat(early).isCompletedWithValue(1);
        assertThat(late.complete(1)).isFalse();
        assertThat(late).isCompletedWithValue(42);
        late.obtrudeValue(7);
        assertThat(late).isCompletedWithValue(7);
    }

    @Test
    void aTimeoutOfTheFutureIsOneOfTheFutureAndNotOfTheBody() {
        CompletableFuture<Integer> result = doubled(source).orTimeout(1, TimeUnit.MILLISECONDS);

        assertThat(catchThrowable(result::join)).hasCauseInstanceOf(TimeoutException.class);
        source.complete(21);
        assertThat(log).containsExactly("started", "resumed");
    }

    @Async
    private CompletableFuture<Integer> sum(List<CompletableFuture<Integer>> numbers) {
        int sum = 0;
        for (CompletableFuture<Integer> number : numbers) {
            sum += await(number);
        }
        return completed(sum);
    }

    @Test
    void theThreadThatCompletesResumes() throws InterruptedException {
        List<CompletableFuture<Integer>> numbers = List.of(new CompletableFuture<>(), new CompletableFuture<>());
        Thread[] resumedBy = new Thread[1];
        CompletableFuture<Integer> result = sum(numbers);
        result.thenRun(() -> resumedBy[0] = Thread.currentThread());

        Thread completing = new Thread(() -> numbers.get(1).complete(2));
        numbers.get(0).complete(1);
        completing.start();
        completing.join();

        assertThat(result).isCompletedWithValue(3);
        assertThat(resumedBy[0]).isSameAs(completing);
    }

    @Async
    private CompletableFuture<Integer> handsOnTheSecond(List<CompletableFuture<Integer>> numbers) {
        log.add("got " + await(numbers.get(0)));
        return numbers.get(1);
    }

    @Test
    void aFutureThatIsHandedOnBehindAnAwaitResumesNothing() {
        List<CompletableFuture<Integer>> numbers = pending(2);
        CompletableFuture<Integer> result = handsOnTheSecond(numbers);
        numbers.get(0).complete(1);
        numbers.get(1).complete(2);
        assertThat(result).isCompletedWithValue(2);
        assertThat(log).containsExactly("got 1");
    }

    private static List<CompletableFuture<Integer>> pending(int length) {
        return Stream.generate(CompletableFuture<Integer>::new).limit(length).toList();
    }

    @Test
    void futuresThatAreCompletedWhileTheyAreBeingAwaitedLoseNothingAndNothingRunsTwice() throws InterruptedException {
        int rounds = 500;
        int length = 200;
        AtomicInteger round = new AtomicInteger();
        List<List<CompletableFuture<Integer>>> all =
                Stream.generate(() -> pending(length)).limit(rounds).toList();
        Thread completing = new Thread(() -> {
            for (int i = 0; i < rounds; i++) {
                while (round.get() < i) {
                    Thread.onSpinWait();
                }
                all.get(i).forEach(number -> number.complete(1));
            }
        });
        completing.start();
        for (List<CompletableFuture<Integer>> numbers : all) {
            CompletableFuture<Integer> result = sum(numbers);
            assertThat(result.join()).isEqualTo(length);
            round.incrementAndGet();
        }
        completing.join();
    }

    @Test
    void manyMethodsAwaitTheSameFuturesWhileTheseAreBeingCompleted() throws InterruptedException {
        for (int round = 0; round < 100; round++) {
            List<CompletableFuture<Integer>> numbers = pending(100);
            Thread completing = new Thread(() -> numbers.forEach(number -> number.complete(1)));
            completing.start();
            List<CompletableFuture<Integer>> sums =
                    Stream.generate(() -> sum(numbers)).limit(10).toList();
            completing.join();
            assertThat(sums).allSatisfy(sum -> assertThat(sum).isCompletedWithValue(100));
        }
    }

    /** Each number is awaited on the thread that has completed the one before, which two threads do in turn. */
    @Test
    void threadsHandAMethodOverToEachOther() throws InterruptedException {
        List<CompletableFuture<Integer>> numbers = pending(1_000);
        CompletableFuture<Integer> result = sum(numbers);
        AtomicInteger next = new AtomicInteger();
        List<Thread> threads = Stream.of(0, 1)
                .map(parity -> new Thread(() -> {
                    for (int i = parity; i < numbers.size(); i += 2) {
                        while (next.get() != i) {
                            Thread.onSpinWait();
                        }
                        numbers.get(i).complete(1);
                        next.incrementAndGet();
                    }
                }))
                .toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(result).isCompletedWithValue(1_000);
    }

    private CompletableFuture<Integer> asked() {
        CompletableFuture<Integer> answer = new CompletableFuture<>();
        unanswered.add(answer);
        return answer;
    }

    @Async
    private CompletableFuture<Integer> level(int level, int last) {
        await(asked());
        return completed(await(
                level == last
                        ? CompletableFuture.completedFuture(1)
                        : level(level + 1, last).thenApply(levels -> levels + 1)));
    }

    @Test
    void methodsThatEndOneInsideOfTheOtherAreAsManyAsTheyLike() throws Exception {
        int last = 50_000;
        CompletableFuture<Integer> result = level(1, last);

        for (CompletableFuture<Integer> next = unanswered.poll(); next != null; next = unanswered.poll()) {
            next.complete(0);
        }

        assertThat(result.get(30, TimeUnit.SECONDS)).isEqualTo(last);
    }

    /** Refuses all, as one that is shut down. */
    static final class Refusing<T> extends CompletableFuture<T> {
        private Refusing() {}

        @Override
        public Executor defaultExecutor() {
            return task -> {
                throw new RejectedExecutionException("no");
            };
        }
    }

    @Async
    private Refusing<Integer> refusing(int level, int last) {
        await(asked());
        return completed(await(
                level == last
                        ? CompletableFuture.completedFuture(1)
                        : refusing(level + 1, last).thenApply(levels -> levels + 1)));
    }

    @Test
    void oneThatNoExecutorTakesGoesOnWhereItIs() {
        int last = 150;
        CompletableFuture<Integer> result = refusing(1, last);

        for (CompletableFuture<Integer> next = unanswered.poll(); next != null; next = unanswered.poll()) {
            next.complete(0);
        }

        assertThat(result).isCompletedWithValue(last);
    }
}
