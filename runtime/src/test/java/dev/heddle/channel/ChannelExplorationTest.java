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
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Channels under every fault in shuffled schedules: what was sent is received or still there, once. */
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
        int runs = Exploration.of(trials).seeds(SEEDS).faults(Fault.values()).run();
        assertThat(runs).isGreaterThan(60 * SEEDS);
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

    /** Two who receive through ends of their own until they have enough: the last to leave closes the channel. */
    private static final class Ends implements Exploration.Trial {
        private final Channel<Integer> channel = Channel.bounded(1);
        private final List<Integer> sent = new ArrayList<>();
        private final List<Integer> received = new ArrayList<>();

        @Async
        private Coroutine<Void> producer(Sender<Integer> to, int from) {
            try (to) {
                for (int element = from; element < from + 3; element++) {
                    await(to.send(element));
                    sent.add(element);
                }
            } catch (ChannelClosed closed) {
                assertThat(channel.isClosed()).isTrue();
            }
            return done();
        }

        @Async
        private Coroutine<Void> consumer(Receiver<Integer> from, int enough) {
            try (from) {
                for (int i = 0; i < enough; i++) {
                    received.add(await(from.receive()));
                    await(yieldNow());
                }
                received.add(await(select(from.onReceive(x -> done(x)), from.onReceive(x -> done(x)))));
            } catch (ChannelClosed closed) {
                assertThat(channel.isClosed()).isTrue();
            }
            return done();
        }

        @Override
        public Coroutine<?> program() {
            return TaskScope.run(scope -> {
                Receiver<Integer> receiver = channel.receiver();
                Sender<Integer> sender = channel.sender();
                scope.spawn(consumer(receiver.another(), 2));
                scope.spawn(consumer(receiver, 0));
                scope.spawn(producer(sender.another(), 10));
                scope.spawn(producer(sender, 20));
                return done();
            });
        }

        @Override
        public void check() {
            assertThat(received).isSubsetOf(sent).doesNotHaveDuplicates();
            assertThat(sent).hasSize((int) channel.accepted());
            assertThat(channel.waiters()).isEmpty();
        }
    }

    @Test
    void receiversThatLeave() {
        explore(Ends::new);
    }
}
