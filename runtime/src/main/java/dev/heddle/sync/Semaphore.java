package dev.heddle.sync;

import static dev.heddle.Coroutines.done;

import dev.heddle.Coroutine;
import dev.heddle.SelectCase;
import dev.heddle.Task;
import dev.heddle.annotation.Async;
import dev.heddle.scheduling.OperationCase;
import dev.heddle.scheduling.Shared;
import dev.heddle.scheduling.WaitQueue;
import dev.heddle.scheduling.Waiter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A number of permits that tasks take and give back, in the order in which they ask. Permits belong to nobody: any task, and
 * any callback of the loop, may give one back. Where each has to give back its own, use a {@link CapacityLimiter}.
 *
 * <p>It is bounded: there are never more free permits than the maximum, so that one given back twice is found out. Taking a
 * permit without waiting allocates nothing, waiting one object.
 *
 * <p>Invariant: somebody waits only while no permit is free. Confined to the loop thread.
 */
public final class Semaphore extends Shared {
    private final WaitQueue<Acquire> line = new WaitQueue<>(this);
    private final Hold permit = this::release;
    private final int maximum;
    private int free;

    /** A semaphore with so many permits, all free. */
    public Semaphore(int permits) {
        this(permits, permits);
    }

    /** A semaphore with {@code free} permits that may become up to {@code maximum} ones. */
    public Semaphore(int free, int maximum) {
        super("semaphore");
        if (free < 0 || maximum < Math.max(free, 1)) {
            throw new IllegalArgumentException(free + " free permits of at most " + maximum);
        }
        this.free = free;
        this.maximum = maximum;
    }

    /** Gives this semaphore a name, for messages; returns this semaphore. */
    public Semaphore named(String name) {
        name(name);
        return this;
    }

    /**
     * Takes a permit; to be given back by closing what it gives, or by {@link #release}. A suspension point where it is
     * awaited.
     *
     * <p>Cancelled while it waits, it has taken nothing and leaves the queue. Cancelled after it was handed a permit, it has
     * the permit, and the cancellation comes at the next await.
     */
    @Async
    public Coroutine<Hold> acquire() {
        if (unhindered() != null && free > 0) {
            free--;
            return done(permit);
        }
        return new Acquire();
    }

    /** Takes a permit if one is free, else gives null. No suspension point. */
    public @Nullable Hold tryAcquire() {
        confine("tryAcquire");
        if (free == 0) {
            return null;
        }
        free--;
        return permit;
    }

    /** The case of a select in which a permit is taken. Only the chosen one takes it. */
    public <R extends @Nullable Object> SelectCase<R> onAcquire(SelectCase.Handler<? super Hold, R> handler) {
        return new OperationCase<>(Acquire::new, handler);
    }

    /**
     * Gives a permit back: to the task that has waited longest, if there is one. No suspension point.
     *
     * @throws IllegalStateException if all permits are free already
     */
    public void release() {
        confine("release");
        Acquire next = line.poll();
        if (next != null) {
            next.serve(permit);
        } else if (free == maximum) {
            throw new IllegalStateException("all " + maximum + " permits of " + this + " are free already");
        } else {
            free++;
        }
    }

    /** How many permits can be taken without waiting. */
    public int free() {
        return free;
    }

    /** The most permits there can be. */
    public int maximum() {
        return maximum;
    }

    @Override
    public List<Task<?>> waiters() {
        return line.tasks();
    }

    /** Nobody: permits belong to no task. */
    @Override
    public List<Task<?>> holders() {
        return List.of();
    }

    /** The taking of a permit. */
    private final class Acquire extends Waiter<Hold> {
        @Override
        protected Object attempt() {
            confine("acquire");
            if (free == 0) {
                return NOT_YET;
            }
            free--;
            return permit;
        }

        @Override
        protected void enqueue() {
            line.add(this);
        }

        @Override
        public String toString() {
            return Semaphore.this.toString();
        }
    }
}
