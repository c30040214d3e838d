package dev.heddle.scheduling;

import dev.heddle.Waitable;
import dev.heddle.coroutine.Frame;
import dev.heddle.coroutine.Resumable;
import dev.heddle.coroutine.Trampoline;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The part of a task that leaf operations deal with: what it waits for, and whether its awaits have to throw. It is the root
 * under the task's chain of frames.
 *
 * <p>A strand waits in at most one leaf. Confined to the loop thread.
 */
public abstract class Strand extends Resumable {
    final Scheduler scheduler;

    /** The leaf that is suspended and has no outcome yet. */
    @Nullable
    Leaf<?> waiting;

    /** A leaf of {@code yieldNow()} to use again. */
    @Nullable
    Yield spareYield;

    /** True while every await has to throw {@link #cancellation}. */
    boolean cancelled;

    /** A strand of the loop that runs here or is confined to this thread. */
    protected Strand(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    /** What an await of a cancelled strand throws: a new exception for each await. */
    protected abstract Throwable cancellation();

    /** The innermost scope that its body has opened and not closed; null if there is none. */
    protected abstract @Nullable Object innermostScope();

    /** True while every await of this strand throws. */
    protected final boolean isCancelled() {
        return cancelled;
    }

    /** Makes awaits from here on throw, or not any more; does not disturb the one that is waiting. */
    protected final void setCancelled(boolean cancelled) {
        this.cancelled = cancelled;
    }

    /** Makes the waiting leaf, if there is one and it lets go, end with {@link #cancellation}. */
    protected final void interrupt() {
        Leaf<?> leaf = waiting;
        if (leaf != null) {
            leaf.interrupt();
        }
    }

    /** Runs the first step of a claimed coroutine with this strand as its root. */
    protected final void start(Frame<?> body) throws Throwable {
        Strand outer = scheduler.running;
        scheduler.running = this;
        scheduler.refillBudget();
        scheduler.ready().begins(this);
        try {
            Trampoline.start(body, this);
        } finally {
            scheduler.running = outer;
        }
    }

    /** Runs a further step: from {@code caller} down to this root or the next suspension. */
    final void resumeChain(@Nullable Resumable caller, @Nullable Object value, @Nullable Throwable failure)
            throws Throwable {
        Strand outer = scheduler.running;
        scheduler.running = this;
        scheduler.refillBudget();
        try {
            Trampoline.run(caller, value, failure);
        } finally {
            scheduler.running = outer;
        }
    }

    /**
     * What this strand waits for that has waiters and perhaps holders of its own; more than one in a select. Empty while it
     * does not wait, or waits for the clock, for the operating system or another thread.
     */
    protected final List<Waitable> waitables() {
        if (waiting instanceof Selection<?> selection) {
            return selection.waitables();
        }
        Waitable waitable = waiting == null ? null : waiting.waitable();
        return waitable == null ? List.of() : List.of(waitable);
    }

    /** What this strand waits for, in words; null while it does not wait. */
    protected final @Nullable String waitingFor() {
        return waiting == null ? null : waiting.toString();
    }
}
