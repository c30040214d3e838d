package dev.heddle;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The tasks of one scope that have not ended, in the order they were spawned: a list linked through the tasks. It is what
 * holds running tasks strongly.
 *
 * <p>Confined to the loop thread.
 */
final class Children {
    private @Nullable Task<?> first;
    private @Nullable Task<?> last;
    private int size;
    private int daemons;

    @Nullable
    Task<?> first() {
        return first;
    }

    boolean isEmpty() {
        return size == 0;
    }

    boolean onlyDaemons() {
        return size != 0 && size == daemons;
    }

    int size() {
        return size;
    }

    void add(Task<?> task) {
        task.previousSibling = last;
        if (last == null) {
            first = task;
        } else {
            last.nextSibling = task;
        }
        last = task;
        size++;
        if (task.isDaemon()) {
            daemons++;
        }
    }

    void remove(Task<?> task) {
        Task<?> previous = task.previousSibling;
        Task<?> next = task.nextSibling;
        if (previous == null) {
            first = next;
        } else {
            previous.nextSibling = next;
        }
        if (next == null) {
            last = previous;
        } else {
            next.previousSibling = previous;
        }
        task.previousSibling = null;
        task.nextSibling = null;
        size--;
        if (task.isDaemon()) {
            daemons--;
        }
    }

    /** Moves one task to another scope. */
    void move(Task<?> task, TaskScope other) {
        remove(task);
        task.scope = other;
        other.children.add(task);
    }

    /** Moves all tasks to another scope. */
    void moveTo(TaskScope other) {
        for (Task<?> task = first; task != null; task = first) {
            move(task, other);
        }
    }

    /** The tasks as they are now. */
    List<Task<?>> toList() {
        List<Task<?>> tasks = new ArrayList<>(size);
        for (Task<?> task = first; task != null; task = task.nextSibling) {
            tasks.add(task);
        }
        return Collections.unmodifiableList(tasks);
    }
}
