package dev.heddle.channel;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.sleep;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.Coroutine;
import dev.heddle.Task;
import dev.heddle.TaskScope;
import dev.heddle.World;
import dev.heddle.annotation.Async;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Random sends, receives, subscriptions and cancellations, with the elements that a list for each subscriber would give. */
class BroadcastModelTest {
    private static final int SEEDS = 300;
    private static final int ACTIONS = 60;

    /** A subscriber, and the list that its buffer should be. */
    private static final class Subscriber {
        final Subscription<Integer> subscription;
        final List<Integer> buffer = new ArrayList<>();
        long missed;

        Subscriber(Subscription<Integer> subscription) {
            this.subscription = subscription;
        }
    }

    /** A send that waits. */
    private record Waiting(int element, Task<Void> task) {}

    private static final class Run {
        private final Random random;
        private final int capacity;
        private final boolean lossy;
        private final Broadcast<Integer> broadcast;
        private final List<Integer> sent = new ArrayList<>();

        private final List<Subscriber> subscribers = new ArrayList<>();
        private final List<Waiting> senders = new ArrayList<>();
        private final List<Integer> shouldBeSent = new ArrayList<>();

        Run(int seed) {
            random = new Random(seed);
            capacity = 1 + random.nextInt(3);
            lossy = random.nextBoolean();
            broadcast = lossy ? Broadcast.lossy(capacity) : Broadcast.bounded(capacity);
        }

        @Async
        private Coroutine<Void> sends(int element) {
            await(broadcast.send(element));
            sent.add(element);
            return done();
        }

        @Async
        Coroutine<Void> actions(TaskScope scope) {
            for (int element = 0; element < ACTIONS; element++) {
                act(scope, element);
                settle();
                await(sleep(Duration.ofNanos(1))); // virtual time goes on when nothing is ready
                assertThat(sent).isEqualTo(shouldBeSent);
                assertThat(broadcast.waiters()).hasSize(senders.size());
                for (Subscriber each : subscribers) {
                    assertThat(each.subscription.size()).isEqualTo(each.buffer.size());
                    assertThat(each.subscription.missed()).isEqualTo(each.missed);
                }
            }
            subscribers.forEach(each -> each.subscription.close());
            return done();
        }

        private void act(TaskScope scope, int element) {
            switch (random.nextInt(10)) {
                case 0 -> subscribers.add(new Subscriber(broadcast.subscribe()));
                case 1 -> {
                    if (!subscribers.isEmpty() && random.nextInt(3) == 0) {
                        subscribers
                                .remove(random.nextInt(subscribers.size()))
                                .subscription
                                .close();
                    }
                }
                case 2, 3, 4, 5 -> senders.add(new Waiting(element, scope.spawn(sends(element))));
                case 6 -> {
                    if (!senders.isEmpty()) {
                        senders.remove(random.nextInt(senders.size())).task.cancel();
                    }
                }
                default -> {
                    if (!subscribers.isEmpty()) {
                        Subscriber reader = subscribers.get(random.nextInt(subscribers.size()));
                        Integer expected = reader.buffer.isEmpty() ? null : reader.buffer.remove(0);
                        assertThat(reader.subscription.tryReceive()).isEqualTo(expected);
                    }
                }
            }
        }

        /** Lets those send who can, in order. */
        private void settle() {
            while (!senders.isEmpty()
                    && (lossy || subscribers.stream().allMatch(each -> each.buffer.size() < capacity))) {
                int element = senders.remove(0).element;
                shouldBeSent.add(element);
                for (Subscriber each : subscribers) {
                    if (each.buffer.size() == capacity) {
                        each.buffer.remove(0);
                        each.missed++;
                    }
                    each.buffer.add(element);
                }
            }
        }
    }

    @Test
    void eachSubscriberGetsWhatItsListHas() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Run run = new Run(seed);
            try {
                new World().run(TaskScope.run(run::actions));
            } catch (Throwable failure) {
                throw new AssertionError("failed with seed " + seed, failure);
            }
        }
    }
}
