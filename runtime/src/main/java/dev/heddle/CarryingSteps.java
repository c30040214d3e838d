package dev.heddle;

import dev.heddle.coroutine.Resumable;
import dev.heddle.scheduling.StepObserver;
import dev.heddle.scheduling.Strand;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Puts what a task carries on the thread for the time of its steps. A step may run inside that of another task, so what was
 * on the thread is kept on a stack. Confined to the loop thread.
 */
final class CarryingSteps implements StepObserver {
    private final ThreadContexts contexts;
    private final Deque<@Nullable Object[]> around = new ArrayDeque<>();

    CarryingSteps(ThreadContexts contexts) {
        this.contexts = contexts;
    }

    @Override
    public void spawned(Strand task) {
        extra(task).carried = contexts.capture();
    }

    @Override
    public void starts(Strand task) {
        around.push(contexts.capture());
        contexts.restore(Objects.requireNonNull(extra(task).carried));
    }

    @Override
    public void resumes(Strand task, @Nullable Resumable innermost) {
        starts(task);
    }

    @Override
    public void pauses(Strand task) {
        extra(task).carried = ((Task<?>) task).isDone() ? null : contexts.capture();
        contexts.restore(around.pop());
    }

    private static TaskExtra extra(Strand task) {
        return ((Task<?>) task).extra();
    }
}
