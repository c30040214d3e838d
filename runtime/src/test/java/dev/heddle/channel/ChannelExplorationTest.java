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
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Channels under every cancellation in shuffled schedules: what was sent is received or still there, once. */
class ChannelExplorationTest {
    private static final int SEEDS = 6;

    /** Two tasks that send and two that receive, through one channel. */
    private static class Traffic implements Exploration.Trial {
        private final List<Integer> sent = new ArrayList<>();
        private final List<Integer> received = new ArrayList<>();
        private final Channel<Integer> channel;

        Traffic(Channel<Integer> channel) {
            this.channel = channel;
        }

        Coroutine<Void> send(Sender<Integer> to, int element) {
            return to.send(element);
        }

        Coroutine<Integer> receive(Channel<Integer> from) {
            return from.receiveOrNull();
        }

        @Async
        private Coroutine<Void> producer(Sender<Integer> to, int from) {
            try (to) {
                for (int element = from; element < from + 3; element++) {
                    await(send(to, element));
                    sent.add(element);
                }
            }
            return done();
        }

        @Async
        private Coroutine<Void> consumer() {
            for (Integer next = await(receive(channel)); next != null; next = await(receive(channel))) {
                received.add(next);
                await(yieldNow());
            }
            return done();
        }

        @Override
        public Coroutine<?> program() {
            return TaskScope.run(scope -> {
                Sender<Integer> sender = channel.sender();
                scope.spawn(consumer());
                scope.spawn(producer(sender.another(), 10));
                scope.spawn(producer(sender, 20));
                scope.spawn(consumer());
                return done();
            });
        }

        @Override
        public void check() {
            List<Integer> found = new ArrayList<>(received);
            found.addAll(channel.buffer.drain());
            assertThat(found).containsExactlyInAnyOrderElementsOf(sent);
            assertThat(channel.waiters()).isEmpty();
        }
    }

    /** The same, with each operation as a case of a select beside others that are never chosen, or twice. */
    private static final class Selects extends Traffic {
        private final Channel<Integer> silent = Channel.bounded(1);

        Selects(Channel<Integer> channel) {
            super(channel);
        }

        @Override
        Coroutine<Void> send(Sender<Integer> to, int element) {
            return select(
                    silent.onReceive(never -> done()),
                    to.onSend(element, sent -> done()),
                    to.onSend(element, sent -> done()),
                    onTimeout(Duration.ofSeconds(1), late -> done()));
        }

        @Override
        Coroutine<Integer> receive(Channel<Integer> from) {
            return select(
                    from.onReceiveOrNull(x -> done(x)),
                    silent.onReceive(x -> done(x)),
                    from.onReceiveOrNull(x -> done(x)));
        }

        @Override
        public void check() {
            super.check();
            assertThat(silent.waiters()).isEmpty();
            assertThat(silent.accepted()).isZero();
        }
    }

    private static void explore(Supplier<? extends Exploration.Trial> trials) {
        assertThat(Exploration.cancelEverywhere(SEEDS, trials)).isGreaterThan(40 * SEEDS);
    }

    @Test
    void bounded() {
        explore(() -> new Traffic(Channel.bounded(1)));
    }

    @Test
    void rendezvous() {
        explore(() -> new Traffic(Channel.rendezvous()));
    }

    @Test
    void unbounded() {
        explore(() -> new Traffic(Channel.unbounded()));
    }

    @Test
    void priority() {
        explore(() -> new Traffic(Channel.priority(2, Comparator.reverseOrder())));
    }

    @Test
    void lifo() {
        explore(() -> new Traffic(Channel.lifo(2)));
    }

    @Test
    void selectsOnABoundedOne() {
        explore(() -> new Selects(Channel.bounded(1)));
    }

    @Test
    void selectsOnARendezvous() {
        explore(() -> new Selects(Channel.rendezvous()));
    }

    /** Workers that may be cancelled in the middle of their work, and somebody who waits for the end of all. */
    private static final class Work implements Exploration.Trial {
        private final Queue<Integer> queue = Queue.bounded(1);
        private boolean joined;

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
    void queue() {
        explore(Work::new);
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
}
