package dev.heddle;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.emit;
import static dev.heddle.Coroutines.end;
import static dev.heddle.Coroutines.sleep;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.heddle.annotation.Async;
import dev.heddle.stream.Streams;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Operators one by one, and what all of them have in common. */
class StreamOperatorsTest {
    private World world = new World();
    private final List<String> log = new ArrayList<>();
    private final IllegalStateException boom = new IllegalStateException("boom");

    /** 0 to {@code end - 1}, each after a wait; writes down how it is left. */
    @Async
    private AsyncStream<Integer> numbers(int end, Duration each) {
        try {
            for (int i = 0; i < end; i++) {
                await(sleep(each));
                log.add("make " + i);
                emit(i);
            }
            log.add("end");
        } finally {
            log.add("left");
        }
        return end();
    }

    private AsyncStream<Integer> numbers(int end) {
        return numbers(end, ofSeconds(1));
    }

    /** Elements at the given seconds after the first ask, or as soon after as they are asked for. */
    @Async
    private static AsyncStream<Integer> at(int... seconds) {
        long start = Loop.current().nanos();
        for (int second : seconds) {
            long left = start + ofSeconds(second).toNanos() - Loop.current().nanos();
            if (left > 0) {
                await(sleep(Duration.ofNanos(left)));
            }
            emit(second);
        }
        return end();
    }

    /** As {@link World#after}, without a trace. */
    @Async
    private static <T extends @Nullable Object> Coroutine<T> after(int seconds, T result) {
        await(sleep(ofSeconds(seconds)));
        return done(result);
    }

    @Async
    private AsyncStream<Integer> failingAfter(int count) {
        for (int i = 0; i < count; i++) {
            await(sleep(ofSeconds(1)));
            emit(i);
        }
        throw boom;
    }

    /** Runs a program in a world of its own. */
    private <T extends @Nullable Object> T run(Coroutine<T> program) {
        world = new World();
        return world.run(program);
    }

    private <T extends @Nullable Object> List<T> all(AsyncStream<T> stream) {
        return run(stream.toList());
    }

    /** Elements with the seconds at which they come. */
    @Async
    private Coroutine<List<String>> timed(AsyncStream<?> stream) {
        List<String> seen = new ArrayList<>();
        long start = Loop.current().nanos();
        try (stream) {
            while (await(stream.advance())) {
                seen.add(Duration.ofNanos(Loop.current().nanos() - start).toMillis() / 1000.0 + ": " + stream.value());
            }
        }
        return done(seen);
    }

    /** As {@link #timed}, with so much time for each element. */
    @Async
    private Coroutine<List<String>> timedAndSlow(AsyncStream<?> stream, Duration use) {
        List<String> seen = new ArrayList<>();
        long start = Loop.current().nanos();
        try (stream) {
            while (await(stream.advance())) {
                seen.add(Duration.ofNanos(Loop.current().nanos() - start).toMillis() / 1000.0 + ": " + stream.value());
                await(sleep(use));
            }
        }
        return done(seen);
    }

    @Test
    void operatorsWithoutTasksDoWhatTheyDoToLists() {
        assertThat(all(numbers(3).map(i -> i * 10))).containsExactly(0, 10, 20);
        assertThat(all(numbers(5).filter(i -> i % 2 == 1))).containsExactly(1, 3);
        assertThat(all(numbers(5).take(2))).containsExactly(0, 1);
        assertThat(all(numbers(5).takeWhile(i -> i < 3))).containsExactly(0, 1, 2);
        assertThat(all(numbers(5).drop(3))).containsExactly(3, 4);
        assertThat(all(Streams.of(1, 5, 1).dropWhile(i -> i < 3))).containsExactly(5, 1);
        assertThat(all(Streams.of(1, 1, 2, 2, 1).distinctUntilChanged())).containsExactly(1, 2, 1);
        assertThat(all(numbers(4).scan(10, Integer::sum))).containsExactly(10, 11, 13, 16);
        assertThat(all(numbers(3).zip(Streams.of("a", "b", "c", "d"), (i, s) -> s + i)))
                .containsExactly("a0", "b1", "c2");
        assertThat(all(numbers(3).flatMap(i -> Streams.of(i, -i)))).containsExactly(0, 0, 1, -1, 2, -2);
        assertThat(all(Streams.concat(numbers(2), Streams.of(7), Streams.<Integer>empty())))
                .containsExactly(0, 1, 7);
        assertThat(all(Streams.iterate(1, i -> i * 2).take(5))).containsExactly(1, 2, 4, 8, 16);
        assertThat(all(Streams.from(List.of(1, 2)).onEach(i -> log.add("saw " + i))))
                .containsExactly(1, 2);
        assertThat(log).contains("saw 1", "saw 2");
    }

    @Test
    void windowsAndChunks() {
        assertThat(all(numbers(5).chunked(2))).containsExactly(List.of(0, 1), List.of(2, 3), List.of(4));
        assertThat(all(numbers(4).windowed(2, 1))).containsExactly(List.of(0, 1), List.of(1, 2), List.of(2, 3));
        assertThat(all(numbers(6).windowed(1, 3))).containsExactly(List.of(0), List.of(3));
        assertThat(all(numbers(5).windowed(3, 2))).containsExactly(List.of(0, 1, 2), List.of(2, 3, 4));
        assertThat(all(numbers(6).windowed(3, 2))).containsExactly(List.of(0, 1, 2), List.of(2, 3, 4), List.of(4, 5));
    }

    @Test
    void endsOfPipelines() {
        assertThat(run(numbers(4).fold("", (s, i) -> s + i))).isEqualTo("0123");
        assertThat(run(numbers(4).reduce(Integer::sum))).contains(6);
        assertThat(run(numbers(0).reduce(Integer::sum))).isEmpty();
        assertThat(run(numbers(4).count())).isEqualTo(4);
        assertThat(run(numbers(4).first())).contains(0);
        assertThat(run(numbers(4).last())).contains(3);
        assertThat(run(numbers(0).first())).isEqualTo(Optional.empty());
        assertThat(run(numbers(4).collect(Collectors.partitioningBy(i -> i > 1))))
                .containsEntry(true, List.of(2, 3));
        log.clear();
        run(numbers(2).forEachAsync(i -> {
            await(sleep(ofSeconds(5)));
            log.add("used " + i);
            return done();
        }));
        assertThat(log).containsExactly("make 0", "used 0", "make 1", "used 1", "end", "left");
    }

    @Test
    @SuppressWarnings("NullAway") // takes the type from the arguments
    void nullIsAnElementOfABufferToo() {
        assertThat(all(Streams.<@Nullable String>of("a", null).buffer(2).map(s -> s)))
                .containsExactly("a", null);
    }

    @Test
    void functionsMayAwait() {
        assertThat(run(timed(at(1, 2).mapAsync(i -> after(3, i))))).containsExactly("4.0: 1", "7.0: 2");
    }

    @Test
    void callsAtTheSameTimeKeepTheOrder() {
        assertThat(run(timed(Streams.of(5, 1, 2, 4).mapAsync(2, i -> after(i, i)))))
                .containsExactly("5.0: 5", "5.0: 1", "7.0: 2", "9.0: 4");
    }

    @Test
    void aBufferMakesSoManyElementsAheadAndNoMore() {
        List<String> seen = run(timedAndSlow(numbers(6).buffer(2), ofSeconds(10)));

        assertThat(seen).startsWith("1.0: 0", "11.0: 1");
        assertThat(log.indexOf("make 2")).isLessThan(log.indexOf("make 3"));
        log.clear();
        world = new World();
        run(useOneAndLook(numbers(10, ofMillis(1)).buffer(3)));
        assertThat(log).containsExactly("make 0", "make 1", "make 2", "make 3", "looked", "left");
    }

    @Test
    void eachSourceOfAMergeIsOneElementAhead() {
        run(useOneAndLook(Streams.merge(numbers(10, ofMillis(1)), Streams.empty())));
        assertThat(log).containsExactly("make 0", "make 1", "looked", "left");
    }

    @Async
    private Coroutine<Void> useOneAndLook(AsyncStream<Integer> stream) {
        try (stream) {
            await(stream.advance());
            await(sleep(ofSeconds(100)));
            log.add("looked");
        }
        return done();
    }

    @Test
    void aMergeHandsOutElementsAsTheyCome() {
        assertThat(run(timed(Streams.merge(at(1, 4), at(2, 3)))))
                .containsExactly("1.0: 1", "2.0: 2", "3.0: 3", "4.0: 4");
        assertThat(all(Streams.<Integer>merge())).isEmpty();
    }

    @Test
    void flatMapReadsSoManyStreamsAtATime() {
        assertThat(run(timed(Streams.of(1, 2, 3).flatMap(2, i -> at(1, 2).map(second -> i + "@" + second)))))
                .containsExactly("1.0: 1@1", "1.0: 2@1", "2.0: 1@2", "2.0: 2@2", "3.0: 3@1", "4.0: 3@2");
    }

    @Test
    void switchMapLeavesTheStreamOfTheElementBefore() {
        assertThat(run(timed(at(1, 4).switchMap(i -> at(2, 4, 6).map(second -> i + "+" + second)))))
                .containsExactly("3.0: 1+2", "6.0: 4+2", "8.0: 4+4", "10.0: 4+6");
    }

    @Test
    void conflateGivesTheLatest() {
        assertThat(run(timedAndSlow(at(1, 2, 3, 4, 5).conflate(), ofMillis(2500))))
                .containsExactly("1.0: 1", "3.5: 3", "6.0: 5");
    }

    @Test
    void debounceWaitsForQuiet() {
        assertThat(run(timed(at(1, 2, 6, 7, 8, 20).debounce(ofSeconds(3)))))
                .containsExactly("5.0: 2", "11.0: 8", "20.0: 20");
    }

    @Test
    void sampleGivesTheLatestOfEachPeriod() {
        assertThat(run(timed(at(1, 2, 3, 12, 16).sample(ofSeconds(5)))))
                .containsExactly("5.0: 3", "15.0: 12", "16.0: 16");
    }

    @Test
    void throttleDropsWhatComesTooSoon() {
        assertThat(run(timed(at(1, 2, 5, 6, 7, 10).throttle(ofSeconds(4)))))
                .containsExactly("1.0: 1", "5.0: 5", "10.0: 10");
    }

    @Test
    void chunksHaveALongestTime() {
        assertThat(run(timed(at(1, 2, 3, 10, 20).chunked(2, ofSeconds(4)))))
                .containsExactly("2.0: [1, 2]", "7.0: [3]", "14.0: [10]", "20.0: [20]");
    }

    @Test
    void anIntervalIsNotDelayedByItsConsumerAndLeavesOutWhatIsTooLate() {
        assertThat(run(timedAndSlow(Streams.interval(ofSeconds(1)).take(4), ofMillis(300))))
                .containsExactly("0.0: 0", "1.0: 1", "2.0: 2", "3.0: 3");
        world = new World();
        assertThat(run(timedAndSlow(Streams.interval(ofSeconds(1)).take(3), ofMillis(2500))))
                .containsExactly("0.0: 0", "2.5: 2", "5.0: 5");
    }

    @Test
    void anElementThatTakesTooLongIsATimeout() {
        assertThat(catchThrowable(
                        () -> all(at(1, 2, 9).onEach(i -> log.add("" + i)).timeout(ofSeconds(3)))))
                .isInstanceOf(DeadlineExceeded.class);
        assertThat(log).containsExactly("1", "2");
    }

    @Test
    void aFailureOfOneTypeIsCaught() {
        assertThat(all(failingAfter(2).catching(IllegalStateException.class, e -> Streams.of(-1, -2))))
                .containsExactly(0, 1, -1, -2);
        assertThatThrownBy(() -> all(failingAfter(2).catching(IOException.class, e -> Streams.of(-1))))
                .isSameAs(boom);
    }

    @Test
    void aStreamThatFailsIsMadeAnewAfterADelay() {
        List<AsyncStream<Integer>> streams = new ArrayList<>(List.of(failingAfter(2), failingAfter(1), at(1)));

        assertThat(run(timed(Streams.retrying(Backoff.fixed(ofSeconds(10)).attempts(2), () -> streams.remove(0)))))
                .containsExactly("1.0: 0", "2.0: 1", "13.0: 0", "24.0: 1");
        assertThatThrownBy(
                        () -> all(Streams.retrying(Backoff.fixed(ofSeconds(10)).attempts(2), () -> failingAfter(0))))
                .isSameAs(boom);
    }

    @Test
    void callsMakeAStream() {
        int[] calls = {0};
        assertThat(all(Streams.generate(() -> after(1, ++calls[0])).take(2))).containsExactly(1, 2);
        assertThat(all(Streams.<Integer>generateUntil(IOException.class, () -> {
                    if (++calls[0] > 4) {
                        throw new IOException("closed");
                    }
                    return done(calls[0]);
                })))
                .containsExactly(3, 4);
        assertThatThrownBy(() -> all(Streams.failed(boom))).isSameAs(boom);
    }

    @Test
    void wrongNumbersAreRefusedAtOnce() {
        assertThatThrownBy(() -> numbers(1).buffer(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> numbers(1).take(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Streams.interval(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
    }

    /** Each operator, given a stream, as one that lets elements through as they are. */
    private record Operator(String name, UnaryOperator<AsyncStream<Integer>> made) {}

    private static Stream<Operator> operators() {
        return Stream.of(
                new Operator("map", s -> s.map(i -> i)),
                new Operator("mapAsync", s -> s.mapAsync(i -> done(i))),
                new Operator("mapAsync(2)", s -> s.mapAsync(2, i -> done(i))),
                new Operator("filter", s -> s.filter(i -> true)),
                new Operator("take", s -> s.take(1000)),
                new Operator("takeWhile", s -> s.takeWhile(i -> true)),
                new Operator("drop", s -> s.drop(0)),
                new Operator("dropWhile", s -> s.dropWhile(i -> false)),
                new Operator("onEach", s -> s.onEach(i -> {})),
                new Operator("distinctUntilChanged", s -> s.distinctUntilChanged()),
                new Operator("scan", s -> s.scan(0, (sum, i) -> i)),
                new Operator("windowed", s -> s.windowed(1, 1).map(list -> list.get(0))),
                new Operator("chunked", s -> s.chunked(1, ofSeconds(1)).map(list -> list.get(0))),
                new Operator("zip", s -> s.zip(Streams.iterate(0, i -> i), (left, right) -> left)),
                new Operator("zip right", s -> Streams.iterate(0, i -> i).zip(s, (left, right) -> right)),
                new Operator("concat", s -> Streams.concat(s, Streams.empty())),
                new Operator("flatMap", s -> s.flatMap(i -> Streams.of(i))),
                new Operator("flatMap inner", s -> Streams.of(0).flatMap(i -> s)),
                new Operator("flatMap(2)", s -> s.flatMap(2, i -> Streams.of(i))),
                new Operator("flatMap(2) inner", s -> Streams.of(0).flatMap(2, i -> s)),
                new Operator("switchMap", s -> s.switchMap(i -> Streams.of(i))),
                new Operator("switchMap inner", s -> Streams.of(0).switchMap(i -> s)),
                new Operator("merge", s -> Streams.merge(s, Streams.empty())),
                new Operator("buffer", s -> s.buffer(2)),
                new Operator("conflate", s -> s.conflate()),
                new Operator("debounce", s -> s.debounce(ofMillis(10))),
                new Operator("sample", s -> s.sample(ofMillis(10))),
                new Operator("throttle", s -> s.throttle(ofMillis(10))),
                new Operator("timeout", s -> s.timeout(ofSeconds(1000))),
                new Operator("catching", s -> s.catching(IOException.class, e -> Streams.empty())),
                new Operator(
                        "retrying",
                        s -> Streams.retrying(Backoff.fixed(ofSeconds(1)).attempts(1), () -> s)),
                new Operator(
                        "all at once",
                        s -> Streams.merge(s.buffer(1).map(i -> i))
                                .flatMap(1, Streams::of)
                                .buffer(3)));
    }

    private Stream<DynamicTest> forEachOperator(java.util.function.Consumer<Operator> test) {
        return operators()
                .map(operator -> DynamicTest.dynamicTest(operator.name(), () -> {
                    world = new World();
                    log.clear();
                    test.accept(operator);
                    assertThat(world.reports).isEmpty();
                }));
    }

    @TestFactory
    Stream<DynamicTest> allElementsComeThrough() {
        return forEachOperator(operator -> {
            assertThat(all(operator.made().apply(numbers(4)))).containsExactly(0, 1, 2, 3);
            assertThat(log).endsWith("end", "left");
        });
    }

    @TestFactory
    Stream<DynamicTest> nothingComesOfNothing() {
        return forEachOperator(operator -> {
            assertThat(all(operator.made().apply(numbers(0)))).isEmpty();
            assertThat(log).containsExactly("end", "left");
        });
    }

    @TestFactory
    Stream<DynamicTest> nothingRunsBeforeTheFirstAsk() {
        return forEachOperator(operator -> {
            AsyncStream<Integer> stream = operator.made().apply(numbers(4));
            assertThat(log).isEmpty();
            run(stream.closeAsync(AsyncCloseable.CloseReason.COMPLETED));
            assertThat(log).isEmpty();
        });
    }

    @TestFactory
    Stream<DynamicTest> aFailureOfTheSourceComesAfterTheElementsBeforeIt() {
        return forEachOperator(operator -> {
            List<Integer> seen = new ArrayList<>();
            AsyncStream<Integer> stream = operator.made().apply(failingAfter(2));
            assertThat(catchThrowable(() -> run(stream.forEach(seen::add)))).isSameAs(boom);
            assertThat(boom.getSuppressed()).isEmpty();
            assertThat(seen).containsExactly(0, 1);
        });
    }

    @TestFactory
    Stream<DynamicTest> aConsumerThatStopsEarlyClosesTheSource() {
        return forEachOperator(operator -> {
            assertThat(all(operator.made().apply(numbers(1000)).take(2))).containsExactly(0, 1);
            assertThat(log).endsWith("left").doesNotContain("end");
        });
    }

    /** Its clean-up awaits, which works where the stream was left at an emit. */
    @Async
    private AsyncStream<Integer> cleaningUpSlowly() {
        try {
            emit(0);
            emit(1);
            emit(2);
            emit(3);
            emit(4);
            emit(5);
        } finally {
            log.add("cleaning");
            await(sleep(ofSeconds(1)));
            log.add("clean");
        }
        return end();
    }

    @TestFactory
    Stream<DynamicTest> theSourceHasCleanedUpWhenTheStreamIsClosed() {
        return forEachOperator(operator -> {
            if (List.of("conflate", "debounce", "sample", "switchMap", "all at once")
                    .contains(operator.name())) {
                return; // the clean-up has begun before the closing, or waits in a task that waits for another
            }
            all(operator.made().apply(cleaningUpSlowly()).take(1));
            log.add("closed");
            assertThat(log).containsExactly("cleaning", "clean", "closed");
        });
    }

    @Async
    private AsyncStream<Integer> failingInItsCleanUp() {
        try {
            for (int i = 0; ; i++) {
                emit(i);
                await(sleep(ofMillis(100)));
            }
        } finally {
            fail();
        }
    }

    private void fail() {
        throw boom;
    }

    @TestFactory
    Stream<DynamicTest> whatTheCleanUpThrowsIsNotLost() {
        return forEachOperator(operator -> {
            AsyncStream<Integer> stream = operator.made().apply(failingInItsCleanUp());
            assertThat(catchThrowable(() -> all(stream.take(1)))).isSameAs(boom);
        });
    }

    @Async
    private Coroutine<Void> cancelledAt(AsyncStream<Integer> stream, Duration when, Duration use) {
        try (TaskScope scope = TaskScope.open()) {
            Task<List<String>> consumer = scope.spawn("consumer", timedAndSlow(stream, use));
            await(sleep(when));
            consumer.cancel();
            try {
                await(consumer);
            } catch (TaskCancelledException expected) {
                log.add("cancelled");
            }
            scope.cancelChildren();
            log.add("tasks " + Loop.current().tasks().size());
        }
        return done();
    }

    @TestFactory
    Stream<DynamicTest> aConsumerThatIsCancelledAtAnyTimeLeavesNothingBehind() {
        return forEachOperator(operator -> {
            for (int millis = 1; millis < 5000; millis += 250) {
                for (Duration use : List.of(ofMillis(1), ofMillis(700), ofSeconds(3))) {
                    world = new World();
                    log.clear();
                    run(cancelledAt(operator.made().apply(numbers(1000)), ofMillis(millis), use));
                    assertThat(log)
                            .as("cancelled after %d ms, use %s", millis, use)
                            .endsWith("left", "cancelled", "tasks 1");
                    assertThat(world.reports).isEmpty();
                }
            }
        });
    }

    @Async
    private Coroutine<Void> readInside(AsyncStream<Integer> stream) {
        try (stream) {
            try {
                await(Coroutines.timeout(ofSeconds(10), stream.advance()));
            } catch (DeadlineExceeded late) {
                log.add("late");
            }
            try (TaskScope scope = TaskScope.open()) {
                await(stream.advance());
                log.add("got " + stream.value());
                scope.spawn(sleep(ofSeconds(1)));
            }
            await(stream.advance());
            log.add("got " + stream.value());
        }
        return done();
    }

    @TestFactory
    Stream<DynamicTest> scopesOfTheConsumerBetweenAsksDoNoHarm() {
        return forEachOperator(operator -> {
            run(readInside(operator.made().apply(numbers(1000, ofSeconds(3)))));
            assertThat(log).contains("got 1", "got 2").endsWith("left");
        });
    }

    @TestFactory
    Stream<DynamicTest> anOperatorInsideAGeneratorMayBeOpenAtItsEmits() {
        return forEachOperator(operator -> {
            assertThat(all(twice(operator.made().apply(numbers(1000))).take(3))).containsExactly(0, 0, 1);
            assertThat(log).endsWith("left");
        });
    }

    @Async
    private AsyncStream<Integer> twice(AsyncStream<Integer> source) {
        try (source) {
            while (await(source.advance())) {
                int element = source.value();
                emit(element);
                emit(element);
            }
        }
        return end();
    }

    @Async
    private Coroutine<Void> takeOneThenWrap(UnaryOperator<AsyncStream<Integer>> operator) {
        AsyncStream<Integer> source = numbers(5);
        await(source.advance());
        await(operator.apply(source).closeAsync(AsyncCloseable.CloseReason.COMPLETED));
        return done();
    }

    @TestFactory
    Stream<DynamicTest> closedBeforeItsFirstAskAnOperatorClosesASourceThatHasBegun() {
        return forEachOperator(operator -> {
            if (operator.name().endsWith("inner") || operator.name().equals("retrying")) {
                return; // the source is not its own before it has begun
            }
            run(takeOneThenWrap(operator.made()));
            assertThat(log).containsExactly("make 0", "left");
        });
    }

    private static int fails(int i) {
        if (i == 2) {
            throw new IllegalArgumentException("at 2");
        }
        return i;
    }

    @Test
    void aFailureOfAFunctionEndsTheStreamAndClosesTheSource() {
        List<UnaryOperator<AsyncStream<Integer>>> failing = Arrays.asList(
                s -> s.map(i -> fails(i)),
                s -> s.mapAsync(i -> done(fails(i))),
                s -> s.mapAsync(2, i -> done(fails(i))),
                s -> s.filter(i -> fails(i) >= 0),
                s -> s.takeWhile(i -> fails(i) >= 0),
                s -> s.onEach(i -> fails(i)),
                s -> s.scan(0, (sum, i) -> fails(i)),
                s -> s.zip(Streams.iterate(0, i -> i), (i, j) -> fails(i)),
                s -> s.flatMap(i -> Streams.of(fails(i))),
                s -> s.flatMap(2, i -> Streams.of(fails(i))),
                s -> s.switchMap(i -> Streams.of(fails(i))),
                s -> s.map(i -> fails(i)).buffer(5));
        for (UnaryOperator<AsyncStream<Integer>> operator : failing) {
            log.clear();
            List<Integer> seen = new ArrayList<>();
            assertThatThrownBy(() -> run(operator.apply(numbers(1000)).forEach(seen::add)))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThat(seen).containsExactly(0, 1);
            assertThat(log).endsWith("left").doesNotContain("end");
        }
    }

    @Test
    void theFirstFailureOfAMergeCancelsTheOthersAndKeepsWhatTheyFailWith() {
        assertThat(catchThrowable(() -> all(Streams.merge(
                        failingAfter(2)
                                .catching(IllegalStateException.class, e -> Streams.failed(new IOException("first"))),
                        failingInItsCleanUp()))))
                .isInstanceOf(IOException.class)
                .hasMessage("first")
                .satisfies(first -> assertThat(first.getSuppressed()).contains(boom));
    }

    @Async
    private Coroutine<String> askInATaskThatEnds() {
        AsyncStream<Integer> stream = numbers(1000).buffer(2);
        try (TaskScope scope = TaskScope.open(ScopeOptions.defaults().policy(ScopePolicy.SUPERVISE))) {
            Task<Boolean> ask = scope.spawn("ask", stream.advance());
            try {
                await(ask);
            } catch (IllegalStateException expected) {
                log.add(String.valueOf(expected.getMessage()));
            }
        }
        try {
            while (await(stream.advance())) {
                log.add("got " + stream.value());
            }
            return done("ended");
        } catch (IllegalStateException expected) {
            return done(String.valueOf(expected.getMessage()));
        }
    }

    @Test
    void aStreamWhoseTaskHasEndedSaysSoInsteadOfEnding() {
        assertThat(run(askInATaskThatEnds())).startsWith("the task that asked this stream first was cancelled");
        assertThat(log).contains("task `ask` has ended without closing scope `buffer`");
    }
}
