package dev.heddle.channel;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.select;
import static dev.heddle.Coroutines.yieldNow;
import static dev.heddle.SelectCase.onTimeout;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.Coroutine;
import dev.heddle.TaskScope;
import dev.heddle.annotation.Async;
import dev.heddle.testing.Exploration;
import dev.heddle.testing.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What several tasks watch, under every fault in shuffled schedules. */
class BroadcastExplorationTest {
    private static final int SEEDS = 6;

    private static void explore(Supplier<? extends Exploration.Trial> trials) {
        int runs = Exploration.of(trials).seeds(SEEDS).faults(Fault.values()).run();
        assertThat(runs).isGreaterThan(40 * SEEDS);
    }

    /** Two subscribers, of which those that are not cancelled get everything in order. */
    private static final class News implements Exploration.Trial {
        private final Broadcast<Integer> broadcast = Broadcast.bounded(1);
        private final List<Integer> sent = new ArrayList<>();
        private final List<List<Integer>> complete = new ArrayList<>();

        @Async
        private Coroutine<Void> reader(Subscription<Integer> subscription) {
            List<Integer> got = new ArrayList<>();
            try (subscription) {
                for (Integer next = await(subscription.receiveOrNull());
                        next != null;
                        next = await(subscription.receiveOrNull())) {
                    got.add(next);
                    await(yieldNow());
                }
            }
            complete.add(got);
            return done();
        }

        @Async
        private Coroutine<Void> writer() {
            try (broadcast) {
                for (int i = 0; i < 4; i++) {
                    await(broadcast.send(i));
                    sent.add(i);
                }
            }
            return done();
        }

        @Override
        public Coroutine<?> program() {
            return TaskScope.run(scope -> {
                scope.spawn(reader(broadcast.subscribe()));
                scope.spawn(reader(broadcast.subscribe()));
                scope.spawn(writer());
                return done();
            });
        }

        @Override
        public void check() {
            assertThat(complete).allSatisfy(got -> assertThat(got).isEqualTo(sent));
            assertThat(broadcast.waiters()).isEmpty();
        }
    }

    @Test
    void broadcast() {
        explore(News::new);
    }

    /** One who sets, and two who follow until the end. */
    private static final class Levels implements Exploration.Trial {
        private final Watch<Integer> level = new Watch<>(0);
        private final OneShot<Integer> last = new OneShot<>();

        @Async
        private Coroutine<Void> follower(Watch.Observer<Integer> observer) {
            int seen = 0;
            try {
                while (true) {
                    int next = await(observer.next());
                    assertThat(next).isGreaterThan(seen);
                    seen = next;
                    await(yieldNow());
                }
            } catch (ChannelClosed closed) {
                assertThat(seen).isEqualTo(level.value());
            }
            try {
                assertThat(await(last)).isEqualTo(seen);
            } catch (ChannelClosed withoutValue) {
                assertThat(last.isDone()).isTrue();
            }
            return done();
        }

        @Async
        private Coroutine<Void> setter() {
            try (last;
                    level) {
                for (int i = 1; i <= 3; i++) {
                    level.set(i);
                    await(yieldNow());
                    await(yieldNow());
                }
                last.set(3);
            }
            return done();
        }

        @Override
        public Coroutine<?> program() {
            return TaskScope.run(scope -> {
                scope.spawn(follower(level.observe()));
                scope.spawn(follower(level.observe()));
                scope.spawn(setter());
                return done();
            });
        }

        @Override
        public void check() {
            assertThat(level.waiters()).isEmpty();
            assertThat(last.waiters()).isEmpty();
        }
    }

    @Test
    void watchAndOneShot() {
        explore(Levels::new);
    }

    /** Two subscribers that are slower than the one who sends, and know how much they have missed. */
    private static final class Gazette implements Exploration.Trial {
        private final Broadcast<Integer> broadcast = Broadcast.lossy(1);
        private final List<Integer> sent = new ArrayList<>();

        @Async
        private Coroutine<Void> reader(Subscription<Integer> subscription, int pauses) {
            List<Integer> got = new ArrayList<>();
            try (subscription) {
                for (Integer next = await(subscription.receiveOrNull());
                        next != null;
                        next = await(subscription.receiveOrNull())) {
                    got.add(next);
                    for (int i = 0; i < pauses; i++) {
                        await(yieldNow());
                    }
                }
            }
            assertThat(got).isSubsetOf(sent).isSorted().doesNotHaveDuplicates();
            assertThat(got.size() + subscription.missed()).isEqualTo(sent.size());
            if (!sent.isEmpty()) {
                assertThat(got).endsWith(sent.get(sent.size() - 1));
            }
            return done();
        }

        @Async
        private Coroutine<Void> writer() {
            try (broadcast) {
                for (int i = 0; i < 4; i++) {
                    await(broadcast.send(i));
                    sent.add(i);
                    await(yieldNow());
                }
            }
            return done();
        }

        @Override
        public Coroutine<?> program() {
            return TaskScope.run(scope -> {
                scope.spawn(reader(broadcast.subscribe(), 1));
                scope.spawn(reader(broadcast.subscribe(), 3));
                scope.spawn(writer());
                return done();
            });
        }

        @Override
        public void check() {
            assertThat(broadcast.waiters()).isEmpty();
        }
    }

    @Test
    void lossyBroadcast() {
        explore(Gazette::new);
    }

    /** One who sets, and some who wait for values of which one never comes. */
    private static final class Goals implements Exploration.Trial {
        private final Watch<Integer> level = new Watch<>(0);

        @Async
        private Coroutine<Void> waiter(int wanted) {
            try {
                assertThat(await(level.until(value -> value >= wanted))).isGreaterThanOrEqualTo(wanted);
            } catch (ChannelClosed closed) {
                assertThat(level.isClosed()).isTrue();
                assertThat(level.value()).isLessThan(wanted);
            }
            return done();
        }

        @Async
        private Coroutine<Void> selector(int wanted) {
            int reached = await(select(
                    level.onValue(value -> value >= wanted, value -> done(value)),
                    onTimeout(Duration.ofSeconds(1), late -> done(-1))));
            assertThat(reached).isGreaterThanOrEqualTo(wanted);
            return done();
        }

        @Async
        private Coroutine<Void> setter() {
            try (level) {
                for (int i = 1; i <= 3; i++) {
                    level.set(i);
                    await(yieldNow());
                }
            }
            return done();
        }

        @Override
        public Coroutine<?> program() {
            return TaskScope.run(scope -> {
                scope.spawn(waiter(1));
                scope.spawn(waiter(3));
                scope.spawn(waiter(9));
                scope.spawn(selector(1));
                await(yieldNow());
                scope.spawn(setter());
                return done();
            });
        }

        @Override
        public void check() {
            assertThat(level.waiters()).isEmpty();
        }
    }

    @Test
    void watchUntil() {
        explore(Goals::new);
    }
}
