package dev.heddle.scheduling;

import dev.heddle.Waitable;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What is ready to run, first in, first out: continuations, and tasks whose first step is to come. A ring that doubles when
 * full and allocates nothing else.
 *
 * <p>{@code taken} and {@code added} count for ever and may wrap; their difference is the size, their low bits are the
 * positions. Positions outside {@code [taken, added)} hold null, so what has run is not kept reachable.
 *
 * <p>Confined to the loop thread.
 */
public final class RunQueue {
    private static final int INITIAL_CAPACITY = 64;

    /** Decides which of the ready steps is next, to try out orders that a program seldom meets. */
    public interface Order {
        /**
         * Called before each step, outside of any task.
         *
         * @param ready how many may be next: those at the positions from 0 on
         * @return the position of the one to run
         */
        int next(int ready);

        /** Called when all that was ready has run, unless that was nothing. */
        void allHaveRun();

        /** Called when a task is about to run its first step. */
        void begins(Strand task);

        /** Called when something that tasks share is used for the first time. */
        void uses(Waitable shared);
    }

    private final Consumer<? super Throwable> onFailure;
    private @Nullable Order order;
    private @Nullable Object[] ring = new Object[INITIAL_CAPACITY];
    private int taken;
    private int added;

    /** How many were run up to the position {@code counted}. */
    private long ran;

    private int counted;

    /** An empty queue that tells {@code onFailure} what its continuations throw. */
    public RunQueue(Consumer<? super Throwable> onFailure) {
        this.onFailure = onFailure;
    }

    /** Appends a continuation; when called by a running one, the new one waits for the next {@link #runOnce}. */
    public void add(Continuation continuation) {
        append(Objects.requireNonNull(continuation, "continuation"));
    }

    /** Appends the first step of a task. */
    public void add(Strand task) {
        append(task);
    }

    private void append(Object next) {
        if (added - taken == ring.length) {
            grow();
        }
        ring[added & (ring.length - 1)] = next;
        added++;
    }

    /**
     * Runs what is here now, in order, and not what is added meanwhile. A continuation that throws is reported and the rest
     * run; should the report itself throw, that reaches the caller and the rest stay in the queue.
     */
    public void runOnce() {
        countSteps();
        int end = added;
        boolean any = end != taken;
        while (end - taken > 0) {
            if (order != null) {
                swapFirst(order.next(end - taken));
            }
            int position = taken & (ring.length - 1);
            Object next = Objects.requireNonNull(ring[position]);
            ring[position] = null;
            taken++;
            try {
                if (next instanceof Strand task) {
                    task.begin();
                } else {
                    ((Continuation) next).run();
                }
            } catch (Throwable failure) {
                onFailure.accept(failure);
            }
        }
        if (order != null && any) {
            order.allHaveRun();
        }
    }

    /** Lets another order than that of arrival hold. */
    public void orderBy(Order order) {
        this.order = order;
    }

    /** A task is about to run its first step. */
    void begins(Strand task) {
        if (order != null) {
            order.begins(task);
        }
    }

    /** Something that tasks share is used for the first time. */
    void uses(Waitable shared) {
        if (order != null) {
            order.uses(shared);
        }
    }

    private void swapFirst(int position) {
        int first = taken & (ring.length - 1);
        int chosen = taken + position & (ring.length - 1);
        Object next = ring[chosen];
        ring[chosen] = ring[first];
        ring[first] = next;
    }

    /** How many steps have been run. */
    public long ran() {
        countSteps();
        return ran;
    }

    /** Not at each step: positions wrap, but not within a tick. */
    private void countSteps() {
        ran += taken - counted;
        counted = taken;
    }

    /** A number that changes with each step. Any thread, which may see an older one. */
    int taken() {
        return taken;
    }

    /** True when nothing is ready. */
    public boolean isEmpty() {
        return added == taken;
    }

    /** How many steps are ready. */
    public int size() {
        return added - taken;
    }

    private void grow() {
        int capacity = ring.length;
        if (capacity == 1 << 30) {
            throw new IllegalStateException("more than " + capacity + " steps are ready to run");
        }
        @Nullable Object[] larger = new Object[capacity * 2];
        for (int i = taken; i != added; i++) {
            larger[i & (larger.length - 1)] = ring[i & (capacity - 1)];
        }
        ring = larger;
    }
}
