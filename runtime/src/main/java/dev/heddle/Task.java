package dev.heddle;

import dev.heddle.coroutine.Frame;
import dev.heddle.scheduling.Strand;
import dev.heddle.scheduling.WaitQueue;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A coroutine that runs on its own in a {@link TaskScope}: a handle to name, await, cancel and inspect it. It may be awaited
 * any number of times, by any number of tasks of its loop.
 *
 * <pre>
 *   state      first step  coroutine ends  ends with Cancelled  cancel()
 *                          / throws        after a cancel()
 *   SCHEDULED  -> RUNNING  -               -                    -> CANCELLED at its turn; no step runs
 *   RUNNING    -           -> SUCCEEDED    -> CANCELLED         awaits throw Cancelled from here on
 *                          / FAILED
 *   the rest   -           -               -                    no effect
 * </pre>
 *
 * <p>So a task whose coroutine ends normally in the step in which it is cancelled keeps its result. Confined to the loop
 * thread.
 *
 * @param <T> the result
 */
public final class Task<T extends @Nullable Object> extends Strand implements Awaitable<T>, Waitable {
    /** Where a task stands. */
    public enum State {
        /** Spawned; no step has run. */
        SCHEDULED,
        /** Started and not ended; running a step or waiting. */
        RUNNING,
        /** Ended with a result. */
        SUCCEEDED,
        /** Ended with an exception. */
        FAILED,
        /** Ended because it was cancelled. */
        CANCELLED
    }

    /** Finds the method in the name of a generated frame class: {@code Shop$buy$Coroutine}, {@code Shop$buy$1$Coroutine}. */
    private static final Pattern WOVEN_METHOD = Pattern.compile(".*\\$([^$\\d][^$]*)(?:\\$\\d+)*\\$Coroutine");

    final Loop loop;
    final boolean daemon;
    private final @Nullable String name;
    private final long number;
    private final Class<?> coroutineClass;
    private State state = State.SCHEDULED;

    /** The scope that awaits or cancels this task in the end. */
    TaskScope scope;

    /** Links of the scope's list of children. */
    @Nullable
    Task<?> previousSibling;

    @Nullable
    Task<?> nextSibling;

    /** The innermost scope that is open in this task's body. */
    @Nullable
    TaskScope innermost;

    boolean cancelRequested;

    /** The outermost cancelled scope of the body that its awaits have to obey; null for the task's own cancellation. */
    private @Nullable TaskScope cancelledScope;

    /** The coroutine until it has been started, then the result once there is one. */
    private @Nullable Object coroutineOrResult;

    private @Nullable Throwable failure;
    private boolean failureTold;
    private boolean toldOwner;

    /** Made when the first task waits for this one. */
    private @Nullable WaitQueue<TaskAwait<T>> waiters;

    Task(Loop loop, TaskScope scope, @Nullable String name, Frame<T> coroutine, boolean daemon) {
        super(loop.scheduler);
        this.loop = loop;
        this.scope = scope;
        this.name = name;
        this.daemon = daemon;
        number = loop.nextTaskNumber();
        coroutineClass = coroutine.getClass();
        coroutineOrResult = coroutine;
    }

    /** The name given when it was spawned, else the name of its {@code @Async} method and a number. */
    public String name() {
        if (name != null) {
            return name;
        }
        Matcher method = WOVEN_METHOD.matcher(coroutineClass.getName());
        return (method.matches() ? method.group(1) : "task") + "-" + number;
    }

    /** Where this task stands. */
    public State state() {
        return state;
    }

    /** True once it has ended, in whatever way. */
    public boolean isDone() {
        return state.compareTo(State.RUNNING) > 0;
    }

    /**
     * The result of a task that has succeeded. No suspension point.
     *
     * @throws IllegalStateException if it has not
     */
    @SuppressWarnings({"unchecked", "NullAway"}) // T admits null where the coroutine may give it
    public T result() {
        if (state != State.SUCCEEDED) {
            throw new IllegalStateException(this + " has no result");
        }
        return (T) coroutineOrResult;
    }

    /**
     * What a task ended with that has failed, else null. Looking at it counts as having been told.
     */
    public @Nullable Throwable failure() {
        failureTold = true;
        return failure;
    }

    /**
     * Asks the task to end: each of its awaits throws {@link Cancelled} from now on, the one that waits now included, and the
     * tasks of the scopes open in it are cancelled, too. No effect on a task that has ended or was cancelled before. No
     * suspension point: await the task to wait for its end.
     */
    public void cancel() {
        loop.confine("cancel");
        Cancellation.of(this);
    }

    /** A coroutine that ends with this task's outcome; cancelling it does not cancel this task. */
    @Override
    public Coroutine<T> toCoroutine() {
        return new TaskAwait<>(this);
    }

    /** The first step: runs the coroutine, unless the task was cancelled before its turn. */
    void begin() throws Throwable {
        Frame<?> coroutine = (Frame<?>) Objects.requireNonNull(coroutineOrResult);
        coroutineOrResult = null;
        state = State.RUNNING;
        if (cancelRequested) {
            resume(null, cancellation());
        } else {
            start(coroutine);
        }
    }

    /** The coroutine has ended. */
    @Override
    protected @Nullable Object resume(@Nullable Object value, @Nullable Throwable thrown) {
        Throwable outcome = innermost == null ? thrown : TaskScope.abandonAllOf(this, thrown);
        if (outcome == null) {
            state = State.SUCCEEDED;
            coroutineOrResult = value;
        } else if (outcome instanceof Cancelled && cancelRequested) {
            state = State.CANCELLED;
        } else {
            state = State.FAILED;
            failure = outcome instanceof Cancelled
                    ? new TaskCancelledException(
                            "a scope inside " + this + " was cancelled, and its body did not end before it", outcome)
                    : outcome;
        }
        setCancelled(false);
        tellWaiters();
        scope.ended(this);
        return null;
    }

    @Override
    protected Throwable cancellation() {
        TaskScope cause = cancelledScope;
        return cause != null ? cause.cancellation() : new Cancelled(this + " was cancelled");
    }

    @Override
    protected @Nullable Object innermostScope() {
        return innermost;
    }

    /** Finds out anew which cancellation the next await has to obey: the outermost one inside the innermost shield. */
    void updateCancellation() {
        TaskScope outermost = null;
        boolean shielded = false;
        for (TaskScope each = innermost; each != null && !shielded; each = each.outer) {
            if (each.isCancelled()) {
                outermost = each;
            }
            shielded = each.isShielded();
        }
        boolean ownCancel = cancelRequested && !shielded;
        cancelledScope = ownCancel ? null : outermost;
        setCancelled(ownCancel || outermost != null);
    }

    /** Ends the wait of the body if its awaits have to throw by now. */
    void interruptIfCancelled() {
        updateCancellation();
        if (isCancelled()) {
            interrupt();
        }
    }

    boolean bodyIsCancelled() {
        return isCancelled();
    }

    /** What an await of this task, which has ended, gives or throws. */
    @Nullable
    Object outcome(Strand waiter) throws Throwable {
        Throwable exception = exceptionFor(waiter);
        if (exception != null) {
            throw exception;
        }
        return coroutineOrResult;
    }

    /** What awaiting this task, which has ended, throws to {@code waiter}; null if it succeeded. */
    @Nullable
    Throwable exceptionFor(Strand waiter) {
        if (state == State.CANCELLED) {
            return new TaskCancelledException(this + " was cancelled");
        }
        if (failure != null) {
            failureTold = true;
            if (waiter == scope.owner) {
                toldOwner = true;
                scope.toldOwner(failure);
            }
        }
        return failure;
    }

    /** The failure if nobody has been told yet. */
    @Nullable
    Throwable untoldFailure() {
        return failureTold ? null : failure;
    }

    /** What the task has failed with; does not count as having been told. */
    @Nullable
    Throwable ownFailure() {
        return failure;
    }

    /** True if the body of the task's scope has got the failure by awaiting the task. */
    boolean toldOwner() {
        return toldOwner;
    }

    void addWaiter(TaskAwait<T> waiter) {
        if (waiters == null) {
            waiters = new WaitQueue<>(this);
        }
        waiters.add(waiter);
    }

    private void tellWaiters() {
        if (waiters != null) {
            for (TaskAwait<T> waiter = waiters.poll(); waiter != null; waiter = waiters.poll()) {
                waiter.taskEnded();
            }
        }
    }

    @Override
    public List<Task<?>> waiters() {
        return waiters == null ? List.of() : waiters.tasks();
    }

    /** This task itself while it has not ended: others wait for its end. */
    @Override
    public List<Task<?>> holders() {
        return isDone() ? List.of() : List.of(this);
    }

    /** What the task waits for, in words. */
    String activity() {
        String waiting = waitingFor();
        return "`" + name() + "`" + (waiting == null ? "" : " waits for " + waiting);
    }

    @Override
    public String toString() {
        return "task `" + name() + "`";
    }
}
