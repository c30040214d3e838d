package dev.heddle.channel;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.Coroutine;
import dev.heddle.TaskScope;
import dev.heddle.annotation.Async;
import dev.heddle.testing.Exploration;
import dev.heddle.testing.Fault;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Queues under every fault in shuffled schedules: what was put in is taken, dropped or still there, once. */
class QueueExplorationTest {
    private static final int SEEDS = 6;

    private static void explore(Supplier<? extends Exploration.Trial> trials) {
        int runs = Exploration.of(trials).seeds(SEEDS).faults(Fault.values()).run();
        assertThat(runs).isGreaterThan(40 * SEEDS);
    }

    /** Workers that may be cancelled in the middle of their work, and somebody who waits for the end of all. */
    private static final class Work implements Exploration.Trial {
        private final Queue<Integer> queue;
        private boolean joined;

        Work(Queue<Integer> queue) {
            this.queue = queue;
        }

        @Async
        private Coroutine<Void> worker() {
            while (true) {
                await(queue.get());
                try {
                    await(yieldNow());
                } finally {
                    queue.taskDone();
                }
            }
        }

        @Override
        public Coroutine<?> program() {
            return TaskScope.run(scope -> {
                scope.spawnDaemon("first", worker());
                scope.spawnDaemon("second", worker());
                for (int i = 0; i < 4; i++) {
                    await(queue.put(i));
                }
                await(queue.join());
                joined = true;
                return done();
            });
        }

        @Override
        public void check() {
            assertThat(!joined || queue.unfinished() == 0).isTrue();
            assertThat(queue.waiters()).isEmpty();
        }
    }

    @Test
    void bounded() {
        explore(() -> new Work(Queue.bounded(1)));
    }

    @Test
    void unbounded() {
        explore(() -> new Work(Queue.unbounded()));
    }

    @Test
    void priority() {
        explore(() -> new Work(Queue.priority(2, Comparator.reverseOrder())));
    }

    @Test
    void lifo() {
        explore(() -> new Work(Queue.lifo(2)));
    }

    /** A queue that is shut down while some put elements in, some take them, and one waits for all to be done. */
    private static final class ShutDown implements Exploration.Trial {
        private enum Manner {
            LEAVING_WHAT_IS_THERE,
            AT_ONCE
        }

        private final Manner manner;
        private final Queue<Integer> queue = Queue.bounded(2);
        private final List<Integer> put = new ArrayList<>();
        private final List<Integer> taken = new ArrayList<>();

        ShutDown(Manner manner) {
            this.manner = manner;
        }

        @Async
        private Coroutine<Void> producer(int from) {
            try {
                for (int element = from; element < from + 3; element++) {
                    await(queue.put(element));
                    put.add(element);
                }
            } catch (ChannelClosed closed) {
                assertThat(queue.isShutDown()).isTrue();
            }
            return done();
        }

        @Async
        private Coroutine<Void> worker() {
            try {
                while (true) {
                    taken.add(await(queue.get()));
                    try {
                        await(yieldNow());
                    } finally {
                        queue.taskDone();
                    }
                }
            } catch (ChannelClosed closed) {
                assertThat(queue.isShutDown()).isTrue();
            }
            return done();
        }

        @Async
        private Coroutine<Void> joiner() {
            await(queue.join());
            assertThat(queue.unfinished()).isZero();
            return done();
        }

        @Override
        public Coroutine<?> program() {
            return TaskScope.run(scope -> {
                scope.spawn(producer(10));
                scope.spawn(producer(20));
                scope.spawn(worker());
                scope.spawn(worker());
                await(yieldNow());
                scope.spawn(joiner());
                await(yieldNow());
                if (manner == Manner.AT_ONCE) {
                    taken.addAll(queue.shutdownNow());
                } else {
                    queue.shutdown();
                }
                await(queue.join());
                return done();
            });
        }

        @Override
        public void check() {
            assertThat(taken).isSubsetOf(put).doesNotHaveDuplicates();
            assertThat(queue.size()).isEqualTo(put.size() - taken.size());
            assertThat(queue.unfinished()).isEqualTo(queue.size());
            assertThat(queue.waiters()).isEmpty();
        }
    }

    @Test
    void shutdown() {
        explore(() -> new ShutDown(ShutDown.Manner.LEAVING_WHAT_IS_THERE));
    }

    @Test
    void shutdownNow() {
        explore(() -> new ShutDown(ShutDown.Manner.AT_ONCE));
    }
}
