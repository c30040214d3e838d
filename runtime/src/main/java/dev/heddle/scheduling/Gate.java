package dev.heddle.scheduling;

import dev.heddle.Coroutine;
import dev.heddle.Task;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Where tasks wait until all may pass: the queue of events, latches and their like. Confined to the loop thread. */
public final class Gate {
    private final Shared owner;
    private final BooleanSupplier open;
    private final WaitQueue<Passing> line;

    /** Belongs to {@code owner}, which opens and shuts it. */
    public Gate(Shared owner, BooleanSupplier open) {
        this.owner = owner;
        this.open = open;
        line = new WaitQueue<>(owner);
    }

    /** Lets all pass that wait. */
    public void letAllPass() {
        for (Passing next = line.poll(); next != null; next = line.poll()) {
            next.serve(null);
        }
    }

    /** The wait of one task, until {@code open} is true. */
    public Passing passing() {
        return new Passing();
    }

    /** The coroutine as one that gives nothing. */
    @SuppressWarnings("unchecked")
    public static Coroutine<Void> nothing(Coroutine<? extends @Nullable Void> coroutine) {
        return (Coroutine<Void>) coroutine;
    }

    /** The tasks that wait, in order. */
    public List<Task<?>> tasks() {
        return line.tasks();
    }

    /** Ends when the gate is open. */
    public final class Passing extends Waiter<@Nullable Void> {
        private Passing() {}

        @Override
        protected @Nullable Object attempt() {
            owner.confine("await");
            return open.getAsBoolean() ? null : NOT_YET;
        }

        @Override
        protected void enqueue() {
            line.add(this);
        }

        @Override
        public String toString() {
            return owner.toString();
        }
    }
}
