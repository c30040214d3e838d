package dev.heddle;

import dev.heddle.scheduling.Leaf;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some tasks in the order in which they end, for one who waits for the next. It leaves the tasks alone, and their failures
 * count as told only when somebody looks.
 *
 * <p>Confined to the loop thread.
 */
final class Endings<T extends @Nullable Object> {
    private final ArrayDeque<Task<T>> ended = new ArrayDeque<>();
    private final List<TaskWatch> watches;
    private int expected;
    private @Nullable Next wait;

    @SuppressWarnings("unchecked")
    Endings(Collection<? extends Task<? extends T>> tasks) {
        expected = tasks.size();
        watches = new ArrayList<>(tasks.size());
        for (Task<?> task : tasks) {
            TaskWatch watch = new TaskWatch(task, each -> add((Task<T>) each));
            watches.add(watch);
            watch.watch();
        }
    }

    private void add(Task<T> task) {
        ended.add(task);
        if (wait != null) {
            wait.wakeUp();
        }
    }

    /** True when all have been handed out. */
    boolean isOver() {
        return expected == 0;
    }

    /** The next one that has ended; to be asked for by one task at a time, and not more often than there are tasks. */
    Coroutine<Task<T>> next() {
        return new Next();
    }

    /** Tells about no more tasks. */
    void forget() {
        watches.forEach(TaskWatch::forget);
    }

    /** The wait for the next task to end. Cancelled, it has taken none. */
    private final class Next extends Leaf<Task<T>> {
        @Override
        protected Object begin() {
            if (!ended.isEmpty()) {
                return taken();
            }
            wait = this;
            return suspended();
        }

        private Task<T> taken() {
            expected--;
            return ended.remove();
        }

        private void wakeUp() {
            wait = null;
            complete(taken());
        }

        @Override
        protected boolean withdraw() {
            wait = null;
            return true;
        }

        @Override
        public String toString() {
            return "the first of " + expected + " tasks";
        }
    }
}
