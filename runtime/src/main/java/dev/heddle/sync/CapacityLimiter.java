package dev.heddle.sync;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;

import dev.heddle.Coroutine;
import dev.heddle.Coroutines;
import dev.heddle.SelectCase;
import dev.heddle.Task;
import dev.heddle.annotation.Async;
import dev.heddle.scheduling.OperationCase;
import dev.heddle.scheduling.Strand;
import dev.heddle.scheduling.WaitQueue;
import dev.heddle.scheduling.Waiter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * So many places for tasks that do something at the same time. It knows who has borrowed one, and the number may change
 * while it is in use. A task borrows at most one place.
 *
 * <p>A place can be given back by the task that has borrowed it, or by anybody once that task has ended. Those who wait get
 * one in the order in which they ask. A {@link Semaphore} does not ask who gives back what.
 *
 * <p>Invariant: somebody waits only while no place is free. Confined to the loop thread.
 */
public final class CapacityLimiter extends Owned {
    private final WaitQueue<Acquire> line = new WaitQueue<>(this);
    private final Hold place = this::release;
    private final Set<Strand> borrowers = Collections.newSetFromMap(new IdentityHashMap<>());
    private int capacity;

    /** A limiter with so many places. */
    public CapacityLimiter(int capacity) {
        super("limiter");
        this.capacity = checked(capacity);
    }

    /** Gives this limiter a name, for messages; returns this limiter. */
    public CapacityLimiter named(String name) {
        name(name);
        return this;
    }

    /**
     * Borrows a place; to be given back by closing what it gives. A suspension point where it is awaited.
     *
     * <p>Cancelled while it waits, it has borrowed nothing and leaves the queue. Cancelled after it was handed a place, it has
     * the place, and the cancellation comes at the next await.
     *
     * @throws IllegalStateException at the await, if the task has borrowed a place already
     */
    @Async
    public Coroutine<Hold> acquire() {
        Strand task = unhindered();
        if (task != null && borrowers.size() < capacity && borrowers.add(task)) {
            return done(place);
        }
        return new Acquire();
    }

    /**
     * Makes a call that blocks on another thread, as {@link Coroutines#blocking} does, while it has a place: no more threads
     * block in such calls than there are places. A suspension point where it is awaited.
     *
     * <p>Cancelled while it waits for a place, the call is not made. One that ignores its interrupt and is left behind has no
     * place any more.
     *
     * @throws IllegalStateException at the await, if the task has borrowed a place already
     */
    @Async
    @SuppressWarnings("try") // a place is held, not used
    public <T extends @Nullable Object> Coroutine<T> blocking(Callable<? extends T> call) {
        try (Hold held = await(acquire())) {
            return done(await(Coroutines.blocking(call)));
        }
    }

    /**
     * Borrows a place if one is free, else gives null. No suspension point.
     *
     * @throws IllegalStateException outside of a task, and if the task has borrowed a place already
     */
    public @Nullable Hold tryAcquire() {
        confine("tryAcquire");
        Strand task = requireTask("tryAcquire");
        refuseSecond(task);
        if (borrowers.size() >= capacity) {
            return null;
        }
        borrowers.add(task);
        return place;
    }

    /** The case of a select in which a place is borrowed. Only the chosen one borrows it. */
    public <R extends @Nullable Object> SelectCase<R> onAcquire(SelectCase.Handler<? super Hold, R> handler) {
        return new OperationCase<>(Acquire::new, handler);
    }

    /**
     * Changes the number of places. With more of them, those who wait go on; with fewer, nobody loses a place, and nobody
     * gets one until enough have been given back. No suspension point.
     */
    public void resize(int capacity) {
        confine("resize");
        this.capacity = checked(capacity);
        serveWaiters();
    }

    /** The number of places. */
    public int capacity() {
        return capacity;
    }

    /** How many places are borrowed; more than there are for some time after they have become fewer. */
    public int borrowed() {
        return borrowers.size();
    }

    @Override
    public List<Task<?>> waiters() {
        return line.tasks();
    }

    /** The borrowers, in no order. */
    @Override
    public List<Task<?>> holders() {
        List<Task<?>> holders = new ArrayList<>(borrowers.size());
        borrowers.forEach(borrower -> holders.add((Task<?>) borrower));
        return holders;
    }

    private void release() {
        confine("close");
        borrowers.remove(holderAmong(borrowers));
        serveWaiters();
    }

    private void serveWaiters() {
        while (borrowers.size() < capacity) {
            Acquire next = line.poll();
            if (next == null) {
                return;
            }
            borrowers.add(next.task());
            next.serve(place);
        }
    }

    private void refuseSecond(Strand task) {
        if (borrowers.contains(task)) {
            throw new IllegalStateException(task + " has borrowed a place of " + this + " already");
        }
    }

    private static int checked(int capacity) {
        if (capacity < 0) {
            throw new IllegalArgumentException("a capacity of " + capacity);
        }
        return capacity;
    }

    /** The borrowing of a place. */
    private final class Acquire extends Waiter<Hold> {
        @Override
        protected Object attempt() {
            confine("acquire");
            refuseSecond(task());
            if (borrowers.size() >= capacity) {
                return NOT_YET;
            }
            borrowers.add(task());
            return place;
        }

        @Override
        protected void enqueue() {
            line.add(this);
        }

        @Override
        public String toString() {
            return CapacityLimiter.this.toString();
        }
    }
}
