package dev.heddle;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.emit;
import static dev.heddle.Coroutines.end;
import static dev.heddle.Coroutines.shield;
import static dev.heddle.Coroutines.sleep;
import static dev.heddle.Coroutines.timeout;
import static dev.heddle.Coroutines.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.heddle.annotation.Async;
import java.io.IOException;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Generators and those who ask them. */
class AsyncStreamTest {
    private final World world = new World();
    private final List<String> log = new ArrayList<>();
    private final IllegalStateException boom = new IllegalStateException("boom");

    @Async
    private AsyncStream<Integer> numbers(int end) {
        try {
            for (int i = 0; i < end; i++) {
                log.add("make " + i);
                emit(i);
            }
            log.add("no more");
        } finally {
            log.add("clean up");
        }
        return end();
    }

    @Async
    private AsyncStream<Integer> slowNumbers(int end) {
        try {
            for (int i = 0; i < end; i++) {
                await(sleep(Duration.ofSeconds(1)));
                emit(i);
            }
        } finally {
            await(sleep(Duration.ofSeconds(1)));
            log.add("cleaned up");
        }
        return end();
    }

    @Async
    private Coroutine<Void> use(AsyncStream<?> stream, int most) {
        try (stream) {
            for (int i = 0; i < most && await(stream.advance()); i++) {
                log.add("use " + stream.value());
            }
        }
        log.add("after");
        return done();
    }

    @Test
    void nothingRunsBeforeTheFirstAsk() {
        AsyncStream<Integer> stream = numbers(3);

        assertThat(log).isEmpty();
        assertThatThrownBy(stream::value)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no element");
    }

    @Test
    void theBodyRunsAsFarAsTheNextEmitWhenItIsAsked() {
        world.run(use(numbers(2), 10));

        assertThat(log).containsExactly("make 0", "use 0", "make 1", "use 1", "no more", "clean up", "after");
    }

    @Test
    void aBodyThatWaitsGoesOnInTheTaskThatAsks() {
        assertThat(world.run(slowNumbers(3).toList())).containsExactly(0, 1, 2);
        assertThat(log).containsExactly("cleaned up");
    }

    @Test
    void closingAStreamThatStandsAtAnEmitRunsItsCleanUpFirst() {
        world.run(use(numbers(10), 1));

        assertThat(log).containsExactly("make 0", "use 0", "clean up", "after");
    }

    @Test
    void theCleanUpOfAClosedStreamMayAwait() {
        world.run(use(slowNumbers(10), 1));

        assertThat(log).containsExactly("use 0", "cleaned up", "after");
    }

    @Test
    void aStreamThatWasNotBegunIsClosedWithoutRunning() {
        world.run(use(numbers(10), 0));

        assertThat(log).containsExactly("after");
    }

    @Async
    private Coroutine<List<Boolean>> askAfterTheEnd(AsyncStream<?> stream) {
        List<Boolean> answers = new ArrayList<>();
        try {
            await(stream.forEach(element -> {}));
        } catch (IllegalStateException failure) {
            log.add("failed");
        }
        answers.add(await(stream.advance()));
        answers.add(await(stream.advance()));
        return done(answers);
    }

    @Test
    void whoAsksAfterTheEndIsTold() {
        assertThat(world.run(askAfterTheEnd(numbers(1)))).containsExactly(false, false);
    }

    @Async
    private AsyncStream<Integer> failing(Throwable failure) throws IOException {
        emit(1);
        await(yieldNow());
        throw sneaky(failure);
    }

    @SuppressWarnings("unchecked")
    private static <X extends Throwable> RuntimeException sneaky(Throwable failure) throws X {
        throw (X) failure;
    }

    @Test
    void anExceptionOfTheBodyReachesWhoAsksAndEndsTheStream() throws IOException {
        IOException broken = new IOException("broken");

        assertThat(catchThrowable(() -> world.run(use(failing(broken), 10)))).isSameAs(broken);
        assertThat(new World().run(askAfterTheEnd(failing(boom)))).containsExactly(false, false);
        assertThat(log).containsExactly("use 1", "failed");
    }

    @Test
    void theConsumersLinesStandInTheTraceOfAnExceptionOfTheBody() {
        Throwable thrown = catchThrowable(() -> world.run(use(failing(boom), 10)));

        assertThat(thrown).isSameAs(boom);
        assertThat(Arrays.stream(thrown.getStackTrace()).map(StackTraceElement::getMethodName))
                .contains("use");
    }

    @Async
    @SuppressWarnings("NullAway") // takes the type from the argument
    private AsyncStream<@Nullable String> withNull() {
        emit("a");
        emit(null);
        emit("c");
        return end();
    }

    @Test
    void nullIsAnElement() {
        assertThat(world.run(withNull().toList())).containsExactly("a", null, "c");
    }

    @Async
    private AsyncStream<Coroutine<Integer>> coroutines() {
        emit(done(1));
        emit(done(2));
        return end();
    }

    @Async
    private Coroutine<Integer> sum(AsyncStream<Coroutine<Integer>> stream) {
        int sum = 0;
        try (stream) {
            while (await(stream.advance())) {
                sum += await(stream.value());
            }
        }
        return done(sum);
    }

    @Test
    void aCoroutineIsAnElement() {
        assertThat(world.run(sum(coroutines()))).isEqualTo(3);
    }

    @Async
    private Coroutine<String> askTwiceAtOnce(AsyncStream<Integer> stream) {
        try (TaskScope scope = TaskScope.open()) {
            Task<Boolean> first = scope.spawn(stream.advance());
            await(yieldNow());
            String refusal = "not refused";
            try {
                await(stream.advance());
            } catch (IllegalStateException expected) {
                refusal = Objects.requireNonNull(expected.getMessage());
            }
            await(first);
            return done(refusal + " " + stream.value());
        }
    }

    @Test
    void aSecondAskAtTheSameTimeIsRefusedAndTheFirstGetsItsElement() {
        assertThat(world.run(askTwiceAtOnce(slowNumbers(2))))
                .isEqualTo("the next element of this stream has been asked for and is not there yet 0");
    }

    @Async
    private Coroutine<Void> awaitAnAskTwice(AsyncStream<Integer> stream) {
        Coroutine<Boolean> ask = stream.advance();
        await(ask);
        await(ask);
        return done();
    }

    @Async
    private Coroutine<Boolean> askAfterAnAskThatNeverBegan(AsyncStream<Integer> stream) {
        try (TaskScope scope = TaskScope.open()) {
            Task<Boolean> first = scope.spawn(stream.advance());
            first.cancel();
        }
        return done(await(stream.advance()));
    }

    @Test
    void anAskThatIsCancelledBeforeItBeginsIsNoneAtAll() {
        assertThat(world.run(askAfterAnAskThatNeverBegan(numbers(1)))).isTrue();
        assertThat(log).containsExactly("make 0");
    }

    @Test
    void anAskIsAwaitedOnce() {
        assertThatThrownBy(() -> world.run(awaitAnAskTwice(numbers(5))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("exactly once");
    }

    @Test
    void cancelledWhileTheBodyWaitsTheBodyIsCancelled() {
        Throwable thrown = catchThrowable(() -> world.run(timeout(Duration.ofMillis(1500), use(slowNumbers(10), 10))));

        assertThat(thrown).isInstanceOf(DeadlineExceeded.class);
        assertThat(log).containsExactly("use 0"); // the clean-up awaits in a cancelled task
    }

    @Async
    private AsyncStream<Integer> shieldsItsCleanUp() throws DeadlineExceeded {
        try {
            emit(1);
            emit(2);
        } finally {
            await(shield(Duration.ofSeconds(5), sleep(Duration.ofSeconds(1))));
            log.add("cleaned up");
        }
        return end();
    }

    @Async
    private Coroutine<Void> useSlowly(AsyncStream<Integer> stream) {
        try (stream) {
            while (await(stream.advance())) {
                log.add("use " + stream.value());
                await(sleep(Duration.ofSeconds(10)));
            }
        }
        return done();
    }

    @Test
    void cancelledWhileTheBodyStandsAtAnEmitTheStreamIsClosedOnTheWayOut() {
        Throwable thrown =
                catchThrowable(() -> world.run(timeout(Duration.ofSeconds(1), useSlowly(shieldsItsCleanUp()))));

        assertThat(thrown).isInstanceOf(DeadlineExceeded.class);
        assertThat(thrown.getSuppressed()).isEmpty();
        assertThat(log).containsExactly("use 1", "cleaned up");
    }

    @Async
    private Coroutine<Void> useForEver(AsyncStream<Integer> stream) {
        int asks = 0;
        try (stream) {
            while (await(stream.advance())) {
                if (++asks % 100 == 0) {
                    Task<?> self = Objects.requireNonNull(tasks.get());
                    self.cancel();
                }
            }
        } finally {
            log.clear();
            log.add("asked " + asks);
        }
        return done();
    }

    private Supplier<@Nullable Task<?>> tasks = () -> null;

    @Async
    private Coroutine<Void> spawnUser() {
        try (TaskScope scope = TaskScope.open()) {
            Task<Void> user = scope.spawn(useForEver(numbers(Integer.MAX_VALUE)));
            tasks = () -> user;
        }
        return done();
    }

    @Test
    void anAskOfACancelledTaskThrowsThoughNobodyWaits() {
        world.run(spawnUser());

        assertThat(log).containsExactly("asked 100");
    }

    /** A resource whose closing fails. */
    private static final class Failing implements AsyncCloseable {
        private final String message;

        Failing(String message) {
            this.message = message;
        }

        @Override
        @Async
        public Coroutine<Void> closeAsync(CloseReason reason) {
            await(yieldNow());
            throw new IllegalStateException(message);
        }
    }

    @Async
    private AsyncStream<Integer> holdsResources(AsyncCloseable outer, AsyncCloseable inner) throws IOException {
        try (outer;
                inner) {
            emit(1);
        }
        return end();
    }

    @Test
    void whatTheResourcesOfAClosedStreamThrowIsNotLost() throws IOException {
        AsyncStream<Integer> stream = holdsResources(new Failing("outer"), new Failing("inner"));

        assertThatThrownBy(() -> world.run(use(stream, 1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("inner")
                .satisfies(thrown -> assertThat(thrown.getSuppressed())
                        .extracting(Throwable::getMessage)
                        .containsExactly("outer"));
    }

    @Async
    private AsyncStream<Integer> emitsInItsCleanUp() {
        try {
            emit(1);
        } finally {
            try {
                emit(2);
            } catch (IllegalStateException refusal) {
                log.add(Objects.requireNonNull(refusal.getMessage()));
                throw refusal;
            }
        }
        return end();
    }

    @Test
    void anEmitInTheCleanUpOfAClosedStreamIsAnError() {
        assertThatThrownBy(() -> world.run(use(emitsInItsCleanUp(), 1))).isInstanceOf(IllegalStateException.class);
        assertThat(log).containsExactly("use 1", "`emit` in the clean-up of a stream that its consumer has closed");
    }

    @Async
    private AsyncStream<Integer> neverEnds() {
        while (true) {
            try {
                emit(1);
            } catch (Throwable ignored) {
                log.add("ignored");
            }
        }
    }

    @Test
    void aBodyThatIgnoresTheCloseIsAbandonedAtItsNextEmitButOne() {
        assertThatThrownBy(() -> world.run(use(neverEnds(), 1))).isInstanceOf(IllegalStateException.class);
        assertThat(log).containsExactly("use 1", "ignored", "ignored");
    }

    @Async
    private AsyncStream<Integer> emitsInsideAScope() {
        try (TaskScope scope = TaskScope.open()) {
            scope.spawn(sleep(Duration.ofSeconds(1)));
            emit(1);
        } finally {
            log.add("left the scope");
        }
        return end();
    }

    @Test
    void anEmitInsideAScopeOfTheGeneratorIsRefusedSinceTheScopeWouldReachAroundTheConsumer() {
        assertThatThrownBy(() -> world.run(use(emitsInsideAScope(), 10)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("`emit` inside a scope");
        assertThat(log).containsExactly("left the scope");
    }

    @Async
    private Coroutine<Void> useInScopes(AsyncStream<Integer> stream) {
        await(stream.advance());
        try (TaskScope scope = TaskScope.open()) {
            scope.spawn(sleep(Duration.ofSeconds(1)));
            await(stream.advance());
            log.add("use " + stream.value());
        }
        await(stream.closeAsync(AsyncCloseable.CloseReason.COMPLETED));
        return done();
    }

    @Test
    void theConsumerMayOpenScopesBetweenAsks() {
        world.run(useInScopes(slowNumbers(10)));

        assertThat(log).containsExactly("use 1", "cleaned up");
    }

    @Async
    private AsyncStream<Integer> countdown(int from) {
        if (from % 1000 == 0) {
            emit(from);
        }
        return from == 0 ? end() : countdown(from - 1);
    }

    @Test
    void theElementsOfAReturnedStreamFollowAndTheStackDoesNotGrow() {
        assertThat(world.run(countdown(20_000).toList()))
                .hasSize(21)
                .startsWith(20_000, 19_000)
                .endsWith(0);
    }

    @Async
    private AsyncStream<Integer> hands(AsyncStream<Integer> stream) {
        return stream;
    }

    @Test
    void aStreamThatWasReturnedByAGeneratorIsAskedThroughThatOnly() {
        AsyncStream<Integer> inner = numbers(2);

        assertThat(world.run(hands(inner).toList())).containsExactly(0, 1);
        assertThatThrownBy(inner::advance).isInstanceOf(IllegalStateException.class);
    }

    @Async
    private AsyncStream<String> map(AsyncStream<Integer> source) {
        try (source) {
            while (await(source.advance())) {
                emit("<" + source.value() + ">");
            }
        }
        return end();
    }

    @Test
    void closingAStreamClosesTheOneItReads() {
        world.run(use(map(slowNumbers(10)), 2));

        assertThat(log).containsExactly("use <0>", "use <1>", "cleaned up", "after");
    }

    @Test
    void aLambdaCanBeAGenerator() {
        Function<Integer, AsyncStream<Integer>> twice = x -> {
            emit(x);
            await(yieldNow());
            emit(x);
            return end();
        };

        assertThat(world.run(twice.apply(7).toList())).containsExactly(7, 7);
    }

    @Async
    private CompletableFuture<Integer> hotSum(AsyncStream<CompletableFuture<Integer>> stream) {
        int sum = 0;
        try (stream) {
            while (await(stream.advance())) {
                sum += await(stream.value());
            }
        }
        return CompletableFuture.completedFuture(sum);
    }

    @Async
    private AsyncStream<CompletableFuture<Integer>> awaitsAndEmits(List<CompletableFuture<Integer>> futures) {
        for (CompletableFuture<Integer> future : futures) {
            await(future);
            emit(future);
        }
        return end();
    }

    @Test
    void aGeneratorRunsWithoutALoopWhereItsConsumerDoes() {
        List<CompletableFuture<Integer>> futures = List.of(new CompletableFuture<>(), new CompletableFuture<>());
        CompletableFuture<Integer> sum = hotSum(awaitsAndEmits(futures));

        futures.get(0).complete(1);
        assertThat(sum).isNotDone();
        futures.get(1).complete(2);
        assertThat(sum).isCompletedWithValue(3);
    }

    @Async
    private AsyncStream<Integer> holds(Object held) {
        emit(1);
        log.add("held " + (held != null));
        return end();
    }

    private AsyncStream<Integer> ended(Consumer<Object> witness) {
        Object held = new Object();
        witness.accept(held);
        AsyncStream<Integer> stream = holds(held);
        world.run(use(stream, 2));
        return stream;
    }

    @Test
    void anEndedStreamKeepsNothingOfItsBody() {
        List<WeakReference<Object>> references = new ArrayList<>();
        AsyncStream<Integer> stream = ended(held -> references.add(new WeakReference<>(held)));
        for (int i = 0; i < 20 && references.get(0).get() != null; i++) {
            System.gc();
        }

        assertThat(log).containsExactly("use 1", "held true", "after");
        assertThat(references.get(0).get()).isNull();
        Reference.reachabilityFence(stream);
    }

    @Test
    void theEndIsAStreamWithoutElements() {
        assertThat(world.run(Coroutines.<Integer>end().toList())).isEmpty();
        assertThat(new World().run(Coroutines.<Integer>end().toList())).isEmpty();
    }
}
