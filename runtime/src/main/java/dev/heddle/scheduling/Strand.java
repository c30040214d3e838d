package dev.heddle.scheduling;

import dev.heddle.Waitable;
import dev.heddle.coroutine.Frame;
import dev.heddle.coroutine.Resumable;
import dev.heddle.coroutine.Trampoline;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The part of a task that leaf operations deal with: what it waits for, and whether its awaits have to throw. It is the root
 * under the task's chain of frames.
 *
 * <p>A strand waits in at most one leaf. There are as many of these as tasks, so what most tasks do not need is not kept
 * here. Confined to the loop thread.
 */
public abstract class Strand extends Resumable {
    /** Set while every await has to throw {@link #cancellation}. */
    private static final int CANCELLED = 1;

    /** Set until the first step. */
    private static final int COLD = 1 << 1;

    /** Set for good when CANCELLED is set for the first time. */
    private static final int WAS_CANCELLED = 1 << 2;

    /** How many of the lowest bits are this class's own. */
    private static final int OWN_BITS = 3;

    /** What is to go on with it: the claimed coroutine while it is cold, then the wait that has no outcome yet. */
    private @Nullable Frame<?> pending;

    private int bits;

    /** A strand that has not run, with its claimed coroutine. */
    protected Strand(Frame<?> coroutine) {
        pending = coroutine;
        bits = COLD;
    }

    /** The machine it runs on. */
    protected abstract Scheduler scheduler();

    /** Runs the first step. */
    protected abstract void begin() throws Throwable;

    /** What an await of a cancelled strand throws: a new exception for each await. */
    protected abstract Throwable cancellation();

    /** The innermost scope that its body has opened and not closed; null if there is none. */
    protected abstract @Nullable Object innermostScope();

    /** True while every await of this strand throws. */
    protected final boolean isCancelled() {
        return (bits & CANCELLED) != 0;
    }

    /** Makes awaits from here on throw, or not any more; does not disturb the one that is waiting. */
    protected final void setCancelled(boolean cancelled) {
        bits = cancelled ? bits | CANCELLED | WAS_CANCELLED : bits & ~CANCELLED;
    }

    /** True if awaits of this strand had to throw at some time: what it has left undone is no mistake. */
    final boolean wasCancelled() {
        return (bits & WAS_CANCELLED) != 0;
    }

    /** The twenty-nine bits that are the subclass's to use; 0 at first. */
    protected final int bits() {
        return bits >>> OWN_BITS;
    }

    /** Sets the bits that are the subclass's to use. */
    protected final void setBits(int subclassBits) {
        bits = subclassBits << OWN_BITS | bits & (1 << OWN_BITS) - 1;
    }

    /** The coroutine of a strand that has not run; from here on it counts as running. */
    protected final Frame<?> takeCoroutine() {
        Frame<?> coroutine = Objects.requireNonNull(pending);
        pending = null;
        bits &= ~COLD;
        return coroutine;
    }

    /** The wait that is suspended and has no outcome yet. */
    final @Nullable Wait<?> waiting() {
        return (bits & COLD) != 0 ? null : (Wait<?>) pending;
    }

    final boolean isWaitingIn(Wait<?> wait) {
        return pending == wait;
    }

    final void setWaiting(@Nullable Wait<?> wait) {
        pending = wait;
    }

    /** Makes the wait, if there is one and it lets go, end with {@link #cancellation}. */
    protected final void interrupt() {
        Wait<?> wait = waiting();
        if (wait != null) {
            wait.interrupt();
        }
    }

    /** Runs the first step of a claimed coroutine with this strand as its root. */
    protected final void start(Frame<?> body) throws Throwable {
        Scheduler scheduler = scheduler();
        Strand outer = scheduler.running;
        scheduler.running = this;
        StepObserver observer = scheduler.observer;
        if (observer != null) {
            observer.starts(this);
        }
        scheduler.refillBudget();
        scheduler.ready().begins(this);
        try {
            Trampoline.start(body, this);
        } finally {
            scheduler.running = outer;
            if (observer != null) {
                observer.pauses(this);
            }
        }
    }

    /** Runs a further step: from {@code caller} down to this root or the next suspension. */
    final void resumeChain(
            Scheduler scheduler, @Nullable Resumable caller, @Nullable Object value, @Nullable Throwable failure)
            throws Throwable {
        Strand outer = scheduler.running;
        scheduler.running = this;
        StepObserver observer = scheduler.observer;
        if (observer != null) {
            observer.resumes(this, caller);
        }
        scheduler.refillBudget();
        try {
            Trampoline.run(caller, value, failure);
        } finally {
            scheduler.running = outer;
            if (observer != null) {
                observer.pauses(this);
            }
        }
    }

    /**
     * What this strand waits for that has waiters and perhaps holders of its own; more than one in a select. Empty while it
     * does not wait, or may be ended by the clock, by the operating system or by another thread.
     */
    protected final List<Waitable> waitables() {
        Wait<?> wait = waiting();
        if (wait instanceof Selection<?> selection) {
            return selection.waitables();
        }
        Waitable waitable = wait == null ? null : wait.waitable();
        return waitable == null ? List.of() : List.of(waitable);
    }

    /** What this strand waits for, in words; null while it does not wait. */
    protected final @Nullable String waitingFor() {
        Wait<?> wait = waiting();
        return wait == null ? null : wait.toString();
    }

    /** The innermost of the frames that wait, from which their callers follow; null while it does not wait. */
    protected final @Nullable Resumable awaiting() {
        Wait<?> wait = waiting();
        return wait == null ? null : wait.caller;
    }
}
