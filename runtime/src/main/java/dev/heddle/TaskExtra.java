package dev.heddle;

import dev.heddle.coroutine.Place;
import dev.heddle.scheduling.Ledger;
import org.jspecify.annotations.Nullable;

/**
 * What most tasks never have: a name of their own, more than one waiter at a time, open scopes, a cancellation. Made when it
 * is needed; takes over the outcome of the task, too.
 *
 * <p>Confined to the loop thread.
 */
final class TaskExtra {
    /** A string, or what makes it when it is asked for first. */
    @Nullable
    Object name;

    /** Of a task that has ended. */
    @Nullable
    Object outcome;

    @Nullable
    TaskAwait<?> firstWaiter;

    @Nullable
    TaskAwait<?> lastWaiter;

    @Nullable
    OpenScopes scopes;

    /** Why the task itself was cancelled. */
    @Nullable
    CancelReason reason;

    /** What reports the failure if nobody looks at it. */
    Ledger.@Nullable Entry unretrieved;

    /** Where the task was spawned, in debug mode; else where its coroutine begins, once that has failed on its own. */
    @Nullable
    Place origin;

    /** The scope of the body whose cancellation its awaits have to obey; null for the task's own. */
    @Nullable
    TaskScope cancelledScope;

    /** The innermost value bound in its body, or inherited; see {@link AsyncLocal}. */
    AsyncLocal.@Nullable Binding bindings;

    /** What it has on the thread in its steps; see {@link ThreadContext}. */
    @Nullable
    Object @Nullable [] carried;

    void addWaiter(TaskAwait<?> waiter) {
        waiter.previousWaiter = lastWaiter;
        if (lastWaiter == null) {
            firstWaiter = waiter;
        } else {
            lastWaiter.nextWaiter = waiter;
        }
        lastWaiter = waiter;
    }

    void removeWaiter(TaskAwait<?> waiter) {
        if (waiter.previousWaiter == null) {
            firstWaiter = waiter.nextWaiter;
        } else {
            waiter.previousWaiter.nextWaiter = waiter.nextWaiter;
        }
        if (waiter.nextWaiter == null) {
            lastWaiter = waiter.previousWaiter;
        } else {
            waiter.nextWaiter.previousWaiter = waiter.previousWaiter;
        }
        waiter.previousWaiter = null;
        waiter.nextWaiter = null;
    }
}
