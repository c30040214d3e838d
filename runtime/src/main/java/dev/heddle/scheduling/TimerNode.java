package dev.heddle.scheduling;

import dev.heddle.coroutine.Frame;
import org.jspecify.annotations.Nullable;

/**
 * A coroutine that is its own entry in the {@link TimerWheel}, so that a timer costs no second object.
 *
 * <p>It is in a wheel while it is linked; the wheel knows from the deadline in which of its lists.
 *
 * <p>Confined to the loop thread.
 */
public abstract class TimerNode<T extends @Nullable Object> extends Frame<T> {
    @Nullable
    TimerNode<?> previous;

    @Nullable
    TimerNode<?> next;

    /** On the clock of the engine; valid while in a wheel and during {@link #expired}. */
    long deadlineNanos;

    /** A node that is in no wheel. */
    protected TimerNode() {}

    /**
     * Called by the wheel once, when the deadline has come. The node is in no wheel any more and may be scheduled again from
     * here; any other may be scheduled or cancelled.
     */
    protected abstract void expired();

    /** True from {@link TimerWheel#schedule} until the node expires or is cancelled. */
    protected final boolean isScheduled() {
        return next != null;
    }
}
