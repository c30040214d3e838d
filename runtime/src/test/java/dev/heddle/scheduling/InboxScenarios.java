package dev.heddle.scheduling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Consumer;

/** A loop and two producers around an inbox, small enough for {@link Interleavings}. */
final class InboxScenarios {
    private InboxScenarios() {}

    /** What the scenarios need of an inbox, real or broken. */
    interface Box {
        boolean offer(Runnable message);

        void drain(Consumer<? super Runnable> receiver);

        boolean prepareToSleep();

        void awake();

        void close(Consumer<? super Runnable> receiver);
    }

    /** A loop that sleeps as the engines do: a wake-up is remembered until a sleep has ended by it. */
    abstract static class LoopScenario implements Interleavings.Scenario {
        volatile boolean woken;
        final List<String> accepted = new ArrayList<>();
        final List<String> delivered = new ArrayList<>();
        final Box box = box();
        int sleeps;
        int wakeUps;

        Box box() {
            return new RealBox(this::wakeUp);
        }

        final void wakeUp() {
            wakeUps++;
            woken = true;
        }

        final void send(String... messages) {
            for (String message : messages) {
                if (box.offer(() -> delivered.add(message))) {
                    accepted.add(message);
                }
            }
        }

        final void receive(int messages) {
            while (delivered.size() < messages) {
                if (box.prepareToSleep()) {
                    sleeps++;
                    sleep();
                }
                box.awake();
                box.drain(Runnable::run);
            }
        }

        void sleep() {
            Interleavings.waitUntil(() -> woken);
            woken = false;
        }

        @Override
        public void check() {
            assertThat(delivered).as("accepted and lost").containsExactlyInAnyOrderElementsOf(accepted);
        }
    }

    static final class OneProducer extends LoopScenario {
        @Override
        public List<Runnable> actors() {
            return List.of(() -> receive(3), () -> send("a1", "a2", "a3"));
        }

        @Override
        public void check() {
            super.check();
            assertThat(delivered).containsExactly("a1", "a2", "a3");
            assertThat(wakeUps).isLessThanOrEqualTo(sleeps);
        }
    }

    static class TwoProducers extends LoopScenario {
        @Override
        public List<Runnable> actors() {
            return List.of(() -> receive(2), () -> send("a"), () -> send("b"));
        }

        @Override
        public void check() {
            super.check();
            assertThat(delivered).hasSize(2);
            assertThat(wakeUps).isLessThanOrEqualTo(sleeps);
        }
    }

    static final class WithTimeout extends LoopScenario {
        volatile boolean timedOut;

        @Override
        public List<Runnable> actors() {
            return List.of(() -> receive(2), () -> send("a1", "a2"), () -> timedOut = true);
        }

        @Override
        void sleep() {
            Interleavings.waitUntil(() -> woken || timedOut);
            timedOut = false;
            woken = false;
        }
    }

    static class Closing extends LoopScenario {
        @Override
        public List<Runnable> actors() {
            return List.of(this::drainAndClose, () -> send("a1", "a2"), () -> send("b"));
        }

        private void drainAndClose() {
            box.drain(Runnable::run);
            box.close(Runnable::run);
        }
    }

    static class NoSecondLook extends TwoProducers {
        @Override
        Box box() {
            return new FlagBox(this::wakeUp);
        }

        @Override
        public void check() {}
    }

    static final class SecondLook extends NoSecondLook {
        @Override
        Box box() {
            return new FlagBox(this::wakeUp) {
                @Override
                public boolean prepareToSleep() {
                    return super.prepareToSleep() && isEmpty();
                }
            };
        }
    }

    static final class ClosedByFlag extends Closing {
        @Override
        Box box() {
            return new FlagBox(this::wakeUp);
        }
    }

    private record RealBox(Inbox inbox) implements Box {
        RealBox(Runnable wakeUp) {
            this(new Inbox(wakeUp));
        }

        @Override
        public boolean offer(Runnable message) {
            return inbox.offer(message);
        }

        @Override
        public void drain(Consumer<? super Runnable> receiver) {
            inbox.drain(receiver);
        }

        @Override
        public boolean prepareToSleep() {
            return inbox.prepareToSleep();
        }

        @Override
        public void awake() {
            inbox.awake();
        }

        @Override
        public void close(Consumer<? super Runnable> receiver) {
            inbox.close(receiver);
        }
    }

    /** The usual inbox of queue and flags, without what makes it right. */
    private static class FlagBox implements Box {
        private final Queue<Runnable> queue = new ArrayDeque<>();
        private final Runnable wakeUp;
        private volatile boolean asleep;
        private volatile boolean closed;

        FlagBox(Runnable wakeUp) {
            this.wakeUp = wakeUp;
        }

        @Override
        public boolean offer(Runnable message) {
            if (closed) {
                return false;
            }
            Interleavings.step("queue", true);
            queue.add(message);
            if (asleep) {
                wakeUp.run();
            }
            return true;
        }

        @Override
        public void drain(Consumer<? super Runnable> receiver) {
            while (!isEmpty()) {
                Interleavings.step("queue", true);
                receiver.accept(queue.remove());
            }
        }

        @Override
        public boolean prepareToSleep() {
            if (!isEmpty()) {
                return false;
            }
            asleep = true;
            return true;
        }

        @Override
        public void awake() {
            asleep = false;
        }

        @Override
        public void close(Consumer<? super Runnable> receiver) {
            closed = true;
            drain(receiver);
        }

        final boolean isEmpty() {
            Interleavings.step("queue", false);
            return queue.isEmpty();
        }
    }
}
