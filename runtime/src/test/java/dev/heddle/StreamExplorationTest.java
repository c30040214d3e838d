package dev.heddle;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.emit;
import static dev.heddle.Coroutines.end;
import static dev.heddle.Coroutines.sleep;
import static dev.heddle.Coroutines.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.annotation.Async;
import dev.heddle.stream.Streams;
import dev.heddle.sync.Event;
import dev.heddle.testing.Exploration;
import dev.heddle.testing.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Operators with tasks, under every fault in shuffled schedules: each source is left, and no task stays behind. */
class StreamExplorationTest {
    private static final int SEEDS = 4;
    private static final Duration SECOND = Duration.ofSeconds(1);

    /** What is to be seen of the elements of a stream that is read to its end. */
    private enum Seen {
        ALL,
        SOME
    }

    /** A pipeline that is read to its end, and one of the same kind that is closed after an element. */
    private static final class Reading implements Exploration.Trial {
        private final Function<Reading, AsyncStream<Integer>> pipeline;
        private final Seen seen;
        private final Set<Integer> expected;
        private int open;

        Reading(Seen seen, Set<Integer> expected, Function<Reading, AsyncStream<Integer>> pipeline) {
            this.seen = seen;
            this.expected = expected;
            this.pipeline = pipeline;
        }

        /** Elements from {@code first} on, of which every other comes late. */
        @Async
        AsyncStream<Integer> numbers(int first, int count) {
            open++;
            try {
                for (int i = first; i < first + count; i++) {
                    await(i % 2 == 0 ? yieldNow() : sleep(SECOND));
                    emit(i);
                }
            } finally {
                open--;
            }
            return end();
        }

        @Async
        Coroutine<Integer> later(int element) {
            open++;
            try {
                await(sleep(SECOND));
            } finally {
                open--;
            }
            return done(element);
        }

        @Async
        private Coroutine<Void> readsAll() {
            List<Integer> got = new ArrayList<>();
            try (AsyncStream<Integer> stream = pipeline.apply(this)) {
                while (await(stream.advance())) {
                    got.add(stream.value());
                    await(yieldNow());
                }
            }
            assertThat(got).isSubsetOf(expected).doesNotHaveDuplicates();
            if (seen == Seen.ALL) {
                assertThat(got).hasSameSizeAs(expected);
            }
            return done();
        }

        @Async
        private Coroutine<Void> readsOne() {
            try (AsyncStream<Integer> stream = pipeline.apply(this)) {
                assertThat(await(stream.advance())).isTrue();
                await(yieldNow());
            }
            return done();
        }

        @Override
        public Coroutine<?> program() {
            return TaskScope.run(scope -> {
                scope.spawn("all", readsAll());
                scope.spawn("one", readsOne());
                return done();
            });
        }

        /** A stream one of whose tasks is cancelled fails with that as the cause. */
        @Override
        public boolean allows(Throwable failure) {
            for (Throwable each = failure; each != null; each = each.getCause()) {
                if (each instanceof IllegalStateException && each.getCause() instanceof Cancelled) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public void check() {
            assertThat(open).isZero();
        }
    }

    private static void explore(Seen seen, Set<Integer> expected, Function<Reading, AsyncStream<Integer>> pipeline) {
        int runs = Exploration.of(() -> new Reading(seen, expected, pipeline))
                .seeds(SEEDS)
                .faults(Fault.values())
                .run();
        assertThat(runs).isGreaterThan(20 * SEEDS);
    }

    private static final Set<Integer> THREE = Set.of(0, 1, 2);

    @Test
    void buffer() {
        explore(Seen.ALL, THREE, run -> run.numbers(0, 3).buffer(2));
    }

    @Test
    void mapAsync() {
        explore(Seen.ALL, THREE, run -> run.numbers(0, 3).mapAsync(2, run::later));
    }

    @Test
    void flatMap() {
        explore(
                Seen.ALL,
                Set.of(0, 1, 10, 11, 20, 21),
                run -> run.numbers(0, 3).flatMap(2, i -> run.numbers(10 * i, 2)));
    }

    @Test
    void switchMap() {
        explore(
                Seen.SOME,
                Set.of(0, 1, 10, 11, 20, 21),
                run -> run.numbers(0, 3).switchMap(i -> run.numbers(10 * i, 2)));
    }

    @Test
    void merge() {
        explore(Seen.ALL, Set.of(0, 1, 10, 11), run -> Streams.merge(run.numbers(0, 2), run.numbers(10, 2)));
    }

    @Test
    void conflate() {
        explore(Seen.SOME, THREE, run -> run.numbers(0, 3).conflate());
    }

    @Test
    void debounce() {
        explore(Seen.SOME, THREE, run -> run.numbers(0, 3).debounce(SECOND.dividedBy(2)));
    }

    @Test
    void sample() {
        explore(Seen.SOME, THREE, run -> run.numbers(0, 3).sample(SECOND.dividedBy(2)));
    }

    @Test
    void chunked() {
        explore(
                Seen.ALL,
                THREE,
                run -> run.numbers(0, 3).chunked(2, SECOND.dividedBy(2)).flatMap(Streams::from));
    }

    @Test
    void timeout() {
        explore(Seen.ALL, THREE, run -> run.numbers(0, 3).timeout(SECOND.multipliedBy(9)));
    }

    @Test
    void operatorsOnOperators() {
        explore(
                Seen.ALL,
                Set.of(0, 1, 10, 11),
                run -> run.numbers(0, 2)
                        .buffer(1)
                        .flatMap(2, i -> run.numbers(10 * i, 2).buffer(1))
                        .mapAsync(2, run::later));
    }

    /** One that is closed while calls begin and end: by its consumer, some ticks after the first element, or by a call. */
    private static final class Closing implements Exploration.Trial {
        private final int ticks;
        private final Event closed = new Event();
        private @Nullable AsyncStream<Integer> stream;
        private boolean closing;
        private int open;
        private int late;

        /** With -1 ticks, the call for the last element closes it. */
        Closing(int ticks) {
            this.ticks = ticks;
        }

        @Async
        private static AsyncStream<Integer> numbers() {
            for (int i = 0; i < 8; i++) {
                emit(i);
                await(yieldNow());
            }
            await(sleep(SECOND));
            emit(8);
            return end();
        }

        private Coroutine<Integer> call(int element) {
            if (ticks < 0 && element == 8) {
                Loop.current().rootScope().spawnEagerly(close());
            }
            return called(element);
        }

        @Async
        private Coroutine<Integer> called(int element) {
            boolean beganLate = closing;
            open++;
            try {
                await(yieldNow());
                if (element > 0) {
                    await(sleep(SECOND.multipliedBy(2)));
                }
                late += beganLate ? 1 : 0;
            } finally {
                open--;
            }
            return done(element);
        }

        @Async
        private Coroutine<Void> close() {
            closing = true;
            try {
                await(Objects.requireNonNull(stream).closeAsync(AsyncCloseable.CloseReason.COMPLETED));
            } finally {
                assertThat(open).isZero();
                closed.set();
            }
            return done();
        }

        @Override
        @Async
        public Coroutine<Void> program() {
            stream = numbers().mapAsync(9, this::call);
            assertThat(await(stream.advance())).isTrue();
            if (ticks < 0) {
                await(closed);
            } else {
                for (int i = 0; i < ticks; i++) {
                    await(yieldNow());
                }
                await(close());
            }
            return done();
        }

        @Override
        public void check() {
            assertThat(late).isZero();
        }
    }

    @Test
    void aCallThatBeginsWhileItsStreamIsClosedDoesNotComeToItsEnd() {
        for (int ticks = -1; ticks < 12; ticks++) {
            int after = ticks;
            assertThat(Exploration.shuffle(50, () -> new Closing(after))).isEqualTo(50);
        }
    }
}
