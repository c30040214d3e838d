package dev.heddle.scheduling;

import org.jspecify.annotations.Nullable;

/**
 * A deadline that acts one tick after it has expired, so that whatever becomes known in that tick wins. It may be moved or
 * taken back until it acts.
 *
 * <p>Confined to the loop thread.
 */
public abstract class Deadline extends TimerNode<@Nullable Void> implements Continuation {
    /** Not in the run queue. */
    private static final int IDLE = 0;

    /** In the run queue, to be put there once more. */
    private static final int EXPIRED = 1;

    /** In the run queue for the second time. */
    private static final int DUE = 2;

    private final Scheduler scheduler;
    private boolean over;

    /** A deadline that is not set. */
    protected Deadline(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    /** The deadline has passed, a tick ago. */
    protected abstract void passed();

    /** Sets or moves the deadline, on the clock of the engine. */
    public final void set(long nanos) {
        scheduler.timers().cancel(this);
        over = false;
        scheduler.timers().schedule(this, nanos);
    }

    /** Takes the deadline back. */
    public final void cancel() {
        scheduler.timers().cancel(this);
        over = true;
    }

    /** On the clock of the engine; of one that was taken back, the last. */
    public final long nanos() {
        return deadlineNanos;
    }

    @Override
    protected final void expired() {
        over = false;
        if (state == IDLE) {
            state = EXPIRED;
            scheduler.ready().add(this);
        } else {
            state = EXPIRED; // moved while it was in the queue
        }
    }

    @Override
    public final void run() {
        int reached = state;
        state = IDLE;
        if (over || isScheduled()) {
            return;
        }
        if (reached == EXPIRED) {
            state = DUE;
            scheduler.ready().add(this);
        } else {
            passed();
        }
    }

    @Override
    protected @Nullable Object resume(@Nullable Object value, @Nullable Throwable failure) {
        throw new AssertionError("a deadline is not awaited");
    }
}
