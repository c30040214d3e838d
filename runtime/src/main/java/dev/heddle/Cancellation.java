package dev.heddle;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A cancellation on its way down the tree of tasks and scopes. It marks before it returns; what is marked ends in later
 * steps. Depth costs no stack.
 *
 * <p>A task that is reached cancels the children of all scopes open in it, from the outside in, up to the first shield.
 * Confined to the loop thread.
 */
final class Cancellation {
    private final ArrayDeque<Task<?>> reached = new ArrayDeque<>();

    private Cancellation() {}

    /** Cancels a task, from the outside. */
    static void of(Task<?> task) {
        Cancellation cancellation = new Cancellation();
        cancellation.reach(task);
        cancellation.spread();
    }

    /** Cancels the body of a scope, whose reason is set already, and all that is in it. */
    static void of(TaskScope scope) {
        Cancellation cancellation = new Cancellation();
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
    static void ofChildren(TaskScope scope) {
        Cancellation cancellation = new Cancellation();
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
        if (!task.cancelRequested && !task.isDone()) {
            task.cancelRequested = true;
            reached.add(task);
        }
    }

    /** Reaches the children of the scopes open in a task: of all, or of {@code outermost} and those inside it. */
    private void reachScopesOf(Task<?> task, @Nullable TaskScope outermost) {
        List<TaskScope> affected = new ArrayList<>(2);
        for (TaskScope scope = task.innermost; scope != null; scope = scope.outer) {
            if (scope == outermost) {
                affected.add(scope);
                break;
            }
            if (scope.isShielded()) {
                affected.clear();
            } else {
                affected.add(scope);
            }
        }
        affected.forEach(this::reachChildren);
    }

    private void reachChildren(TaskScope scope) {
        scope.childrenCancelled = true;
        for (Task<?> child = scope.children.first(); child != null; child = child.nextSibling) {
            reach(child);
        }
    }
}
