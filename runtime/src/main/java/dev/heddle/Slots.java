package dev.heddle;

import dev.heddle.scheduling.RunQueue;
import java.util.ArrayDeque;

/**
 * The places of a scope with a limit. Who finds none waits in one line, first come, first served: tasks that have been
 * spawned, and those who wait to spawn one.
 *
 * <p>Confined to the loop thread.
 */
final class Slots {
    private final RunQueue ready;

    /** Tasks and waits; those that were cancelled in the meantime are passed over when their turn comes. */
    private final ArrayDeque<Object> line = new ArrayDeque<>();

    private int free;

    Slots(int limit, RunQueue ready) {
        free = limit;
        this.ready = ready;
    }

    /** True if a task spawned now would begin at once. */
    boolean isFree() {
        return free > 0;
    }

    /** Lets a new task begin, now or later. */
    void begin(Task<?> task) {
        if (free > 0) {
            admit(task);
        } else {
            line.add(task);
        }
    }

    void await(SpawnWhenFree<?> wait) {
        line.add(wait);
    }

    /** A task that had a place has ended. */
    void release() {
        free++;
        while (free > 0 && !line.isEmpty()) {
            Object next = line.remove();
            if (next instanceof Task<?> task) {
                if (task.cancelReason() == null) {
                    admit(task);
                }
            } else {
                ((SpawnWhenFree<?>) next).itsTurn();
            }
        }
    }

    private void admit(Task<?> task) {
        free--;
        task.set(PackedTask.HAS_SLOT);
        ready.add(task);
    }
}
