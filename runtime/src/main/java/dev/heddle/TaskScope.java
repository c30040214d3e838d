package dev.heddle;

import dev.heddle.annotation.Async;
import dev.heddle.coroutine.Frame;
import dev.heddle.scheduling.Alarm;
import dev.heddle.scheduling.Scheduler;
import dev.heddle.scheduling.Sleep;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Owner of child tasks: it does not end before they have. Opened in the body of a task, most often by try-with-resources.
 *
 * <pre>{@code
 * try (TaskScope scope = TaskScope.open(deadline(2, SECONDS).named("load"))) {
 *     Task<Html> html = scope.spawn(fetch(url));
 *     Task<User> user = scope.spawn("user", whoIs(url));
 *     return done(new Page(await(html), await(user)));
 * }
 * }</pre>
 *
 * <p>A scope that is cancelled stays cancelled. What the awaits of its body throw from then on, again and again until the
 * scope is left:
 *
 * <pre>
 *   reason                                    awaits in the body throw   closing after a normal end throws
 *   a child failed                            ScopeFailed                ScopeFailed
 *   its deadline passed                       DeadlineExceeded           DeadlineExceeded, if it had any effect
 *   cancel() of this scope                    Cancelled                  nothing
 *   its task, or a scope around it, is        as told by that one        as told by that one, if a child was lost
 *   cancelled
 * </pre>
 *
 * <p>The children are cancelled in each of these cases. Where several apply the outermost is thrown. An operation that has
 * completed is never lost: its await returns, and the next one throws. Closing waits for the children: as they are after a
 * normal end, cancelled after an end with an exception. It cannot be interrupted, since that would leak them.
 *
 * <p>Confined to the loop thread; opened and closed by the same task. Children may be spawned by any task of the loop while
 * the scope is neither cancelled nor closed.
 */
public final class TaskScope implements AsyncCloseable {
    private enum Reason {
        FAILED,
        DEADLINE,
        CANCELLED
    }

    private final Loop loop;
    private final ScopeOptions options;

    /** The task in whose body this scope is; null for a root scope, which has no body. */
    final @Nullable Task<?> owner;

    /** The scope around this one in the same body. */
    @Nullable
    TaskScope outer;

    private @Nullable Alarm deadline;
    private @Nullable Reason reason;

    /** True once all children have been asked to end; from the beginning in a body that is cancelled already. */
    boolean childrenCancelled;

    /** True once a child has ended without a result because of that. */
    private boolean childLost;

    /** True once the body has been told about the deadline. */
    private boolean deadlineTold;

    private boolean closed;
    private @Nullable ScopeClose closing;
    private @Nullable ScopeFailures failures;
    final Children children = new Children();

    private TaskScope(Loop loop, @Nullable Task<?> owner, @Nullable TaskScope outer, ScopeOptions options) {
        this.loop = loop;
        this.owner = owner;
        this.outer = outer;
        this.options = options;
    }

    /** The scope of a loop. Its children fail on their own. */
    static TaskScope root(Loop loop) {
        return new TaskScope(loop, null, null, ScopeOptions.defaults().named("root"));
    }

    /**
     * Opens a scope in the running task. No suspension point.
     *
     * @throws IllegalStateException if no task is running
     */
    public static TaskScope open() {
        return open(ScopeOptions.defaults());
    }

    /**
     * Opens a scope in the running task. A deadline that is not in the future has passed already. No suspension point.
     *
     * @throws IllegalStateException if no task is running
     */
    public static TaskScope open(ScopeOptions options) {
        Scheduler scheduler = Scheduler.current();
        if (!(scheduler.running() instanceof Task<?> task)) {
            throw new IllegalStateException("a scope is opened inside a task, and none is running");
        }
        TaskScope scope = new TaskScope(task.loop, task, task.innermost, options);
        task.innermost = scope;
        if (options.timeout != null) {
            scope.startDeadline(scheduler, Sleep.nanosOf(options.timeout));
        }
        if (options.shielded || scope.reason != null) {
            task.updateCancellation();
        }
        scope.childrenCancelled = task.bodyIsCancelled();
        return scope;
    }

    /**
     * Runs {@code body} in a scope of its own: try-with-resources as an expression. A suspension point where it is awaited.
     *
     * @return the result of the body, once all children have ended
     */
    public static <T extends @Nullable Object> Coroutine<T> run(ScopeBody<T> body) {
        return run(ScopeOptions.defaults(), body);
    }

    /** As {@link #run(ScopeBody)}, with options. */
    @Async
    public static <T extends @Nullable Object> Coroutine<T> run(ScopeOptions options, ScopeBody<T> body) {
        try (TaskScope scope = open(options)) {
            return Coroutines.done(Coroutines.await(coroutineOf(body, scope)));
        }
    }

    private static <T extends @Nullable Object> Coroutine<T> coroutineOf(ScopeBody<T> body, TaskScope scope) {
        try {
            return body.in(scope);
        } catch (Exception failure) {
            throw Loop.<RuntimeException>sneaky(failure);
        }
    }

    private void startDeadline(Scheduler scheduler, long nanos) {
        if (nanos <= 0) {
            reason = Reason.DEADLINE;
            return;
        }
        // Acts one tick after it has expired: whatever becomes known in that tick wins.
        deadline = Alarm.at(
                scheduler,
                scheduler.deadlineAfter(nanos),
                () -> scheduler.ready().add(this::deadlinePassed));
    }

    /** Where all has been cancelled from elsewhere already, the deadline changes nothing any more. */
    private void deadlinePassed() {
        if (!childrenCancelled) {
            cancel(Reason.DEADLINE);
        }
    }

    /**
     * Runs a coroutine as a child of this scope, beginning in this tick or the next.
     *
     * <p>A scope that is cancelled takes no more tasks; a body that is cancelled gets here what its next await would throw.
     *
     * @throws IllegalStateException if the scope is cancelled or closed, or the coroutine was awaited or spawned before
     */
    public <T extends @Nullable Object> Task<T> spawn(Coroutine<T> coroutine) {
        return spawn(null, coroutine, false);
    }

    /** As {@link #spawn(Coroutine)}, with a name for messages. */
    public <T extends @Nullable Object> Task<T> spawn(String name, Coroutine<T> coroutine) {
        return spawn(name, coroutine, false);
    }

    /**
     * Runs a coroutine as a child that the closing scope cancels when all others have ended, instead of awaiting it: a
     * heartbeat, a background refresh.
     */
    public <T extends @Nullable Object> Task<T> spawnDaemon(String name, Coroutine<T> coroutine) {
        return spawn(name, coroutine, true);
    }

    private <T extends @Nullable Object> Task<T> spawn(@Nullable String name, Coroutine<T> coroutine, boolean daemon) {
        Task<T> task = add(name, coroutine, daemon);
        loop.scheduler.ready().add(task::begin);
        return task;
    }

    /** A new child whose first step has still to be scheduled. */
    <T extends @Nullable Object> Task<T> add(@Nullable String name, Coroutine<T> coroutine, boolean daemon) {
        loop.confine("spawn");
        Frame<T> frame = (Frame<T>) coroutine;
        frame.claim();
        if (closed || childrenCancelled) {
            checkCancellation();
            throw new IllegalStateException(
                    this + " takes no more tasks: it is " + (closed ? "closed" : "being closed or cancelled"));
        }
        Task<T> task = new Task<>(loop, this, name, frame, daemon);
        children.add(task);
        return task;
    }

    /**
     * Cancels the children and the body: awaits inside this scope throw {@link Cancelled} from now on. What leaves the scope
     * with a {@code return} afterwards leaves it normally. No suspension point.
     */
    public void cancel() {
        loop.confine("cancel");
        cancel(Reason.CANCELLED);
    }

    private void cancel(Reason why) {
        if (reason == null && !closed) {
            reason = why;
            Cancellation.of(this);
        }
    }

    /**
     * True if the deadline of this scope has passed and ended something before its time. False when the work was done in the
     * tick in which it passed.
     */
    public boolean expired() {
        return reason == Reason.DEADLINE && (deadlineTold || childLost);
    }

    /**
     * Waits until all children have ended: {@code COMPLETED} awaits them, then cancels the daemons; {@code FAILED} cancels
     * them first. A suspension point that cancellation does not interrupt. To be awaited by the task that opened the scope.
     */
    @Override
    public Coroutine<Void> closeAsync(CloseReason reason) {
        return new ScopeClose(this, reason);
    }

    /**
     * Closes the scope: {@code await(closeAsync(COMPLETED))}, or {@code FAILED} on the way out with an exception.
     *
     * @throws ScopeFailed if a child has failed and the body has not been told
     * @throws NotWovenError when called from code that has not been woven
     */
    @Override
    public void close() {
        throw NotWovenError.atCaller("`close()` of a TaskScope");
    }

    @Override
    public String toString() {
        return options.name == null ? "a scope" : "scope `" + options.name + "`";
    }

    /** Throws what an await in the body would throw now. */
    void checkCancellation() {
        try {
            loop.scheduler.checkCancellation();
        } catch (Throwable cancellation) {
            throw Loop.<RuntimeException>sneaky(cancellation);
        }
    }

    /** True if the cancellation of what is around does not reach inside. */
    boolean isShielded() {
        return options.shielded;
    }

    boolean isCancelled() {
        return reason != null;
    }

    /** What awaits in the body of this cancelled scope throw. */
    Throwable cancellation() {
        return switch (Objects.requireNonNull(reason)) {
            case FAILED -> failures().failure();
            case DEADLINE -> {
                deadlineTold = true;
                yield new DeadlineExceeded("the deadline of " + this + " (" + options.timeout + ") has passed");
            }
            case CANCELLED -> new Cancelled(this + " was cancelled");
        };
    }

    /** First half of closing: null if there is nothing to wait for any more. */
    boolean beginClose(ScopeClose leaf, CloseReason how) {
        if (Scheduler.current().running() != owner || owner == null) {
            throw new IllegalStateException(this + " can be closed only by the task that opened it");
        }
        if (closing != null) {
            throw new IllegalStateException(this + " is being closed already");
        }
        closing = leaf;
        if (how == CloseReason.FAILED) {
            Cancellation.ofChildren(this);
        }
        return isIdle();
    }

    boolean isClosed() {
        return closed;
    }

    /** Second half of closing, when all children have ended: leaves the scope; what closing has to throw, if anything. */
    @Nullable
    Throwable endClose(CloseReason how) {
        Task<?> task = Objects.requireNonNull(owner);
        leave(task);
        if (how == CloseReason.FAILED) {
            return untold();
        }
        if (reason == Reason.FAILED) {
            return failures().failure();
        }
        Throwable outcome = null;
        if (reason == Reason.DEADLINE && expired()) {
            outcome = cancellation();
        } else if (reason == null && childLost && task.bodyIsCancelled()) {
            outcome = task.cancellation();
        }
        ScopeFailed untold = untold();
        if (outcome == null) {
            return untold;
        }
        if (untold != null) {
            outcome.addSuppressed(untold);
        }
        return outcome;
    }

    private void leave(Task<?> task) {
        closed = true;
        if (deadline != null) {
            deadline.cancel();
        }
        if (task.innermost == this) {
            task.innermost = outer;
        } else {
            for (TaskScope inner = task.innermost; inner != null; inner = inner.outer) {
                if (inner.outer == this) {
                    inner.outer = outer;
                }
            }
        }
        if (options.shielded || task.bodyIsCancelled()) {
            task.updateCancellation();
        }
    }

    /**
     * The task ends with scopes open, which only code without try-with-resources can do: their children are cancelled and
     * go to the scope of the task.
     */
    static Throwable abandonAllOf(Task<?> task, @Nullable Throwable failure) {
        Throwable outcome = failure;
        for (TaskScope scope = task.innermost; scope != null; scope = task.innermost) {
            Cancellation.ofChildren(scope);
            scope.children.moveTo(task.scope);
            scope.leave(task);
            IllegalStateException open = new IllegalStateException(task + " has ended without closing " + scope);
            if (outcome == null) {
                outcome = open;
            } else {
                outcome.addSuppressed(open);
            }
        }
        return Objects.requireNonNull(outcome);
    }

    /** A child has ended, and its waiters have been told. */
    void ended(Task<?> child) {
        children.remove(child);
        Throwable failure = child.ownFailure();
        if (child.state() == Task.State.CANCELLED) {
            childLost |= childrenCancelled && !child.daemon;
        } else if (failure != null) {
            if (owner == null) {
                loop.childOfRootFailed(child);
            } else {
                childFailed(child, failure);
            }
        }
        if (closing != null && isIdle()) {
            closing.childrenEnded();
        }
    }

    private void childFailed(Task<?> child, Throwable failure) {
        failures().add(failure);
        if (child.toldOwner()) {
            failures().told(failure);
        }
        if (!childrenCancelled) {
            cancel(Reason.FAILED);
        }
    }

    /** The body has got this failure by awaiting the child. */
    void toldOwner(Throwable failure) {
        if (failures != null) {
            failures.told(failure);
        }
    }

    private ScopeFailures failures() {
        if (failures == null) {
            failures = new ScopeFailures(this);
        }
        return failures;
    }

    private @Nullable ScopeFailed untold() {
        return failures == null ? null : failures.untold();
    }

    /** True when no child is left. Cancels the daemons when only they are. */
    boolean isIdle() {
        if (children.onlyDaemons() && !childrenCancelled) {
            Cancellation.ofChildren(this);
        }
        return children.isEmpty();
    }
}
