package dev.heddle;

import dev.heddle.scheduling.Leaf;
import org.jspecify.annotations.Nullable;

/**
 * The wait for a task, and its entry in the task's list of waiters. Cancelling the wait leaves the task alone.
 *
 * <p>Confined to the loop thread.
 */
class TaskAwait<T extends @Nullable Object> extends Leaf<T> {
    final Task<T> task;

    @Nullable
    TaskAwait<?> previousWaiter;

    @Nullable
    TaskAwait<?> nextWaiter;

    TaskAwait(Task<T> task) {
        this.task = task;
    }

    @Override
    protected @Nullable Object begin() throws Throwable {
        if (loop() != task.loop()) {
            throw new IllegalStateException(
                    task + " belongs to " + task.loop() + " and cannot be awaited in " + loop());
        }
        if (task.isDone()) {
            Throwable exception = task.exceptionFor(strand());
            if (exception != null) {
                throw exception;
            }
            return task.result();
        }
        if (task == strand()) {
            throw new IllegalStateException(task + " awaits itself: it would never end");
        }
        task.addWaiter(this);
        return suspended();
    }

    @Override
    protected boolean withdraw() {
        task.removeWaiter(this);
        return true;
    }

    /** The task has ended, and has forgotten its waiters. */
    void taskEnded() {
        Throwable exception = task.exceptionFor(strand());
        if (exception == null) {
            complete(task.result());
        } else {
            fail(exception);
        }
    }

    @Override
    public String toString() {
        return task.toString();
    }
}
