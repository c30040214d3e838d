package dev.heddle;

import dev.heddle.scheduling.Waiter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The wait for a task, and its entry in the task's list of waiters. Cancelling the wait leaves the task alone.
 *
 * <p>Confined to the loop thread.
 */
class TaskAwait<T extends @Nullable Object> extends Waiter<T> {
    final Task<T> task;

    @Nullable
    TaskAwait<?> previousWaiter;

    @Nullable
    TaskAwait<?> nextWaiter;

    private boolean listed;

    TaskAwait(Task<T> task) {
        this.task = task;
    }

    @Override
    protected @Nullable Object attempt() throws Throwable {
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
        return NOT_YET;
    }

    @Override
    protected final void enqueue() {
        listed = true;
        task.addWaiter(this);
    }

    @Override
    protected final void dequeue() {
        if (listed) {
            listed = false;
            task.removeWaiter(this);
        }
    }

    /** The task has ended, and has forgotten its waiters. */
    final void taskEnded() {
        if (listed) {
            listed = false;
            tell();
        }
    }

    /** Hands on how the task has ended. */
    void tell() {
        Throwable exception = task.exceptionFor(strand());
        if (exception == null) {
            serve(task.result());
        } else {
            refuse(exception);
        }
    }

    /** Adds the task that waits, if one does. */
    void addTo(List<Task<?>> waiters) {
        waiters.add((Task<?>) strand());
    }

    @Override
    protected Waitable waitable() {
        return task;
    }

    @Override
    public String toString() {
        return task.toString();
    }
}
