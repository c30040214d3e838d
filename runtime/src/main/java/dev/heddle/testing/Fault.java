package dev.heddle.testing;

import dev.heddle.DeadlineExceeded;
import dev.heddle.Task;
import dev.heddle.TaskCancelledException;
import dev.heddle.TaskScope;
import dev.heddle.scheduling.Injection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What {@link Exploration} can let happen to a program at a point of its run. */
public enum Fault {
    /** A task is cancelled that has begun and not ended. */
    CANCELLATION {
        @Override
        List<Task<?>> targets(List<Task<?>> running, @Nullable TaskScope whole) {
            return running;
        }

        @Override
        String strike(Object target, Throwable failure) {
            ((Task<?>) target).cancel();
            return target + " cancelled";
        }
    },

    /** What a task waits for fails with an {@link InjectedFailure}, if it is of a kind that can be given up. */
    FAILURE {
        @Override
        List<Task<?>> targets(List<Task<?>> running, @Nullable TaskScope whole) {
            return running.stream().filter(task -> task.waitsFor() != null).toList();
        }

        @Override
        String strike(Object target, Throwable failure) {
            String wait = "the wait of " + target + " for " + ((Task<?>) target).waitsFor();
            Injection.failWait((Task<?>) target, failure);
            return wait + " failed";
        }
    },

    /** A deadline of a scope passes before its time; the program as a whole counts as one such scope. */
    TIMEOUT {
        @Override
        List<TaskScope> targets(List<Task<?>> running, @Nullable TaskScope whole) {
            Set<TaskScope> limited = new LinkedHashSet<>();
            for (Task<?> task : running) {
                for (TaskScope scope = innermost(task); scope != null; scope = scope.around()) {
                    Duration left = scope.timeLeft();
                    if (left != null && !left.isZero() || scope == whole) {
                        limited.add(scope);
                    }
                }
            }
            return new ArrayList<>(limited);
        }

        @Override
        String strike(Object target, Throwable failure) {
            ((TaskScope) target).reschedule(Duration.ZERO);
            return "the time of " + target + " over";
        }
    };

    /**
     * What it can happen to now, always in the same order.
     *
     * @param whole the scope around the whole program; null while it has not begun
     */
    abstract List<?> targets(List<Task<?>> running, @Nullable TaskScope whole);

    /** Lets it happen; says in words what has happened. */
    abstract String strike(Object target, Throwable failure);

    /** True if an exception is what has to be expected of it. */
    static boolean explains(Throwable injected, @Nullable Throwable exception) {
        int depth = 0;
        for (Throwable each = exception; each != null && depth < 100; each = each.getCause(), depth++) {
            if (each == injected || each instanceof TaskCancelledException || each instanceof DeadlineExceeded) {
                return true;
            }
        }
        return false;
    }

    private static TaskScope innermost(Task<?> task) {
        return Injection.innermostScope(task) instanceof TaskScope scope ? scope : task.scope();
    }
}
