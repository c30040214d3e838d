package dev.heddle.channel;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.select;
import static dev.heddle.Coroutines.sleep;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.Coroutine;
import dev.heddle.Task;
import dev.heddle.TaskScope;
import dev.heddle.World;
import dev.heddle.annotation.Async;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Random sends, receives, cancellations and closings, with the outcomes that a few lists would give. */
class ChannelModelTest {
    private static final int SEEDS = 300;
    private static final int ACTIONS = 60;

    /** Which element of a list is next. */
    private enum Kind {
        FIFO,
        LIFO,
        PRIORITY;

        int next(List<Integer> elements) {
            return switch (this) {
                case FIFO -> 0;
                case LIFO -> elements.size() - 1;
                case PRIORITY -> elements.indexOf(Collections.min(elements, ORDER));
            };
        }

        Channel<Integer> channel(int capacity) {
            return switch (this) {
                case FIFO -> capacity == 0 ? Channel.rendezvous() : Channel.bounded(capacity);
                case LIFO -> Channel.lifo(capacity);
                case PRIORITY -> Channel.priority(capacity, ORDER);
            };
        }
    }

    /** Has many equal elements. */
    private static final Comparator<Integer> ORDER = Comparator.comparing(element -> element % 3);

    /** The channel as lists: what is in it, who waits, and how each operation has ended. */
    private static final class Model {
        final int capacity;
        final Kind kind;
        final List<Integer> buffer = new ArrayList<>();
        final Map<Integer, Integer> sending = new LinkedHashMap<>();
        final List<Integer> receiving = new ArrayList<>();
        final Map<Integer, String> ended = new LinkedHashMap<>();
        boolean closed;

        Model(int capacity, Kind kind) {
            this.capacity = capacity;
            this.kind = kind;
        }

        void send(int operation, int element) {
            if (closed) {
                ended.put(operation, "closed");
            } else if (!receiving.isEmpty()) {
                ended.put(receiving.remove(0), "got " + element);
                ended.put(operation, "sent");
            } else if (buffer.size() < capacity) {
                buffer.add(element);
                ended.put(operation, "sent");
            } else {
                sending.put(operation, element);
            }
        }

        void receive(int operation) {
            Integer element = next();
            if (element != null) {
                ended.put(operation, "got " + element);
            } else if (closed) {
                ended.put(operation, "closed");
            } else {
                receiving.add(operation);
            }
        }

        private @Nullable Integer next() {
            Integer taken = buffer.isEmpty() ? null : buffer.remove(kind.next(buffer));
            if (sending.isEmpty()) {
                return taken;
            }
            Map.Entry<Integer, Integer> sender = sending.entrySet().iterator().next();
            sending.remove(sender.getKey());
            ended.put(sender.getKey(), "sent");
            if (taken == null) {
                return sender.getValue();
            }
            buffer.add(sender.getValue());
            return taken;
        }

        void cancel(int operation) {
            if (sending.remove(operation) != null || receiving.remove((Integer) operation)) {
                ended.put(operation, "cancelled");
            }
        }

        void close() {
            closed = true;
            sending.keySet().forEach(sender -> ended.put(sender, "closed"));
            sending.clear();
            receiving.forEach(receiver -> ended.put(receiver, "closed"));
            receiving.clear();
        }
    }

    /** One run: each action is done to the channel and to the model. */
    private static final class Run {
        private final Random random;
        private final Channel<Integer> channel;
        private final Channel<Integer> silent = Channel.rendezvous();
        private final Model model;
        private final Map<Integer, Task<Void>> tasks = new LinkedHashMap<>();
        private final Map<Integer, String> ended = new LinkedHashMap<>();
        private int operations;

        Run(int seed) {
            random = new Random(seed);
            int capacity = random.nextInt(4);
            Kind kind = capacity == 0 ? Kind.FIFO : Kind.values()[random.nextInt(3)];
            channel = kind.channel(capacity);
            model = new Model(capacity, kind);
        }

        @Async
        private Coroutine<Void> sends(int operation, int element, boolean selects) {
            try {
                if (selects) {
                    await(select(channel.onSend(element, sent -> done()), silent.onReceive(never -> done())));
                } else {
                    await(channel.send(element));
                }
                ended.put(operation, "sent");
            } catch (ChannelClosed closed) {
                ended.put(operation, "closed");
            }
            return done();
        }

        @Async
        private Coroutine<Void> receives(int operation, boolean selects) {
            try {
                int element = selects
                        ? await(select(silent.onReceive(x -> done(x)), channel.onReceive(x -> done(x))))
                        : await(channel.receive());
                ended.put(operation, "got " + element);
            } catch (ChannelClosed closed) {
                ended.put(operation, "closed");
            }
            return done();
        }

        @Async
        Coroutine<Void> actions(TaskScope scope) {
            for (int i = 0; i < ACTIONS; i++) {
                act(scope);
                await(sleep(Duration.ofNanos(1))); // virtual time goes on when nothing is ready
                tasks.forEach((operation, task) -> {
                    if (task.state() == Task.State.CANCELLED) {
                        ended.put(operation, "cancelled");
                    }
                });
                assertThat(ended).isEqualTo(model.ended);
                assertThat(channel.size()).isEqualTo(model.buffer.size());
                assertThat(channel.waiters()).hasSize(model.sending.size() + model.receiving.size());
                assertThat(silent.waiters())
                        .hasSizeLessThanOrEqualTo(channel.waiters().size());
            }
            if (!model.closed) {
                channel.close();
            }
            return done();
        }

        private void act(TaskScope scope) {
            int operation = operations++;
            switch (random.nextInt(12)) {
                case 0, 1, 2, 3 -> {
                    model.send(operation, operation);
                    tasks.put(operation, scope.spawn(sends(operation, operation, random.nextBoolean())));
                }
                case 4, 5, 6, 7 -> {
                    model.receive(operation);
                    tasks.put(operation, scope.spawn(receives(operation, random.nextBoolean())));
                }
                case 8, 9, 10 -> {
                    int victim = random.nextInt(operation + 1);
                    Task<Void> task = tasks.get(victim);
                    if (task != null) {
                        model.cancel(victim);
                        task.cancel();
                    }
                }
                default -> {
                    if (random.nextInt(8) == 0 && !model.closed) {
                        model.close();
                        channel.close();
                    }
                }
            }
        }
    }

    @Test
    void aChannelIsWhatItsModelIs() {
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
