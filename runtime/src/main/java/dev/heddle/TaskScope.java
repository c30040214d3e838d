package dev.heddle;

import dev.heddle.annotation.Async;
import dev.heddle.scheduling.Scheduler;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
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
 * <p>That is {@link ScopePolicy#FAIL_FAST}; with the other policies a failed child cancels nothing. The children are
 * cancelled in each of these cases. Where several apply the outermost is thrown. An operation that has
 * completed is never lost: its await returns, and the next one throws. Closing waits for the children: as they are after a
 * normal end, cancelled after an end with an exception. It cannot be interrupted, since that would leak them.
 *
 * <p>Confined to the loop thread; opened and closed by the same task. Children may be spawned by any task of the loop while
 * the scope is neither cancelled nor closed.
 */
public final class TaskScope implements AsyncCloseable {
    final Loop loop;
    private final ScopeOptions options;

    /** The task in whose body this scope is; null for a root scope, which has no body. */
    final @Nullable Task<?> owner;

    /** The next one in the owner's {@link OpenScopes}. */
    @Nullable
    TaskScope outer;

    final Children children;
    private @Nullable ScopeDeadline deadline;

    /** Why the body and all that is in it has to end; null while it has not. */
    private @Nullable CancelReason reason;

    /** True once the body has been told about the deadline. */
    private boolean deadlineTold;

    private boolean closed;
    private @Nullable ScopeClose closing;

    private TaskScope(Loop loop, @Nullable Task<?> owner, ScopeOptions options) {
        this.loop = loop;
        this.owner = owner;
        this.options = options;
        children = new Children(this, options);
    }

    /** The scope of a loop. Its children fail on their own. */
    static TaskScope root(Loop loop) {
        return new TaskScope(loop, null, ScopeOptions.defaults().named("root").policy(ScopePolicy.SUPERVISE));
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
        if (!(Scheduler.current().running() instanceof Task<?> task)) {
            throw new IllegalStateException("a scope is opened inside a task, and none is running");
        }
        TaskScope scope = new TaskScope(task.loop(), task, options);
        task.opened(scope);
        if (options.timeout != null) {
            scope.limitTo(options.timeout);
        }
        if (scope.isShielded() || scope.isCancelled()) {
            task.updateCancellation();
        }
        scope.children.areCancelled(task.bodyCancelReason());
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

    /**
     * Runs a coroutine as a child of this scope, beginning in this tick or the next; in a scope with a limit, when a place is
     * free. No suspension point.
     *
     * <p>A scope that is cancelled takes no more tasks; a body that is cancelled gets here what its next await would throw.
     *
     * @throws IllegalStateException if the scope is cancelled or closed, or the coroutine was awaited or spawned before
     */
    public <T extends @Nullable Object> Task<T> spawn(Coroutine<T> coroutine) {
        return children.spawn(null, coroutine);
    }

    /** As {@link #spawn(Coroutine)}, with a name for messages. */
    public <T extends @Nullable Object> Task<T> spawn(String name, Coroutine<T> coroutine) {
        return children.spawn(name, coroutine);
    }

    /**
     * As {@link #spawn(Coroutine)}, with a name for messages that is made only when one of them needs it, on whatever thread
     * that is: for tasks of which there are many.
     */
    public <T extends @Nullable Object> Task<T> spawn(Supplier<String> name, Coroutine<T> coroutine) {
        return children.spawn(name, coroutine);
    }

    /**
     * Runs a coroutine as a child that the closing scope cancels when all others have ended, instead of awaiting it: a
     * heartbeat, a background refresh. It needs no place in a scope with a limit.
     */
    public <T extends @Nullable Object> Task<T> spawnDaemon(String name, Coroutine<T> coroutine) {
        return children.spawnDaemon(name, coroutine);
    }

    /**
     * As {@link #spawn(Coroutine)}, with the first step inside this call, up to the first await that has to wait. It needs no
     * place in a scope with a limit. No suspension point.
     */
    public <T extends @Nullable Object> Task<T> spawnEagerly(Coroutine<T> coroutine) {
        return children.spawnEagerly(coroutine);
    }

    /**
     * Waits for a free place in a scope with {@link ScopeOptions#limit}, in order of asking, and runs the coroutine as a
     * child: what keeps a producer from spawning faster than the work is done. Cancelled while it waits, nothing has been
     * spawned, and the coroutine cannot be used any more. A suspension point where it is awaited.
     */
    public <T extends @Nullable Object> Coroutine<Task<T>> spawnWhenFree(Coroutine<T> coroutine) {
        return new SpawnWhenFree<>(this, null, coroutine);
    }

    /** As {@link #spawnWhenFree(Coroutine)}, with a name for messages. */
    public <T extends @Nullable Object> Coroutine<Task<T>> spawnWhenFree(String name, Coroutine<T> coroutine) {
        return new SpawnWhenFree<>(this, name, coroutine);
    }

    /**
     * Runs a coroutine as a child and waits until it says that it is ready, by {@link Startup#ready}: a server that listens,
     * a worker that has its connection. From then on it is a task of this scope like any other.
     *
     * <p>Until then it belongs to this call: what it fails with is thrown here, and it is cancelled and awaited when this
     * call is cancelled. A suspension point where it is awaited.
     *
     * @return what the child gave to {@code ready}
     * @throws IllegalStateException at the await, if the child ends without having been ready
     */
    public <T extends @Nullable Object> Coroutine<T> start(String name, StartBody<T> body) {
        return Startup.run(this, name, body);
    }

    IllegalStateException refusal() {
        return new IllegalStateException(
                this + " takes no more tasks: it is " + (closed ? "closed" : "being closed or cancelled"));
    }

    /**
     * Cancels the children and the body: awaits inside this scope throw {@link Cancelled} from now on. What leaves the scope
     * with a {@code return} afterwards leaves it normally. No suspension point.
     */
    public void cancel() {
        cancelFor(null);
    }

    /** As {@link #cancel()}, with a reason for messages. */
    public void cancel(String reason) {
        cancelFor(reason);
    }

    private void cancelFor(@Nullable String message) {
        loop.confine("cancel");
        cancel(new CancelReason(CancelReason.Kind.REQUESTED, message, loop.whoIsRunning()));
    }

    private void cancel(CancelReason why) {
        if (reason == null && !closed) {
            reason = why;
            if (isBeside()) {
                Cancellation.ofChildren(this, why);
            } else {
                Cancellation.of(this, why);
            }
        }
    }

    /**
     * Cancels the children and leaves the body alone, which may go on and look at what they have come to. No more tasks can
     * be spawned. No suspension point.
     */
    public void cancelChildren() {
        loop.confine("cancelChildren");
        children.cancel(CancelReason.Kind.FINISHED);
    }

    /**
     * Moves the deadline of this scope, or gives it one: it passes when so much time has gone by from now. The deadlines of
     * the scopes around it hold as before. No suspension point.
     *
     * @throws IllegalStateException if its deadline has passed, or it is closed
     */
    public void reschedule(Duration timeLeft) {
        loop.confine("reschedule");
        if (closed || deadline != null && deadline.hasPassed()) {
            throw new IllegalStateException(
                    closed ? this + " is closed" : deadline + " has passed and cannot be moved any more");
        }
        limitTo(timeLeft);
    }

    private void limitTo(Duration timeout) {
        if (deadline == null) {
            deadline = new ScopeDeadline(this, loop.scheduler, timeout);
        } else {
            deadline.set(timeout);
        }
        if (deadline.hasPassed()) {
            deadlinePassed();
        }
    }

    /** Where all has been cancelled from elsewhere already, the deadline changes nothing any more. */
    void deadlinePassed() {
        if (closing == null ? !children.areCutShort() : !children.areCancelled()) {
            cancel(new CancelReason(CancelReason.Kind.DEADLINE, null, this));
        }
    }

    /**
     * The time until the deadline of this scope itself; zero when it has passed, null if there is none. What the scopes around
     * it allow is told by {@link Task#timeLeft()}.
     */
    public @Nullable Duration timeLeft() {
        return deadline == null ? null : deadline.timeLeft();
    }

    /**
     * True if the deadline of this scope has passed and ended something before its time. False when the work was done in the
     * tick in which it passed.
     */
    public boolean expired() {
        return reason != null && reason.kind() == CancelReason.Kind.DEADLINE && (deadlineTold || children.anyLost());
    }

    /**
     * Throws what an await would throw here if the running task is cancelled: for code between two awaits, and for code that has
     * to catch {@link DeadlineExceeded} where javac wants to see who throws it. What comes while a step runs, a deadline for
     * example, is seen from the next step on: a long computation awaits {@link Coroutines#yieldNow} now and then. No suspension
     * point.
     */
    public void checkpoint() throws DeadlineExceeded {
        loop.confine("checkpoint");
        try {
            loop.scheduler.checkCancellation();
        } catch (Throwable cancellation) {
            throw Loop.<RuntimeException>sneaky(cancellation);
        }
    }

    /** Why this scope was cancelled; null if it was not, or only with what is around it. */
    public @Nullable CancelReason cancelReason() {
        return reason;
    }

    /** The tasks of this scope that have not ended, in the order they were spawned. */
    public List<Task<?>> tasks() {
        loop.confine("tasks");
        return children.toList();
    }

    /** The task in whose body this scope is; null for the root scope of a loop. */
    public @Nullable Task<?> owner() {
        return owner;
    }

    /**
     * With {@link ScopePolicy#FIRST_SUCCESS}: the first task of this scope that has succeeded.
     *
     * @throws IllegalStateException if none has
     */
    public Task<?> winner() {
        Task<?> winner = children.winner();
        if (winner == null) {
            throw new IllegalStateException("no task of " + this + " has succeeded");
        }
        return winner;
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

    /** The name given in the options; null if it has none. */
    @Nullable
    String name() {
        return options.name;
    }

    /** The scope around this one, in the same body or in the one of the task around; null for the root scope of a loop. */
    public @Nullable TaskScope around() {
        TaskScope next = nextAround();
        return next != null || owner == null ? next : owner.scope;
    }

    /** The next one outwards in the same body that is around it. */
    @Nullable
    TaskScope nextAround() {
        TaskScope next = outer;
        while (next != null && next.isBeside()) {
            next = next.outer;
        }
        return next;
    }

    /** True if this scope is not around the body of its task. */
    boolean isBeside() {
        return options.border == ScopeOptions.Border.BESIDE;
    }

    /** True if the cancellation of what is around does not reach inside. */
    boolean isShielded() {
        return options.border == ScopeOptions.Border.SHIELDED;
    }

    boolean isCancelled() {
        return reason != null;
    }

    /** What awaits in the body of this cancelled scope throw. */
    Throwable cancellation() {
        CancelReason why = Objects.requireNonNull(reason);
        return switch (why.kind()) {
            case FAILED -> children.failures().failure();
            case DEADLINE -> {
                deadlineTold = true;
                yield new DeadlineExceeded(this, deadline + " has passed");
            }
            default -> new Cancelled(this + " was cancelled" + why.suffix(), why);
        };
    }

    /** First half of closing: false if there is still something to wait for. */
    boolean beginClose(ScopeClose leaf, CloseReason how) {
        if (owner == null || Scheduler.current().running() != owner && !isBeside()) {
            throw new IllegalStateException(this + " can be closed only by the task that opened it");
        }
        if (closing != null) {
            throw new IllegalStateException(this + " is being closed already");
        }
        closing = leaf;
        if (how == CloseReason.FAILED) {
            children.cancel(CancelReason.Kind.LEFT);
        }
        return children.haveEnded();
    }

    boolean isClosed() {
        return closed;
    }

    /** The body is behind this scope. */
    void leave(Task<?> task) {
        closed = true;
        if (deadline != null) {
            deadline.cancel();
        }
        Objects.requireNonNull(task.openScopes()).leave(this);
        if (isShielded() || task.bodyCancelReason() != null) {
            task.updateCancellation();
        }
        children.reportUnretrieved();
    }

    /** A child has ended, and its waiters have been told. */
    void ended(Task<?> child) {
        if (children.ended(child)) {
            cancel(new CancelReason(CancelReason.Kind.FAILED, null, child));
        }
        children.release(child);
        if (closing != null && children.haveEnded()) {
            closing.childrenEnded();
        }
    }
}
