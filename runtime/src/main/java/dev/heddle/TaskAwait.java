package dev.heddle;

import dev.heddle.scheduling.Waiter;
import org.jspecify.annotations.Nullable;

/**
 * The wait for a task, and its place in the task's queue of waiters. Cancelling the wait leaves the task alone.
 *
 * <p>Confined to the loop thread.
 */
final class TaskAwait<T extends @Nullable Object> extends Waiter<T> {
    private final Task<T> task;

    TaskAwait(Task<T> task) {
        this.task = task;
    }

    @Override
    protected @Nullable Object attempt() throws Throwable {
        if (loop() != task.loop) {
            throw new IllegalStateException(task + " belongs to " + task.loop + " and cannot be awaited in " + loop());
        }
        if (task.isDone()) {
            return task.outcome(task());
        }
        if (task == task()) {
            throw new IllegalStateException(task + " awaits itself: it would never end");
        }
        return NOT_YET;
    }

    @Override
    protected void enqueue() {
        task.addWaiter(this);
    }

    void taskEnded() {
        Throwable exception = task.exceptionFor(task());
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
