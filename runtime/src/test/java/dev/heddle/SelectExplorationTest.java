package dev.heddle;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.select;
import static dev.heddle.Coroutines.yieldNow;
import static dev.heddle.SelectCase.onEnd;
import static dev.heddle.SelectCase.onTimeout;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.annotation.Async;
import dev.heddle.channel.Broadcast;
import dev.heddle.channel.Channel;
import dev.heddle.channel.OneShot;
import dev.heddle.channel.Queue;
import dev.heddle.channel.Subscription;
import dev.heddle.channel.Watch;
import dev.heddle.sync.CountDownLatch;
import dev.heddle.sync.Event;
import dev.heddle.sync.Hold;
import dev.heddle.sync.Mutex;
import dev.heddle.sync.Semaphore;
import dev.heddle.testing.Exploration;
import dev.heddle.testing.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Selects among operations of all kinds, under every fault in shuffled schedules: one is done, the others leave no trace. */
@SuppressWarnings("try") // a hold is held, not used
class SelectExplorationTest {
    private static final int SEEDS = 4;

    /** Some who choose what can be done, and one who lets one operation after the other be possible. */
    private static final class Choices implements Exploration.Trial {
        private final Mutex mutex = new Mutex();
        private final Semaphore semaphore = new Semaphore(1);
        private final Channel<Integer> in = Channel.rendezvous();
        private final Channel<Integer> out = Channel.bounded(1);
        private final Queue<Integer> queue = Queue.bounded(1);
        private final Broadcast<Integer> broadcast = Broadcast.bounded(1);
        private final Event event = new Event();
        private final CountDownLatch latch = new CountDownLatch(1);
        private final Watch<Integer> level = new Watch<>(0);
        private final OneShot<Integer> last = new OneShot<>();

        private final List<Integer> sent = new ArrayList<>();
        private final List<Integer> received = new ArrayList<>();
        private final List<Integer> sentOut = new ArrayList<>();
        private final List<Integer> receivedOut = new ArrayList<>();
        private final List<Integer> put = new ArrayList<>();
        private int inside;

        @Async
        private Coroutine<Void> holds(Hold hold) {
            inside++;
            try (hold) {
                assertThat(inside).isLessThanOrEqualTo(2);
                await(yieldNow());
            } finally {
                inside--;
            }
            return done();
        }

        private static Coroutine<Void> adds(List<Integer> list, int element) {
            list.add(element);
            return done();
        }

        @Async
        private Coroutine<Void> chooser(int number, Subscription<Integer> news) {
            try (news) {
                for (int i = 0; i < 3; i++) {
                    int element = 10 * number + i;
                    await(select(
                            in.onReceive(x -> adds(received, x)),
                            mutex.onAcquire(this::holds),
                            out.onSend(element, nothing -> adds(sentOut, element)),
                            semaphore.onAcquire(this::holds),
                            queue.onPut(element, nothing -> adds(put, element)),
                            news.onReceive(x -> done()),
                            event.onSet(nothing -> done()),
                            latch.onZero(nothing -> done()),
                            level.onValue(x -> x > 0, x -> done()),
                            last.onValue(x -> done()),
                            onTimeout(Duration.ofSeconds(1), nothing -> done())));
                }
            }
            return done();
        }

        @Async
        private Coroutine<Void> opener() {
            try (Hold first = await(mutex.acquire());
                    Hold second = await(semaphore.acquire())) {
                await(out.send(0));
                sentOut.add(0);
                await(queue.put(0));
                put.add(0);
                await(yieldNow());
                await(in.send(1));
                sent.add(1);
                await(yieldNow());
                receivedOut.add(await(out.receive()));
            }
            await(broadcast.send(1));
            await(yieldNow());
            level.set(1);
            level.set(0);
            await(yieldNow());
            latch.countDown();
            event.set();
            last.set(1);
            return done();
        }

        @Override
        public Coroutine<?> program() {
            return TaskScope.run(scope -> {
                Task<Void> opening = scope.spawn("opener", opener());
                for (int i = 1; i <= 3; i++) {
                    scope.spawn("chooser " + i, chooser(i, broadcast.subscribe()));
                }
                return select(onEnd(opening, nothing -> done()), onTimeout(Duration.ofHours(1), nothing -> {
                    opening.cancel("nobody is there any more who takes what it has");
                    return done();
                }));
            });
        }

        @Override
        public void check() {
            assertThat(received).isEqualTo(sent);
            assertThat(out.accepted()).isEqualTo(sentOut.size());
            assertThat(receivedOut).isSubsetOf(sentOut).hasSize(sentOut.size() - out.size());
            assertThat(queue.size()).isEqualTo(put.size());
            assertThat(inside).isZero();
            assertThat(mutex.owner()).isNull();
            assertThat(semaphore.free()).isEqualTo(1);
            assertThat(List.<Waitable>of(mutex, semaphore, in, out, queue, broadcast, event, latch, level, last))
                    .allSatisfy(each -> assertThat(each.waiters()).isEmpty());
        }
    }

    @Test
    void operationsOfAllKinds() {
        int runs =
                Exploration.of(Choices::new).seeds(SEEDS).faults(Fault.values()).run();
        assertThat(runs).isGreaterThan(40 * SEEDS);
    }
}
