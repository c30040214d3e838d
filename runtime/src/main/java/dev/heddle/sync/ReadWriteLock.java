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
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A lock that any number of tasks hold for reading, or one for writing, across their awaits. They get it in the order in
 * which they ask: readers that come behind a waiting writer wait as well, so that nobody waits for ever.
 *
 * <p>It belongs to the tasks that have acquired it, and only they can give it back, or anybody for a task that has ended. A
 * reader may acquire it for reading again, and gets it at once; whoever holds it and would have to wait for itself is
 * refused.
 *
 * <p>Invariant: the first in the queue cannot have the lock; if nobody waits, nobody has to. Confined to the loop thread.
 */
public final class ReadWriteLock extends Owned {
    private final WaitQueue<Acquire> line = new WaitQueue<>(this);
    private final Hold readHold = this::releaseRead;
    private final Hold writeHold = this::releaseWrite;

    /** How often each reader holds the lock. */
    private final Map<Strand, Integer> readers = new IdentityHashMap<>();

    private @Nullable Strand writer;

    /** A free lock. */
    public ReadWriteLock() {
        super("read-write lock");
    }

    /** Gives this lock a name, for messages; returns this lock. */
    public ReadWriteLock named(String name) {
        name(name);
        return this;
    }

    /**
     * Takes the lock for reading; to be given back by closing what it gives. A suspension point where it is awaited.
     *
     * <p>Cancelled while it waits, it has taken nothing and leaves the queue. Cancelled after it was handed the lock, it has
     * the lock, and the cancellation comes at the next await.
     *
     * @throws IllegalStateException at the await, if the task holds this lock for writing
     */
    @Async
    public Coroutine<Hold> acquireRead() {
        Strand task = unhindered();
        if (task != null && writer == null && (line.isEmpty() || readers.containsKey(task))) {
            addReader(task);
            return done(readHold);
        }
        return new AcquireRead();
    }

    /**
     * Takes the lock for writing. Otherwise as {@link #acquireRead}.
     *
     * @throws IllegalStateException at the await, if the task holds this lock in any way
     */
    @Async
    public Coroutine<Hold> acquireWrite() {
        Strand task = unhindered();
        if (task != null && isFree()) {
            writer = task;
            return done(writeHold);
        }
        return new AcquireWrite();
    }

    /** The case of a select in which this lock is taken for reading. */
    public <R extends @Nullable Object> SelectCase<R> onAcquireRead(SelectCase.Handler<? super Hold, R> handler) {
        return new OperationCase<>(AcquireRead::new, handler);
    }

    /** The case of a select in which this lock is taken for writing. */
    public <R extends @Nullable Object> SelectCase<R> onAcquireWrite(SelectCase.Handler<? super Hold, R> handler) {
        return new OperationCase<>(AcquireWrite::new, handler);
    }

    /** The task that holds this lock for writing; null if none does. */
    public @Nullable Task<?> writer() {
        return (Task<?>) writer;
    }

    /** How many tasks hold this lock for reading. */
    public int readers() {
        return readers.size();
    }

    @Override
    public List<Task<?>> waiters() {
        return line.tasks();
    }

    /** The readers, in no order, or the writer. */
    @Override
    public List<Task<?>> holders() {
        List<Task<?>> holders = new ArrayList<>();
        readers.keySet().forEach(reader -> holders.add((Task<?>) reader));
        if (writer != null) {
            holders.add((Task<?>) writer);
        }
        return holders;
    }

    private boolean isFree() {
        return writer == null && readers.isEmpty();
    }

    private void addReader(Strand task) {
        readers.merge(task, 1, Integer::sum);
    }

    private void releaseRead() {
        confine("close");
        Strand reader = holderAmong(readers.keySet());
        readers.computeIfPresent(reader, (task, times) -> times == 1 ? null : times - 1);
        serveWaiters();
    }

    private void releaseWrite() {
        confine("close");
        Strand holder = writer;
        if (holder == null || !mayGiveBack(holder)) {
            throw notHeld(holder);
        }
        writer = null;
        serveWaiters();
    }

    /** Hands the lock to the first of those who wait, and to the readers right behind a reader. */
    private void serveWaiters() {
        for (Acquire next = line.peek(); next != null && next.isPossible(); next = line.peek()) {
            line.remove(next);
            next.serve(next.take());
        }
    }

    /** The taking of the lock, whoever may be ahead in the queue. */
    private abstract class Acquire extends Waiter<Hold> {
        abstract boolean isPossible();

        abstract Hold take();

        /** True for a task that could not get the lock before it has given it back. */
        abstract boolean wouldWaitForItself();

        @Override
        protected Object attempt() {
            confine("acquire");
            if (wouldWaitForItself()) {
                throw ReadWriteLock.this.wouldWaitForItself(task());
            }
            return isPossible() && (line.isEmpty() || readers.containsKey(task())) ? take() : NOT_YET;
        }

        @Override
        protected void enqueue() {
            line.add(this);
        }

        @Override
        protected void left() {
            serveWaiters();
        }

        @Override
        public String toString() {
            return ReadWriteLock.this.toString();
        }
    }

    private final class AcquireRead extends Acquire {
        @Override
        boolean isPossible() {
            return writer == null;
        }

        @Override
        Hold take() {
            addReader(task());
            return readHold;
        }

        @Override
        boolean wouldWaitForItself() {
            return writer == task();
        }
    }

    private final class AcquireWrite extends Acquire {
        @Override
        boolean isPossible() {
            return isFree();
        }

        @Override
        Hold take() {
            writer = task();
            return writeHold;
        }

        @Override
        boolean wouldWaitForItself() {
            return writer == task() || readers.containsKey(task());
        }
    }
}
