package dev.heddle.scheduling;

import dev.heddle.coroutine.Resumable;
import org.jspecify.annotations.Nullable;

/**
 * Is told of each step of each task of a loop, and of each look at the operating system. A loop that is not observed spends
 * one comparison on it for each step. Loop thread; must not throw.
 */
public interface StepObserver {
    /** A task has been made, and will begin here or later. */
    default void spawned(Strand task) {}

    /** The first step of a task begins. */
    void starts(Strand task);

    /** A further step begins, with the frame from which on the callers are resumed. */
    void resumes(Strand task, @Nullable Resumable innermost);

    /** The step of the task is over: it waits, or has ended. */
    void pauses(Strand task);

    /** The task has ended, within its last step; one that is cancelled before its turn has none. */
    default void ends(Strand task) {}

    /** A tick has done its work; the engine is about to be asked. */
    default void tickEnds() {}

    /** The engine has answered. */
    default void tickBegins() {}

    /** This one, and inside of it another. */
    default StepObserver around(StepObserver inner) {
        return new NestedObservers(this, inner);
    }
}
