package dev.heddle;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * A cancellation on its way down the tree of tasks and scopes. It marks before it returns; what is marked ends in later
 * steps. Depth costs no stack.
 *
 * <p>A task that is reached cancels the children of all scopes open in it, up to the first shield. Confined to the loop
 * thread.
 */
final class Cancellation {
    private final CancelReason reason;
    private final ArrayDeque<Task<?>> reached = new ArrayDeque<>();

    private Cancellation(CancelReason reason) {
        this.reason = reason;
    }

    /** Cancels a task, from the outside. */
    static void of(Task<?> task, CancelReason reason) {
        Cancellation cancellation = new Cancellation(reason);
        cancellation.reach(task);
        cancellation.spread();
    }

    /** Cancels the body of a scope, which knows the reason already, and all that is in it. */
    static void of(TaskScope scope, CancelReason reason) {
        Cancellation cancellation = new Cancellation(reason);
        Task<?> owner = scope.owner;
        if (owner != null) {
            owner.interruptIfCancelled();
            cancellation.reachScopesOf(owner, scope);
        } else {
            cancellation.reachChildren(scope);
        }
        cancellation.spread();
    }

    /** Cancels the children of a scope, not its body. */
    static void ofChildren(TaskScope scope, CancelReason reason) {
        Cancellation cancellation = new Cancellation(reason);
        cancellation.reachChildren(scope);
        cancellation.spread();
    }

    private void spread() {
        for (Task<?> task = reached.poll(); task != null; task = reached.poll()) {
            task.interruptIfCancelled();
            reachScopesOf(task, null);
        }
    }

    private void reach(Task<?> task) {
        if (task.markCancelled(reason)) {
            reached.add(task);
        }
    }

    private void reachScopesOf(Task<?> task, @Nullable TaskScope outermost) {
        OpenScopes open = task.openScopes();
        if (open != null) {
            open.reachedFrom(outermost).forEach(this::reachChildren);
        }
    }

    private void reachChildren(TaskScope scope) {
        scope.children.areCancelled(reason);
        for (Task<?> child = scope.children.first(); child != null; child = child.nextSibling) {
            reach(child);
        }
    }
}
