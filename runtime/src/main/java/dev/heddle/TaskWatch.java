package dev.heddle;

import java.util.function.Consumer;

/**
 * An entry in a task's list of waiters of somebody who wants to know that it has ended, not how: its failure does not count as
 * told. Never awaited itself. Confined to the loop thread.
 */
final class TaskWatch extends TaskAwait<Object> {
    private final Consumer<Task<?>> listener;
    private boolean listed;

    @SuppressWarnings("unchecked")
    TaskWatch(Task<?> task, Consumer<Task<?>> listener) {
        super((Task<Object>) task);
        this.listener = listener;
        claim();
    }

    /** Tells the listener when the task ends; at once if it has. */
    void watch() {
        if (task.isDone()) {
            listener.accept(task);
        } else {
            listed = true;
            task.addWaiter(this);
        }
    }

    /** Tells nobody any more. */
    void forget() {
        if (listed) {
            listed = false;
            task.removeWaiter(this);
        }
    }

    @Override
    void taskEnded() {
        if (listed) {
            listed = false;
            listener.accept(task);
        }
    }
}
