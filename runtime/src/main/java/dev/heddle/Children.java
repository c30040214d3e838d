package dev.heddle;

import dev.heddle.CancelReason.Kind;
import dev.heddle.coroutine.Frame;
import dev.heddle.coroutine.Place;
import dev.heddle.scheduling.RunQueue;
import dev.heddle.scheduling.StepObserver;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The tasks of one scope: those that have not ended, in the order they were spawned, in a list linked through the tasks, which
 * is what holds running tasks strongly; and what has become of the others, by the scope's policy.
 *
 * <p>Confined to the loop thread.
 */
final class Children {
    private final TaskScope scope;
    private final ScopePolicy policy;
    private final @Nullable Slots slots;
    private @Nullable Task<?> first;
    private @Nullable Task<?> last;
    private int size;
    private int daemons;

    /** Why all have to end; from the beginning in a body that is cancelled already. */
    private @Nullable CancelReason cancelReason;

    /** True once one has ended without a result because of that. */
    private boolean anyLost;

    private @Nullable ScopeFailures failures;
    private @Nullable Unretrieved unretrieved;
    private @Nullable Task<?> winner;

    Children(TaskScope scope, ScopeOptions options) {
        this.scope = scope;
        policy = options.policy;
        slots = options.limit == 0 ? null : new Slots(options.limit, scope.loop.scheduler.ready());
    }

    @Nullable
    Task<?> first() {
        return first;
    }

    int size() {
        return size;
    }

    /** The tasks as they are now. */
    List<Task<?>> toList() {
        List<Task<?>> tasks = new ArrayList<>(size);
        for (Task<?> task = first; task != null; task = task.nextSibling) {
            tasks.add(task);
        }
        return Collections.unmodifiableList(tasks);
    }

    /** A new task; its first step comes with the others that are ready, or when there is a place for it. */
    <T extends @Nullable Object> Task<T> spawn(@Nullable Object name, Coroutine<T> coroutine) {
        Task<T> task = create(name, coroutine);
        add(task);
        if (slots == null) {
            ready().add(task);
        } else {
            slots.begin(task);
        }
        return task;
    }

    <T extends @Nullable Object> Task<T> spawnDaemon(String name, Coroutine<T> coroutine) {
        Task<T> task = create(name, coroutine);
        task.set(PackedTask.DAEMON);
        add(task);
        ready().add(task);
        return task;
    }

    /** A new task, whose first step is run here. */
    <T extends @Nullable Object> Task<T> spawnEagerly(Coroutine<T> coroutine) {
        Task<T> task = create(null, coroutine);
        add(task);
        task.beginHere();
        return task;
    }

    /** As {@link #spawnEagerly}, after all have been asked to end, too. */
    void spawnDetached(Frame<?> coroutine) {
        if (scope.isClosed()) {
            throw scope.refusal();
        }
        coroutine.claim();
        Task<?> task = make(null, coroutine);
        add(task);
        task.beginHere();
    }

    /** Lets a cancelled task end that may still wait for a place. */
    void beginWithoutSlot(Task<?> task) {
        if (slots != null && !task.has(PackedTask.HAS_SLOT) && !task.isDaemon()) {
            ready().add(task);
        }
    }

    /** Lets others have the place of a task that has ended. */
    void release(Task<?> task) {
        if (slots != null && task.has(PackedTask.HAS_SLOT)) {
            slots.release();
        }
    }

    boolean takesTasks() {
        return cancelReason == null && !scope.isClosed();
    }

    /** What those who wait to spawn a task wait for; null if nobody ever has to. */
    @Nullable
    Slots slots() {
        return slots;
    }

    private <T extends @Nullable Object> Task<T> create(@Nullable Object name, Coroutine<T> coroutine) {
        scope.loop.confine("spawn");
        Frame<T> frame = (Frame<T>) coroutine;
        frame.claim();
        if (!takesTasks()) {
            throw whatARefusedSpawnThrows();
        }
        Task<T> task = make(name, frame);
        if (scope.loop.scheduler.ledger().isFull()) {
            task.extra().origin = Place.here();
        }
        return task;
    }

    private <T extends @Nullable Object> Task<T> make(@Nullable Object name, Frame<T> coroutine) {
        Task<T> task = new Task<>(scope, name, coroutine, scope.loop.nextTaskNumber());
        StepObserver observer = scope.loop.scheduler.observer();
        if (observer != null) {
            observer.spawned(task);
        }
        return task;
    }

    private RuntimeException whatARefusedSpawnThrows() {
        try {
            scope.checkpoint();
        } catch (DeadlineExceeded passed) {
            throw Loop.<RuntimeException>sneaky(passed);
        }
        return scope.refusal();
    }

    private RunQueue ready() {
        return scope.loop.scheduler.ready();
    }

    private void add(Task<?> task) {
        task.previousSibling = last;
        if (last == null) {
            first = task;
        } else {
            last.nextSibling = task;
        }
        last = task;
        size++;
        if (task.isDaemon()) {
            daemons++;
        }
    }

    private void remove(Task<?> task) {
        Task<?> previous = task.previousSibling;
        Task<?> next = task.nextSibling;
        if (previous == null) {
            first = next;
        } else {
            previous.nextSibling = next;
        }
        if (next == null) {
            last = previous;
        } else {
            next.previousSibling = previous;
        }
        task.previousSibling = null;
        task.nextSibling = null;
        size--;
        if (task.isDaemon()) {
            daemons--;
        }
    }

    /** Takes over a running task of another scope. */
    void adopt(Task<?> task) {
        if (scope.isClosed()) {
            throw scope.refusal();
        }
        task.scope.children.remove(task);
        task.scope = scope;
        add(task);
        if (cancelReason != null) {
            Cancellation.of(task, cancelReason);
        }
    }

    /** Lets the other scope take over all tasks. */
    void moveTo(TaskScope other) {
        for (Task<?> task = first; task != null; task = first) {
            other.children.adopt(task);
        }
    }

    /** Cancels all of them, not the body of the scope. */
    void cancel(Kind kind) {
        Cancellation.ofChildren(scope, new CancelReason(kind, null, scope));
    }

    /** A cancellation has reached all of them. */
    void areCancelled(@Nullable CancelReason why) {
        if (cancelReason == null) {
            cancelReason = why;
        }
    }

    /** True once all have been asked to end. */
    boolean areCancelled() {
        return cancelReason != null;
    }

    /** True once all have been asked to end for a better reason than that this scope does not need them any more. */
    boolean areCutShort() {
        return cancelReason != null && !cancelReason.isEndOf(scope);
    }

    /** True when none is left. Cancels the daemons when only they are. */
    boolean haveEnded() {
        if (size != 0 && size == daemons && cancelReason == null) {
            cancel(Kind.FINISHED);
        }
        return size == 0;
    }

    /** True if a failure concerns nobody but those who look at it. */
    boolean failOnTheirOwn() {
        return policy == ScopePolicy.SUPERVISE;
    }

    /** A task has ended, and its waiters have been told. True if it has to cancel the scope. */
    boolean ended(Task<?> task) {
        remove(task);
        switch (task.state()) {
            case CANCELLED -> anyLost |= areCutShort() && task.cancelReason() == cancelReason && !task.isDaemon();
            case FAILED -> {
                return failed(task, Objects.requireNonNull(task.ownFailure()));
            }
            default -> succeeded(task);
        }
        return false;
    }

    private void succeeded(Task<?> task) {
        if (policy == ScopePolicy.FIRST_SUCCESS && winner == null && !task.isDaemon()) {
            winner = task;
            cancel(Kind.FINISHED);
        }
    }

    private boolean failed(Task<?> task, Throwable failure) {
        if (failOnTheirOwn()) {
            if (unretrieved == null) {
                unretrieved = new Unretrieved();
            }
            unretrieved.add(task);
            return false;
        }
        failures().add(failure);
        if (task.toldOwner()) {
            failures().told(failure);
        }
        return policy == ScopePolicy.FAIL_FAST && cancelReason == null;
    }

    /** The body has got this failure by awaiting the task. */
    void toldOwner(Throwable failure) {
        if (failures != null) {
            failures.told(failure);
        }
    }

    /** True if a task has ended without a result because all were cancelled. */
    boolean anyLost() {
        return anyLost;
    }

    /** The first that succeeded, where that matters. */
    @Nullable
    Task<?> winner() {
        return winner;
    }

    /** All failures there are. */
    ScopeFailures failures() {
        if (failures == null) {
            failures = new ScopeFailures(scope);
        }
        return failures;
    }

    /** The failures that would be lost if the scope ended now. Those before a first success are no loss. */
    @Nullable
    ScopeFailed untold() {
        return failures == null || winner != null ? null : failures.untold();
    }

    /** Reports the failures that nobody was told about. */
    void reportUnretrieved() {
        if (unretrieved != null) {
            unretrieved.reportAll();
        }
    }
}
