package dev.heddle.sync;

import dev.heddle.Coroutine;
import dev.heddle.Coroutines;
import dev.heddle.Task;
import dev.heddle.annotation.Async;
import dev.heddle.scheduling.Gate;
import dev.heddle.scheduling.Shared;
import dev.heddle.scheduling.Strand;
import dev.heddle.scheduling.WaitQueue;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The place where tasks that hold a {@link Mutex} wait until others that hold it have changed something. Made by
 * {@link Mutex#newCondition}.
 *
 * <pre>{@code
 * try (Hold hold = await(mutex.acquire())) {
 *     await(notEmpty.until(() -> !items.isEmpty()));
 *     return done(items.remove());
 * }
 * }</pre>
 *
 * <p>The order is that of waiting, for the signals and then again for the lock. Confined to the loop thread.
 */
public final class Condition extends Shared {
    private final WaitQueue<Wait> line = new WaitQueue<>(this);
    private final Mutex mutex;

    Condition(Mutex mutex) {
        super("condition");
        this.mutex = mutex;
    }

    /** Gives this condition a name, for messages; returns this condition. */
    public Condition named(String name) {
        name(name);
        return this;
    }

    /**
     * Gives the lock back, waits for a signal and takes the lock again. A suspension point where it is awaited.
     *
     * <p>It ends with the lock held, in every case. Cancelled before a signal has come, it still waits for the lock, then
     * throws; no signal is lost. Cancelled after that, it ends normally, and the cancellation comes at the next await.
     *
     * @throws IllegalStateException at the await, if the task does not hold the lock
     */
    public Coroutine<Void> signalled() {
        return Gate.nothing(new Wait());
    }

    /**
     * Waits for signals until {@code condition} is true; not at all if it is. Asked with the lock held. A suspension point
     * where it is awaited; cancelled as {@link #signalled} is.
     *
     * @throws IllegalStateException at the await, if the task does not hold the lock
     */
    @Async
    public Coroutine<Void> until(BooleanSupplier condition) {
        requireLock();
        while (!condition.getAsBoolean()) {
            Coroutines.await(signalled());
        }
        return Coroutines.done();
    }

    /**
     * Lets the task that has waited longest go on, when it gets the lock; without effect if nobody waits. No suspension
     * point.
     *
     * @throws IllegalStateException if the running task does not hold the lock
     */
    public void signal() {
        requireLock();
        Wait next = line.poll();
        if (next != null) {
            next.signal();
        }
    }

    /** As {@link #signal}, for all that wait. */
    public void signalAll() {
        requireLock();
        for (Wait next = line.poll(); next != null; next = line.poll()) {
            next.signal();
        }
    }

    /** The tasks that wait for a signal; those that wait for the lock again are waiters of the lock. */
    @Override
    public List<Task<?>> waiters() {
        return line.tasks();
    }

    /** Nobody: any task may signal. */
    @Override
    public List<Task<?>> holders() {
        return List.of();
    }

    private void requireLock() {
        mutex.confine("signal");
        Strand task = running();
        if (task == null || task != mutex.owner()) {
            throw new IllegalStateException((task == null ? "a callback" : task) + " does not hold " + mutex);
        }
    }

    /**
     * The wait for a signal, then for the lock.
     *
     * <pre>
     *   in the queue of       signal()             withdraw()                          lock handed over
     *   the condition         -> of the mutex      -> of the mutex, to be cancelled    -
     *   the mutex             -                    stays                               -> over
     * </pre>
     */
    private final class Wait extends Mutex.Taking<@Nullable Void> {
        /** True in the queue of the mutex. */
        private boolean takesLock;

        private boolean givenUp;

        @Override
        protected Object attempt() {
            requireLock();
            return NOT_YET;
        }

        @Override
        protected void enqueue() {
            line.add(this);
            mutex.release();
        }

        void signal() {
            takesLock = true;
            mutex.takeOrEnqueue(this);
        }

        @Override
        protected boolean withdraw() {
            if (takesLock) {
                return false;
            }
            dequeue();
            takesLock = true;
            givenUp = true;
            return mutex.takeOrEnqueue(this);
        }

        @Override
        void taken() {
            if (givenUp) {
                failCancelled();
            } else {
                serve(null);
            }
        }

        @Override
        public String toString() {
            return takesLock ? mutex.toString() : Condition.this.toString();
        }
    }
}
