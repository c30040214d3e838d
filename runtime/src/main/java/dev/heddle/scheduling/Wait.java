package dev.heddle.scheduling;

import dev.heddle.Loop;
import dev.heddle.Waitable;
import dev.heddle.coroutine.Awaits;
import dev.heddle.coroutine.Resumable;
import dev.heddle.engine.Engine;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Something that a task waits for without a frame below it. Coroutine, timer and wait-queue entry are this one object. What
 * ends with a value or an exception of its own is a {@link Leaf}; this part ends with nothing, or the task's cancellation.
 *
 * <pre>
 *   cold --begin()--> returns the result ------------------------------------> over
 *                     returns suspended() --> waiting --complete()-----------> ready --next runOnce--> over
 *                                                \--cancelled, withdraw()----> ready
 * </pre>
 *
 * <p>An outcome never resumes the task inside the call that delivers it: the wait becomes runnable, and by the time it runs
 * all callers have linked their frames. Whatever outcome comes first stays: a task that is cancelled when its wait is ready
 * gets the result, and the cancellation at its next await.
 *
 * <p>Confined to the loop thread.
 */
public abstract class Wait<T extends @Nullable Object> extends TimerNode<T> implements Continuation {
    /** The {@link #state} of a wait that ends with the task's cancellation. */
    private static final int WITHDRAWN = 1;

    /** The task whose step begins this operation, until that task is resumed. */
    private @Nullable Strand strand;

    /** A cold operation. One that need not be awaited has to {@link #claim} itself, or it may be reported as forgotten. */
    protected Wait() {}

    /**
     * The first step, inside a running task that is not cancelled: the result if there is one at once, or
     * {@link #suspended()}.
     */
    protected abstract @Nullable Object begin() throws Throwable;

    /**
     * The task is cancelled while it waits here. May be called again if it returned false; must not complete the wait.
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

    /** Makes this what the running task waits in; returns this, for {@link #begin} to return. */
    protected final Object suspended() {
        strand().setWaiting(this);
        return this;
    }

    /** Ends the wait with nothing, null; the task runs later in this tick or in the next one. */
    protected final void complete() {
        makeReady();
    }

    /** Ends the wait with the cancellation of the task, for operations that let go only some time after {@link #withdraw}. */
    protected final void failCancelled() {
        state = WITHDRAWN;
        makeReady();
    }

    /** True from {@link #suspended} until the outcome is known. */
    protected final boolean isWaiting() {
        return strand != null && strand.isWaitingIn(this);
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

    /** Lets {@link #expired} be called when so much time has passed. */
    protected final void wakeAfter(long delayNanos) {
        wakeAt(scheduler().deadlineAfter(delayNanos));
    }

    /** Takes the timer back, if there is one. */
    protected final void cancelTimer() {
        scheduler().timers().cancel(this);
    }

    /** The scheduler of the loop this operation runs on. */
    final Scheduler scheduler() {
        return strand().scheduler();
    }

    @Override
    protected final @Nullable Object resume(@Nullable Object ignored, @Nullable Throwable none) throws Throwable {
        Strand task = Scheduler.current().running;
        if (task == null) {
            throw new IllegalStateException("only a task can wait: spawn a coroutine that awaits this operation");
        }
        if (task.isCancelled() && !isShielded()) {
            throw task.cancellation();
        }
        strand = task;
        Object result = begin();
        if (result == this) {
            return this;
        }
        strand = null;
        return Awaits.result(result);
    }

    /** Resumes the task with the outcome. */
    @Override
    public final void run() throws Throwable {
        Strand task = strand();
        Scheduler scheduler = task.scheduler();
        Resumable next = caller;
        Object result = value();
        Throwable exception = state == WITHDRAWN ? scheduler.endOfWithdrawn(this, task) : failure();
        caller = null;
        strand = null;
        over(scheduler);
        task.resumeChain(scheduler, next, result, exception);
    }

    /** What the wait has brought. */
    @Nullable
    Object value() {
        return null;
    }

    /** What the wait has failed with. */
    @Nullable
    Throwable failure() {
        return null;
    }

    /** What is waited for, if that is something with waiters of its own. */
    protected @Nullable Waitable waitable() {
        return null;
    }

    /** Makes this, which has not begun, an operation of a task that waits in another one for it. */
    final void belongTo(Strand task) {
        strand = task;
    }

    /** The wait is over, the task about to be resumed. */
    void over(Scheduler scheduler) {}

    /** As {@link #interrupt}, with {@code injected} in the place of the task's cancellation. */
    final void interruptBy(Throwable injected) {
        scheduler().inject(this, injected);
        interrupt();
    }

    final void interrupt() {
        if (withdraw()) {
            failCancelled();
        }
    }

    /** The outcome is there: whoever waits here becomes ready to run. */
    void makeReady() {
        Strand task = strand;
        if (task == null || !task.isWaitingIn(this)) {
            throw new IllegalStateException(this + " is not waiting");
        }
        task.setWaiting(null);
        task.scheduler().ready().add(this);
    }
}
