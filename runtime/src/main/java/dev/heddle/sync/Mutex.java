package dev.heddle.sync;

import static dev.heddle.Coroutines.done;

import dev.heddle.Coroutine;
import dev.heddle.SelectCase;
import dev.heddle.Task;
import dev.heddle.annotation.Async;
import dev.heddle.scheduling.OperationCase;
import dev.heddle.scheduling.Strand;
import dev.heddle.scheduling.WaitQueue;
import dev.heddle.scheduling.Waiter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A lock that one task at a time holds, across its awaits. Those who wait get it in the order in which they came; a task that
 * holds it and asks again is refused, since it would wait for itself.
 *
 * <pre>{@code
 * try (Hold hold = await(mutex.acquire())) {
 *     balance = await(store.read());
 *     await(store.write(balance + amount));
 * }
 * }</pre>
 *
 * <p>It belongs to the task that has acquired it, and only that one can give it back, or anybody once that task has ended. An
 * acquisition without waiting allocates nothing, one that waits one object.
 *
 * <p>Invariant: somebody waits only while somebody holds it; giving it back hands it to the next one. Confined to the loop
 * thread.
 */
public final class Mutex extends Owned {
    private final WaitQueue<Taking<?>> line = new WaitQueue<>(this);
    private final Hold hold = this::release;
    private @Nullable Strand owner;

    /** A free lock. */
    public Mutex() {
        super("mutex");
    }

    /** Gives this lock a name, for messages; returns this lock. */
    public Mutex named(String name) {
        name(name);
        return this;
    }

    /**
     * Takes this lock; to be given back by closing what it gives. A suspension point where it is awaited.
     *
     * <p>Cancelled while it waits, it has taken nothing and leaves the queue. Cancelled after it was handed the lock, it has
     * the lock, and the cancellation comes at the next await.
     *
     * @throws IllegalStateException at the await, if the task holds this lock already
     */
    @Async
    public Coroutine<Hold> acquire() {
        Strand task = unhindered();
        if (task != null && owner == null) {
            owner = task;
            return done(hold);
        }
        return new Acquire();
    }

    /**
     * Takes this lock if it is free, else gives null. No suspension point.
     *
     * @throws IllegalStateException outside of a task
     */
    public @Nullable Hold tryAcquire() {
        confine("tryAcquire");
        if (owner != null) {
            return null;
        }
        owner = requireTask("tryAcquire");
        return hold;
    }

    /** The case of a select in which this lock is taken. Only the chosen one is taken. */
    public <R extends @Nullable Object> SelectCase<R> onAcquire(SelectCase.Handler<? super Hold, R> handler) {
        return new OperationCase<>(Acquire::new, handler);
    }

    /** A condition on which tasks that hold this lock can wait for others that hold it. */
    public Condition newCondition() {
        return new Condition(this);
    }

    /** The task that holds this lock; null if it is free. */
    public @Nullable Task<?> owner() {
        return (Task<?>) owner;
    }

    @Override
    public List<Task<?>> waiters() {
        return line.tasks();
    }

    @Override
    public List<Task<?>> holders() {
        return owner == null ? List.of() : List.of((Task<?>) owner);
    }

    /** Gives the lock back: to the next one in the queue, if there is one. */
    void release() {
        confine("close");
        Strand holder = owner;
        if (holder == null || !mayGiveBack(holder)) {
            throw notHeld(holder);
        }
        Taking<?> next = line.poll();
        if (next == null) {
            owner = null;
        } else {
            owner = next.task();
            next.taken();
        }
    }

    /** Gives the lock to the task of {@code waiter} if it is free, which is not told; otherwise puts it in line. */
    boolean takeOrEnqueue(Taking<?> waiter) {
        if (owner == null) {
            owner = waiter.task();
            return true;
        }
        line.add(waiter);
        return false;
    }

    /** An operation that ends with the lock held by its task. */
    abstract static class Taking<T extends @Nullable Object> extends Waiter<T> {
        /** Has left the queue, and its task has the lock. */
        abstract void taken();
    }

    /** The taking of the lock. */
    private final class Acquire extends Taking<Hold> {
        @Override
        protected Object attempt() {
            confine("acquire");
            if (owner == task()) {
                throw wouldWaitForItself(task());
            }
            if (owner != null) {
                return NOT_YET;
            }
            owner = task();
            return hold;
        }

        @Override
        protected void enqueue() {
            line.add(this);
        }

        @Override
        void taken() {
            serve(hold);
        }

        @Override
        public String toString() {
            return Mutex.this.toString();
        }
    }
}
