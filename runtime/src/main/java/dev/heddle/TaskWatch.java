package dev.heddle;

import java.util.List;
import java.util.function.Consumer;

/**
 * An entry in a task's list of waiters of somebody who wants to know that it has ended, not how: its failure does not count as
 * told. Never awaited itself. Confined to the loop thread.
 */
final class TaskWatch extends TaskAwait<Object> {
    private final Consumer<Task<?>> listener;

    @SuppressWarnings("unchecked")
    TaskWatch(Task<?> task, Consumer<Task<?>> listener) {
        super((Task<Object>) task);
        this.listener = listener;
        claim();
    }

    /** Tells the listener when the task ends; at once if it has. */
    void watch() {
        if (task.isDone()) {
            tell();
        } else {
            enqueue();
        }
    }

    /** Tells nobody any more. */
    void forget() {
        dequeue();
    }

    @Override
    void tell() {
        listener.accept(task);
    }

    @Override
    void addTo(List<Task<?>> waiters) {
        // nobody waits here
    }
}
