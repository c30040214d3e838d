package dev.heddle;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The scopes that are open in the body of one task: a chain from the innermost to the outermost. It answers what of a
 * cancellation passes through them: one from around stops at the first shield. Those beside the body stand in the outermost
 * place that has the same shields around it.
 *
 * <p>Confined to the loop thread.
 */
final class OpenScopes {
    private @Nullable TaskScope innermost;

    @Nullable
    TaskScope innermost() {
        return innermost;
    }

    /** The innermost of those around the body. */
    @Nullable
    TaskScope innermostAround() {
        return innermost == null || !innermost.isBeside() ? innermost : innermost.nextAround();
    }

    void open(TaskScope scope) {
        TaskScope inner = null;
        TaskScope outer = innermost;
        if (scope.isBeside()) {
            while (outer != null && !outer.isShielded()) {
                inner = outer;
                outer = outer.outer;
            }
        }
        scope.outer = outer;
        if (inner == null) {
            innermost = scope;
        } else {
            inner.outer = scope;
        }
    }

    /** Takes out a scope, whether those inside it have been closed or not. */
    void leave(TaskScope scope) {
        if (innermost == scope) {
            innermost = scope.outer;
            return;
        }
        for (TaskScope inner = innermost; inner != null; inner = inner.outer) {
            if (inner.outer == scope) {
                inner.outer = scope.outer;
                return;
            }
        }
    }

    /** True if a cancellation of the task itself does not reach the innermost place. */
    boolean isShielded() {
        for (TaskScope each = innermost; each != null; each = each.outer) {
            if (each.isShielded()) {
                return true;
            }
        }
        return false;
    }

    /** The outermost cancelled scope whose cancellation reaches the innermost place. */
    @Nullable
    TaskScope cancelled() {
        TaskScope outermost = null;
        for (TaskScope each = innermost; each != null; each = each.outer) {
            if (each.isCancelled() && !each.isBeside()) {
                outermost = each;
            }
            if (each.isShielded()) {
                break;
            }
        }
        return outermost;
    }

    /**
     * The scopes, from the inside out, whose children a cancellation reaches: one of {@code from} and what is inside it, or
     * one of the whole task if {@code from} is null.
     */
    List<TaskScope> reachedFrom(@Nullable TaskScope from) {
        List<TaskScope> reached = new ArrayList<>(2);
        for (TaskScope scope = innermost; scope != null; scope = scope.outer) {
            if (scope == from) {
                reached.add(scope);
                break;
            }
            if (scope.isShielded()) {
                reached.clear();
            } else {
                reached.add(scope);
            }
        }
        return reached;
    }

    /**
     * The task ends with scopes open, which only code without try-with-resources can do: their children are cancelled and
     * go to the scope of the task.
     *
     * @return what the task ends with
     */
    @Nullable
    Throwable abandonAll(Task<?> task, @Nullable Throwable failure) {
        Throwable outcome = failure;
        for (TaskScope scope = innermost; scope != null; scope = innermost) {
            scope.children.cancel(CancelReason.Kind.LEFT);
            scope.children.moveTo(task.scope);
            scope.leave(task);
            IllegalStateException open = new IllegalStateException(task + " has ended without closing " + scope);
            if (outcome == null) {
                outcome = open;
            } else {
                outcome.addSuppressed(open);
            }
        }
        return outcome;
    }
}
