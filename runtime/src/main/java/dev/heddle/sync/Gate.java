package dev.heddle.sync;

import dev.heddle.Coroutine;
import dev.heddle.Task;
import dev.heddle.scheduling.Shared;
import dev.heddle.scheduling.WaitQueue;
import dev.heddle.scheduling.Waiter;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Where tasks wait until all may pass: the queue of events and latches. Confined to the loop thread.
 */
final class Gate {
    private final Shared owner;
    private final BooleanSupplier open;
    private final WaitQueue<Passing> line;

    /** Belongs to {@code owner}, which opens and shuts it. */
    Gate(Shared owner, BooleanSupplier open) {
        this.owner = owner;
        this.open = open;
        line = new WaitQueue<>(owner);
    }

    /** Lets all pass that wait. */
    void letAllPass() {
        for (Passing next = line.poll(); next != null; next = line.poll()) {
            next.serve(null);
        }
    }

    /** A pass of one task. */
    Passing passing() {
        return new Passing();
    }

    @SuppressWarnings("unchecked")
    static Coroutine<Void> nothing(Coroutine<? extends @Nullable Void> coroutine) {
        return (Coroutine<Void>) coroutine;
    }

    List<Task<?>> tasks() {
        return line.tasks();
    }

    /** Ends when the gate is open. */
    final class Passing extends Waiter<@Nullable Void> {
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
