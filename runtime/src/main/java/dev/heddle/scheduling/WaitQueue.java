package dev.heddle.scheduling;

import dev.heddle.Task;
import dev.heddle.Waitable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The waiters of one {@link Waitable}, first in, first out: a list linked through the waiters themselves. All operations
 * take constant time and allocate nothing.
 *
 * <p>Whoever is in a queue has no outcome yet and waits for one: a waiter leaves its queue in the moment in which it gets its
 * outcome, is cancelled, or belongs to a select that has been decided elsewhere. So what {@link #poll} returns can always be
 * served. Confined to the loop thread.
 */
public final class WaitQueue<W extends Waiter<?>> {
    final Waitable waitable;
    private @Nullable TimerNode<?> first;
    private @Nullable TimerNode<?> last;
    private int size;

    /** An empty queue. */
    public WaitQueue(Waitable waitable) {
        this.waitable = waitable;
    }

    /** Appends a waiter that is in no queue. */
    public void add(W waiter) {
        TimerNode<?> node = waiter;
        waiter.queue = this;
        node.previous = last;
        if (last == null) {
            first = node;
        } else {
            last.next = node;
        }
        last = node;
        size++;
    }

    /** The one that has waited longest; null if nobody waits. */
    @SuppressWarnings("unchecked") // only add() links
    public @Nullable W peek() {
        return (W) first;
    }

    /** Takes the one that has waited longest; null if nobody waits. */
    public @Nullable W poll() {
        W waiter = peek();
        if (waiter != null) {
            remove(waiter);
        }
        return waiter;
    }

    /**
     * Hands each that waits now to {@code action}, in order; not those that have left by then, as serving one may do that to
     * others.
     */
    public void forEach(Consumer<? super W> action) {
        for (W waiter : waiting()) {
            if (waiter.queue == this) {
                action.accept(waiter);
            }
        }
    }

    /** Removes a waiter that is in this queue. */
    public void remove(Waiter<?> waiter) {
        TimerNode<?> node = waiter;
        if (node.previous == null) {
            first = node.next;
        } else {
            node.previous.next = node.next;
        }
        if (node.next == null) {
            last = node.previous;
        } else {
            node.next.previous = node.previous;
        }
        node.previous = null;
        node.next = null;
        waiter.queue = null;
        size--;
    }

    /** True if nobody waits. */
    public boolean isEmpty() {
        return first == null;
    }

    /** How many wait. */
    public int size() {
        return size;
    }

    /** The tasks that wait, in order. */
    public List<Task<?>> tasks() {
        List<Task<?>> tasks = new ArrayList<>(size);
        waiting().forEach(waiter -> tasks.add((Task<?>) waiter.task()));
        return tasks;
    }

    @SuppressWarnings("unchecked") // only add() links
    private List<W> waiting() {
        List<W> waiting = new ArrayList<>(size);
        for (TimerNode<?> node = first; node != null; node = node.next) {
            waiting.add((W) node);
        }
        return waiting;
    }
}
