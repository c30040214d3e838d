package dev.heddle.scheduling;

import dev.heddle.Waitable;
import org.jspecify.annotations.Nullable;

/**
 * An operation that either can be done at once or waits until somebody serves it, and that has done nothing before: the
 * operations of locks, events and channels. It is its own place in a {@link WaitQueue}.
 *
 * <p>A waiter waits for its own task, or is one of the candidates of a {@link Selection}, which then waits instead of it.
 * Whoever serves it need not know: {@link #serve} and {@link #refuse} end the wait of either. Confined to the loop thread.
 */
public abstract class Waiter<T extends @Nullable Object> extends Leaf<T> {
    /** What {@link #attempt} returns in place of a result when the operation has to wait. */
    public static final Object NOT_YET = new Object();

    /** The queue this is in. */
    @Nullable
    WaitQueue<?> queue;

    /** What this is a candidate of; null if the task waits for this alone. */
    private @Nullable Selection<?> selection;

    /** A cold operation. */
    protected Waiter() {}

    /**
     * Does the operation if that needs no waiting; otherwise changes nothing. Must not pass those who wait already.
     *
     * @return the result, or {@link #NOT_YET}
     */
    protected abstract @Nullable Object attempt() throws Throwable;

    /** Begins to wait, after an {@link #attempt} that found it necessary. */
    protected abstract void enqueue();

    /** Gives up waiting; nothing has happened, and nobody else is served. No effect on one that does not wait. */
    protected void dequeue() {
        WaitQueue<?> queue = this.queue;
        if (queue != null) {
            queue.remove(this);
        }
    }

    /**
     * After it was given up, and if it was a candidate, after all the others were as well: whoever has waited behind it may
     * be served now.
     */
    protected void left() {}

    /** Ends the wait of an operation that has left its queue. */
    public final void serve(@Nullable T result) {
        complete(result);
    }

    /** Ends the wait of an operation that has left its queue, with an exception. */
    public final void refuse(Throwable exception) {
        fail(exception);
    }

    /** The task that waits here. */
    public final Strand task() {
        return strand();
    }

    /** Does the operation at once if it can. One that always can lets others run once its task's budget is spent. */
    @Override
    protected @Nullable Object begin() throws Throwable {
        Object result = attempt();
        if (result == NOT_YET) {
            Object suspended = suspended();
            enqueue();
            return suspended;
        }
        if (scheduler().spend()) {
            return result;
        }
        Object suspended = suspended();
        complete(resultOf(result));
        return suspended;
    }

    @Override
    protected boolean withdraw() {
        dequeue();
        left();
        return true;
    }

    /** Makes this, which is cold, a candidate. */
    final void becomeCandidate(Selection<?> selection) {
        claim();
        this.selection = selection;
        belongTo(selection.strand());
    }

    @Override
    final void makeReady() {
        if (selection == null) {
            super.makeReady();
        } else {
            selection.decide(this);
        }
    }

    @Override
    protected @Nullable Waitable waitable() {
        return queue == null ? null : queue.waitable;
    }

    @SuppressWarnings("unchecked") // an attempt returns a T or NOT_YET
    private @Nullable T resultOf(@Nullable Object result) {
        return (T) result;
    }
}
