package dev.heddle.scheduling;

import dev.heddle.Loop;
import dev.heddle.Waitable;
import dev.heddle.coroutine.Awaits;
import dev.heddle.coroutine.Resumable;
import dev.heddle.engine.Engine;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An operation that a task waits for without a frame below it: a sleep, a read, the wait for another task. Coroutine, timer
 * and wait-queue entry are this one object.
 *
 * <pre>
 *   cold --begin()--> returns the result ------------------------------------> over
 *                     returns suspended() --> waiting --complete(), fail()---> ready --next runOnce--> over
 *                                                \--cancelled, withdraw()----> ready
 * </pre>
 *
 * <p>An outcome never resumes the task inside the call that delivers it: the leaf becomes runnable, and by the time it runs
 * all callers have linked their frames. Whatever outcome comes first stays: a task that is cancelled when its leaf is ready
 * gets the result, and the cancellation at its next await.
 *
 * <p>Confined to the loop thread.
 */
public abstract class Leaf<T extends @Nullable Object> extends TimerNode<T> implements Continuation {
    /** The task whose step begins this operation, until that task is resumed. */
    private @Nullable Strand strand;

    private @Nullable Object value;
    private @Nullable Throwable failure;
    private boolean withdrawn;

    /** A cold operation. */
    protected Leaf() {}

    /**
     * The first step, inside a running task that is not cancelled: the result if there is one at once, or
     * {@link #suspended()}.
     */
    protected abstract @Nullable Object begin() throws Throwable;

    /**
     * The task is cancelled while it waits here. May be called again if it returned false; must not complete the leaf.
     *
     * @return true if the operation has been withdrawn: nothing has happened, and the await throws; false if it has
     *     completed already or cannot be given up, and will still deliver its outcome
     */
    protected abstract boolean withdraw();

    /** True for operations that clean up: they begin in a cancelled task, too. */
    protected boolean isShielded() {
        return false;
    }

    /** The deadline given to {@link #wakeAt} has come; for operations that use it. */
    @Override
    protected void expired() {
        throw new AssertionError(this + " has no timer");
    }

    /** Makes this the leaf that the running task waits in; returns this leaf, for {@link #begin} to return. */
    protected final Object suspended() {
        strand().waiting = this;
        return this;
    }

    /** Ends the wait with a result; the task runs later in this tick or in the next one. */
    protected final void complete(@Nullable T result) {
        value = result;
        makeReady();
    }

    /** Ends the wait with an exception. */
    protected final void fail(Throwable exception) {
        failure = Objects.requireNonNull(exception, "exception");
        makeReady();
    }

    /** Ends the wait with the cancellation of the task, for operations that let go only some time after {@link #withdraw}. */
    protected final void failCancelled() {
        withdrawn = true;
        makeReady();
    }

    /** True from {@link #suspended} until the outcome is known. */
    protected final boolean isWaiting() {
        return strand != null && strand.waiting == this;
    }

    /** The loop this operation runs on. */
    protected final Loop loop() {
        return scheduler().loop();
    }

    /** The engine of the loop this operation runs on. */
    protected final Engine engine() {
        return scheduler().engine();
    }

    /** The task that runs {@link #begin} and may wait here afterwards. */
    protected final Strand strand() {
        return Objects.requireNonNull(strand, "the operation has not begun or is over");
    }

    /** Lets {@link #expired} be called when the engine's clock reaches the deadline. */
    protected final void wakeAt(long deadlineNanos) {
        scheduler().timers().schedule(this, deadlineNanos);
    }

    /** Takes the timer back, if there is one. */
    protected final void cancelTimer() {
        scheduler().timers().cancel(this);
    }

    /** What is waited for, if that is something with waiters of its own. */
    @Nullable
    Waitable waitable() {
        return null;
    }

    /** Makes this, which has not begun, an operation of a task that waits in another leaf for it. */
    final void belongTo(Strand task) {
        strand = task;
    }

    /** The result, of an operation that another leaf has waited for. */
    final @Nullable Object result() {
        return value;
    }

    /** What the operation has failed with, of one that another leaf has waited for. */
    final @Nullable Throwable failure() {
        return failure;
    }

    /** The scheduler of the loop this operation runs on. */
    final Scheduler scheduler() {
        return strand().scheduler;
    }

    @Override
    protected final @Nullable Object resume(@Nullable Object ignored, @Nullable Throwable none) throws Throwable {
        Strand task = Scheduler.current().running;
        if (task == null) {
            throw new IllegalStateException("only a task can wait: spawn a coroutine that awaits this operation");
        }
        if (task.cancelled && !isShielded()) {
            throw task.cancellation();
        }
        strand = task;
        Object result = begin();
        return result == this ? this : Awaits.result(result);
    }

    /** Resumes the task with the outcome. */
    @Override
    public final void run() throws Throwable {
        Strand task = strand();
        Resumable next = caller;
        Object result = value;
        Throwable exception = withdrawn ? task.cancellation() : failure;
        caller = null;
        strand = null;
        over(task);
        task.resumeChain(next, result, exception);
    }

    /** The wait is over, the task about to be resumed. */
    void over(Strand task) {}

    /** Makes an operation that is over as good as new. */
    final void renew() {
        state = 0;
        value = null;
        failure = null;
        withdrawn = false;
    }

    final void interrupt() {
        if (withdraw()) {
            withdrawn = true;
            makeReady();
        }
    }

    /** The outcome is there: whoever waits here becomes ready to run. */
    void makeReady() {
        Strand task = strand;
        if (task == null || task.waiting != this) {
            throw new IllegalStateException(this + " is not waiting");
        }
        task.waiting = null;
        task.scheduler.ready().add(this);
    }
}
