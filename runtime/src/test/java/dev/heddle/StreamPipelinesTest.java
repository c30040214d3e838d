package dev.heddle;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.emit;
import static dev.heddle.Coroutines.end;
import static dev.heddle.Coroutines.sleep;
import static dev.heddle.Coroutines.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.annotation.Async;
import dev.heddle.stream.Streams;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Pipelines made at random, beside the same ones of {@link java.util.stream.Stream}. */
class StreamPipelinesTest {
    private static final int PIPELINES = 3000;

    /** A pipeline in both worlds, with what it is in words. */
    private record Pipeline(String text, AsyncStream<Integer> stream, Stream<Integer> oracle) {
        Pipeline then(
                String operator,
                Function<AsyncStream<Integer>, AsyncStream<Integer>> next,
                Function<Stream<Integer>, Stream<Integer>> oracleNext) {
            return new Pipeline(text + "." + operator, next.apply(stream), oracleNext.apply(oracle));
        }
    }

    private final long seed = Long.getLong("heddle.seed", System.nanoTime());
    private final SplittableRandom random = new SplittableRandom(seed);
    private int open;

    @Async
    private AsyncStream<Integer> source(int size, long waits) {
        SplittableRandom schedule = new SplittableRandom(waits);
        open++;
        try {
            for (int i = 0; i < size; i++) {
                switch (schedule.nextInt(3)) {
                    case 0 -> await(sleep(Duration.ofMillis(schedule.nextInt(20))));
                    case 1 -> await(yieldNow());
                    default -> {}
                }
                emit(i);
            }
        } finally {
            open--;
        }
        return end();
    }

    private Pipeline source() {
        int size = random.nextInt(12);
        List<Integer> elements = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            elements.add(i);
        }
        return new Pipeline("source(" + size + ")", source(size, random.nextLong()), elements.stream());
    }

    private static Stream<Integer> chunks(Stream<Integer> stream, int size) {
        List<Integer> all = stream.toList();
        List<Integer> sizes = new ArrayList<>();
        for (int i = 0; i < all.size(); i += size) {
            sizes.add(all.subList(i, Math.min(all.size(), i + size)).hashCode());
        }
        return sizes.stream();
    }

    private static Stream<Integer> sums(Stream<Integer> stream) {
        int[] sum = {0};
        return stream.toList().stream().map(i -> sum[0] += i);
    }

    private static Stream<Integer> unrepeated(Stream<Integer> stream) {
        List<Integer> kept = new ArrayList<>();
        stream.forEach(i -> {
            if (kept.isEmpty() || !kept.get(kept.size() - 1).equals(i)) {
                kept.add(i);
            }
        });
        return kept.stream();
    }

    private static Stream<Integer> pairs(Stream<Integer> left, Stream<Integer> right) {
        List<Integer> lefts = left.toList();
        List<Integer> rights = right.toList();
        return Stream.iterate(0, i -> i < Math.min(lefts.size(), rights.size()), i -> i + 1)
                .map(i -> lefts.get(i) * 31 + rights.get(i));
    }

    @Async
    private static Coroutine<Integer> slowly(int element, int millis) {
        await(sleep(Duration.ofMillis(millis)));
        return Coroutines.done(element + 1);
    }

    private Pipeline step(Pipeline before) {
        int n = random.nextInt(1, 5);
        return switch (random.nextInt(18)) {
            case 0 -> before.then("map", s -> s.map(i -> i * n), s -> s.map(i -> i * n));
            case 1 -> before.then("filter", s -> s.filter(i -> i % (n + 1) != 0), s -> s.filter(i -> i % (n + 1) != 0));
            case 2 -> before.then("take(" + n + ")", s -> s.take(n), s -> s.limit(n));
            case 3 -> before.then("drop(" + n + ")", s -> s.drop(n), s -> s.skip(n));
            case 4 -> before.then("takeWhile", s -> s.takeWhile(i -> i < 3 * n), s -> s.takeWhile(i -> i < 3 * n));
            case 5 -> before.then("dropWhile", s -> s.dropWhile(i -> i < n), s -> s.dropWhile(i -> i < n));
            case 6 -> before.then("buffer(" + n + ")", s -> s.buffer(n), s -> s);
            case 7 -> before.then("chunked(" + n + ")", s -> s.chunked(n).map(List::hashCode), s -> chunks(s, n));
            case 8 -> before.then("scan", s -> s.scan(0, Integer::sum), StreamPipelinesTest::sums);
            case 9 ->
                before.then(
                        "distinctUntilChanged",
                        s -> s.map(i -> i / 2).distinctUntilChanged(),
                        s -> unrepeated(s.map(i -> i / 2)));
            case 10 ->
                before.then("flatMap", s -> s.flatMap(i -> Streams.of(i, n)), s -> s.flatMap(i -> Stream.of(i, n)));
            case 11 ->
                before.then(
                        "flatMap(1)",
                        s -> s.flatMap(1, i -> source(n, i)),
                        s -> s.flatMap(i -> Stream.iterate(0, j -> j + 1).limit(n)));
            case 12 -> before.then("mapAsync", s -> s.mapAsync(i -> slowly(i, n)), s -> s.map(i -> i + 1));
            case 13 ->
                before.then(
                        "mapAsync(" + n + ")", s -> s.mapAsync(n, i -> slowly(i, i % 7 + 7)), s -> s.map(i -> i + 1));
            case 14 -> {
                Pipeline other = source();
                yield before.then(
                        "zip(" + other.text() + ")",
                        s -> s.zip(other.stream(), (a, b) -> a * 31 + b),
                        s -> pairs(s, other.oracle()));
            }
            case 15 -> {
                Pipeline other = source();
                yield before.then(
                        "concat(" + other.text() + ")",
                        s -> Streams.concat(s, other.stream()),
                        s -> Stream.concat(s, other.oracle()));
            }
            case 16 -> {
                Pipeline other = source();
                yield before.then(
                        "merge(" + other.text() + ").count",
                        s -> Streams.merge(s, other.stream()).scan(0, (count, i) -> count + 1),
                        s -> {
                            long count =
                                    Stream.concat(s, other.oracle()).toList().size();
                            return Stream.iterate(1, i -> i + 1).limit(count);
                        });
            }
            default -> before.then("timeout", s -> s.timeout(Duration.ofHours(1)), s -> s);
        };
    }

    @Test
    void pipelinesGiveWhatThoseOfJavaUtilStreamGive() {
        for (int i = 0; i < PIPELINES; i++) {
            Pipeline pipeline = source();
            for (int steps = random.nextInt(6); steps >= 0; steps--) {
                pipeline = step(pipeline);
            }
            String name = pipeline.text() + " with -Dheddle.seed=" + seed;
            World world = new World();
            assertThat(world.run(pipeline.stream().toList()))
                    .as(name)
                    .containsExactlyElementsOf(pipeline.oracle().toList());
            assertThat(open).as("open sources of " + name).isZero();
            assertThat(world.reports).as(name).isEmpty();
        }
    }
}
