package dev.heddle;

import dev.heddle.scheduling.Leaf;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The wait of a closing scope for its children. Confined to the loop thread. */
final class ScopeClose extends Leaf<@Nullable Void> implements Waitable {
    private final TaskScope scope;
    private final AsyncCloseable.CloseReason reason;

    ScopeClose(TaskScope scope, AsyncCloseable.CloseReason reason) {
        this.scope = scope;
        this.reason = reason;
    }

    @Override
    protected @Nullable Object begin() throws Throwable {
        if (scope.isClosed()) {
            return null;
        }
        if (!scope.beginClose(this, reason)) {
            return suspended();
        }
        Throwable failure = end();
        if (failure != null) {
            throw failure;
        }
        return null;
    }

    void childrenEnded() {
        Throwable failure = end();
        if (failure != null) {
            fail(failure);
        } else {
            complete(null);
        }
    }

    /** Leaves the scope; what closing has to throw, if anything. */
    private @Nullable Throwable end() {
        Task<?> task = Objects.requireNonNull(scope.owner);
        scope.leave(task);
        CancelReason cancelled = scope.cancelReason();
        if (reason == AsyncCloseable.CloseReason.FAILED) {
            return scope.children.untold();
        }
        if (cancelled != null && cancelled.kind() == CancelReason.Kind.FAILED) {
            return scope.cancellation();
        }
        Throwable outcome = null;
        if (scope.expired()) {
            outcome = scope.cancellation();
        } else if (cancelled == null && scope.children.anyLost() && task.bodyCancelReason() != null) {
            outcome = task.cancellation();
        }
        ScopeFailed untold = scope.children.untold();
        if (outcome == null) {
            return untold;
        }
        if (untold != null) {
            outcome.addSuppressed(untold);
        }
        return outcome;
    }

    @Override
    protected Waitable waitable() {
        return this;
    }

    @Override
    public List<Task<?>> waiters() {
        return isWaiting() ? List.of((Task<?>) strand()) : List.of();
    }

    /** The children that have not ended. */
    @Override
    public List<Task<?>> holders() {
        List<Task<?>> holders = new ArrayList<>(scope.children.size());
        for (Task<?> child = scope.children.first(); child != null; child = child.nextSibling) {
            holders.add(child);
        }
        return holders;
    }

    @Override
    protected boolean isShielded() {
        return true;
    }

    /** The children have been cancelled together with the task; they still have to end. */
    @Override
    protected boolean withdraw() {
        return false;
    }

    @Override
    public String toString() {
        return "the " + scope.children.size() + " tasks of " + scope;
    }
}
