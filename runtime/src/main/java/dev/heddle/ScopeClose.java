package dev.heddle;

import dev.heddle.scheduling.Leaf;
import org.jspecify.annotations.Nullable;

/** The wait of a closing scope for its children. Confined to the loop thread. */
final class ScopeClose extends Leaf<@Nullable Void> {
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
        Throwable failure = scope.endClose(reason);
        if (failure != null) {
            throw failure;
        }
        return null;
    }

    void childrenEnded() {
        Throwable failure = scope.endClose(reason);
        if (failure != null) {
            fail(failure);
        } else {
            complete(null);
        }
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
