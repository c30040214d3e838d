package dev.heddle;

import dev.heddle.coroutine.Frame;
import dev.heddle.coroutine.Place;
import dev.heddle.coroutine.Suspension;
import dev.heddle.scheduling.Scheduler;
import dev.heddle.scheduling.StepObserver;
import dev.heddle.scheduling.Strand;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
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
public final class Task<T extends @Nullable Object> extends PackedTask implements Awaitable<T>, Waitable {
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

    /** Finds class and method in the name of a frame class: {@code Shop$buy$Coroutine}, {@code Shop$buy$1$Coroutine}. */
    private static final Pattern WOVEN_METHOD = Pattern.compile("(.*)\\$([^$\\d][^$]*)(?:\\$\\d+)*\\$Coroutine");

    private final Class<?> coroutineClass;

    /** The scope that awaits or cancels this task in the end. */
    TaskScope scope;

    /** Links of the scope's list of children. */
    @Nullable
    Task<?> previousSibling;

    @Nullable
    Task<?> nextSibling;

    Task(TaskScope scope, @Nullable Object name, Frame<T> coroutine, int number) {
        super(coroutine, number);
        this.scope = scope;
        coroutineClass = coroutine.getClass();
        if (name != null) {
            extra().name = name;
        }
        AsyncLocal.Binding inherited = AsyncLocal.bindingsHere();
        if (inherited != null) {
            bind(inherited);
        }
    }

    /**
     * The task whose step is running.
     *
     * @throws IllegalStateException if none is: outside of loops, and in callbacks
     */
    public static Task<?> current() {
        if (Scheduler.current().running() instanceof Task<?> task) {
            return task;
        }
        throw new IllegalStateException("no task is running: this is a callback of " + Loop.current());
    }

    /** The name given when it was spawned, else the name of its {@code @Async} method and a number. */
    public String name() {
        TaskExtra extra = extraOrNull();
        if (extra != null && extra.name != null) {
            Object name = extra.name; // also read by the watchdog, on a thread of its own
            if (name instanceof Supplier<?> maker) {
                name = String.valueOf(maker.get());
                extra.name = name;
            }
            return (String) name;
        }
        Matcher method = WOVEN_METHOD.matcher(coroutineClass.getName());
        return (method.matches() ? method.group(2) : "task") + "-" + number();
    }

    /** Where this task stands. */
    public State state() {
        return storedState();
    }

    /** True once it has ended, in whatever way. */
    public boolean isDone() {
        return hasEnded();
    }

    /** True if the end of its scope cancels it instead of awaiting it. */
    public boolean isDaemon() {
        return has(DAEMON);
    }

    /** The scope that awaits or cancels this task in the end. */
    public TaskScope scope() {
        return scope;
    }

    /** The task that has opened the scope of this one; null for a task of the root scope. */
    public @Nullable Task<?> parent() {
        return scope.owner;
    }

    /** The loop it belongs to. */
    public Loop loop() {
        return scope.loop;
    }

    /**
     * The result of a task that has succeeded. No suspension point.
     *
     * @throws IllegalStateException if it has not
     */
    @SuppressWarnings({"unchecked", "NullAway"}) // T admits null where the coroutine may give it
    public T result() {
        if (state() != State.SUCCEEDED) {
            throw new IllegalStateException(this + " has no result");
        }
        return (T) outcome();
    }

    /**
     * What a task ended with that has failed, else null. Looking at it counts as having been told.
     */
    public @Nullable Throwable failure() {
        loop().confine("failure");
        told();
        return ownFailure();
    }

    private void told() {
        set(FAILURE_TOLD);
        TaskExtra extra = extraOrNull();
        if (extra != null && extra.unretrieved != null) {
            extra.unretrieved.settle();
            extra.unretrieved = null;
        }
    }

    /** Where it was spawned; null unless in debug mode. */
    @Nullable
    Place spawnedAt() {
        TaskExtra extra = extraOrNull();
        return extra == null || !scheduler().ledger().isFull() ? null : extra.origin;
    }

    /**
     * Where a task comes from that has failed on its own, for reports: where it was spawned, which is known in debug mode, or
     * the method it was spawned as, with its first line. Empty if neither is known.
     */
    String origin() {
        TaskExtra extra = extraOrNull();
        if (extra != null && extra.origin != null) {
            return (spawnedAt() != null ? "spawned at " : "spawned as ") + extra.origin.user();
        }
        Matcher method = WOVEN_METHOD.matcher(coroutineClass.getName());
        return method.matches() ? "spawned as " + method.group(1) + "." + method.group(2) : "";
    }

    /** The frame tells the file and the line of its method, and this is the last moment to ask it. */
    @Override
    protected void calleeFailed(Frame<?> callee) {
        if (callee.getClass() == coroutineClass && scope.children.failOnTheirOwn() && spawnedAt() == null) {
            StackTraceElement beginning = Suspension.beginning(callee);
            if (beginning != null) {
                extra().origin = Place.of(List.of(beginning));
            }
        }
    }

    /**
     * Asks the task to end: each of its awaits throws {@link Cancelled} from now on, the one that waits now included, and the
     * tasks of the scopes open in it are cancelled, too. No effect on a task that has ended or was cancelled before. No
     * suspension point: await the task to wait for its end.
     */
    public void cancel() {
        cancel(CancelReason.Kind.REQUESTED, null);
    }

    /** As {@link #cancel()}, with a reason for messages. */
    public void cancel(String reason) {
        cancel(CancelReason.Kind.REQUESTED, reason);
    }

    void cancel(CancelReason.Kind kind, @Nullable String message) {
        loop().confine("cancel");
        Cancellation.of(this, new CancelReason(kind, message, loop().whoIsRunning()));
    }

    /** Why this task was cancelled, itself or with what is around it; null if it was not. It may succeed nevertheless. */
    public @Nullable CancelReason cancelReason() {
        TaskExtra extra = extraOrNull();
        return extra == null ? null : extra.reason;
    }

    /**
     * How long this task may go on before the first deadline passes that it has to obey where it stands: of the scopes that
     * are open in it, and of those around it, up to the first shield. Null if there is none; zero in a cancelled task.
     */
    public @Nullable Duration timeLeft() {
        if (isCancelled()) {
            return Duration.ZERO;
        }
        TaskScope innermost = innermostScope();
        return ScopeDeadline.earliest(innermost == null ? scope : innermost);
    }

    /** What a task waits for, in words; null if it does not wait now. */
    public @Nullable String waitsFor() {
        return waitingFor();
    }

    /** Where a task that waits stands: the method that awaits, the one that awaits it, and so on. Empty if it does not wait. */
    public List<StackTraceElement> awaitChain() {
        return Suspension.positions(awaiting());
    }

    /** What may end its wait, each alone; empty if it does not wait, or for something else than the tasks of its loop. */
    List<Waitable> waitsForAnyOf() {
        return waitables();
    }

    /** The methods of {@link #awaitChain}, with their variables. */
    List<Suspension> suspensions() {
        return Suspension.chain(awaiting());
    }

    /** A coroutine that ends with this task's outcome; cancelling it does not cancel this task. */
    @Override
    public Coroutine<T> toCoroutine() {
        return new TaskAwait<>(this);
    }

    /**
     * A future that ends as this task does, on the loop thread: for code that knows nothing of tasks. It has been told what the
     * task fails with. To cancel the future does not cancel the task.
     */
    public CompletableFuture<T> toCompletableFuture() {
        loop().confine("toCompletableFuture");
        return Submission.follow(this);
    }

    @Override
    public List<Task<?>> waiters() {
        List<Task<?>> waiters = new ArrayList<>();
        for (TaskAwait<?> each = firstWaiter(); each != null; each = each.nextWaiter) {
            each.addTo(waiters);
        }
        return waiters;
    }

    /** This task itself while it has not ended: others wait for its end. */
    @Override
    public List<Task<?>> holders() {
        return isDone() ? List.of() : List.of(this);
    }

    @Override
    protected Scheduler scheduler() {
        return scope.loop.scheduler;
    }

    /** The first step: runs the coroutine, unless the task was cancelled before its turn. */
    @Override
    protected void begin() throws Throwable {
        Frame<?> coroutine = takeCoroutine();
        setState(State.RUNNING);
        if (cancelReason() != null) {
            resume(null, cancellation());
        } else {
            start(coroutine);
        }
    }

    /** The first step, inside the step of another task. */
    void beginHere() {
        try {
            begin();
        } catch (Throwable bug) {
            loop().report("the first step of " + this + " failed", bug);
        }
    }

    /** The coroutine has ended. */
    @Override
    protected @Nullable Object resume(@Nullable Object value, @Nullable Throwable thrown) {
        OpenScopes open = openScopes();
        Throwable exception = open == null ? thrown : open.abandonAll(this, thrown);
        if (exception == null) {
            end(State.SUCCEEDED, value);
        } else if (exception instanceof Cancelled cancelled) {
            if (cancelReason() != null) {
                end(State.CANCELLED, null);
            } else {
                end(
                        State.FAILED,
                        new TaskCancelledException(
                                "a scope inside " + this + " was cancelled, and its body did not end before it",
                                cancelled));
            }
        } else {
            end(State.FAILED, exception);
        }
        return null;
    }

    private void end(State state, @Nullable Object outcome) {
        setCancelled(false);
        TaskAwait<?> waiter = end(outcome);
        setState(state);
        StepObserver observer = scheduler().observer();
        if (observer != null) {
            observer.ends(this);
        }
        while (waiter != null) {
            waiter.taskEnded();
            waiter = waiter.nextWaiter; // afterwards, since it may have taken others out of the list
        }
        loop().taskEnded();
        scope.ended(this);
    }

    @Override
    protected Throwable cancellation() {
        TaskExtra extra = extra();
        if (extra.cancelledScope != null) {
            return extra.cancelledScope.cancellation();
        }
        CancelReason reason = Objects.requireNonNull(extra.reason);
        return new Cancelled(this + " was cancelled" + reason.suffix(), reason);
    }

    @Override
    protected @Nullable TaskScope innermostScope() {
        OpenScopes scopes = openScopes();
        return scopes == null ? null : scopes.innermostAround();
    }

    /** The first of the scopes open in its body, of whatever kind. */
    @Nullable
    TaskScope firstOpenScope() {
        OpenScopes scopes = openScopes();
        return scopes == null ? null : scopes.innermost();
    }

    /** The scopes that are open in its body; null if there never was one. */
    @Nullable
    OpenScopes openScopes() {
        TaskExtra extra = extraOrNull();
        return extra == null ? null : extra.scopes;
    }

    /** Writes down a scope that its body has opened. */
    void opened(TaskScope opened) {
        TaskExtra extra = extra();
        if (extra.scopes == null) {
            extra.scopes = new OpenScopes();
        }
        extra.scopes.open(opened);
    }

    /** The innermost value that is bound where it stands; null if none is. */
    AsyncLocal.@Nullable Binding bindings() {
        TaskExtra extra = extraOrNull();
        return extra == null ? null : extra.bindings;
    }

    void bind(AsyncLocal.@Nullable Binding innermost) {
        extra().bindings = innermost;
    }

    /** Takes down that a cancellation has reached the task; false if it changes nothing. */
    boolean markCancelled(CancelReason reason) {
        if (isDone() || cancelReason() != null) {
            return false;
        }
        extra().reason = reason;
        return true;
    }

    /** Finds out anew which cancellation the next await has to obey: the outermost one inside the innermost shield. */
    void updateCancellation() {
        TaskExtra extra = extra();
        OpenScopes open = extra.scopes;
        boolean own = extra.reason != null && (open == null || !open.isShielded());
        extra.cancelledScope = own || open == null ? null : open.cancelled();
        setCancelled(own || extra.cancelledScope != null);
    }

    /** Ends the wait of the body if its awaits have to throw by now. */
    void interruptIfCancelled() {
        updateCancellation();
        if (isCancelled()) {
            if (state() == State.SCHEDULED) {
                scope.children.beginWithoutSlot(this);
            }
            interrupt();
        }
    }

    /** Why the awaits of the body throw; null if they do not. */
    @Nullable
    CancelReason bodyCancelReason() {
        if (!isCancelled()) {
            return null;
        }
        TaskExtra extra = extra();
        return extra.cancelledScope != null ? extra.cancelledScope.cancelReason() : extra.reason;
    }

    /** What awaiting this task, which has ended, throws to {@code waiter}; null if it succeeded. */
    @Nullable
    Throwable exceptionFor(@Nullable Strand waiter) {
        if (state() == State.CANCELLED) {
            CancelReason reason = Objects.requireNonNull(cancelReason());
            return new TaskCancelledException(this + " was cancelled" + reason.suffix(), reason);
        }
        Throwable failure = ownFailure();
        if (failure != null) {
            told();
            if (waiter != null && waiter == scope.owner) {
                set(TOLD_OWNER);
                scope.children.toldOwner(failure);
            }
        }
        return failure;
    }

    /** The failure if nobody has been told yet. */
    @Nullable
    Throwable untoldFailure() {
        return has(FAILURE_TOLD) ? null : ownFailure();
    }

    /** What the task has failed with; does not count as having been told. */
    @Nullable
    Throwable ownFailure() {
        return state() == State.FAILED ? (Throwable) outcome() : null;
    }

    /** True if the body of the task's scope has got the failure by awaiting the task. */
    boolean toldOwner() {
        return has(TOLD_OWNER);
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
