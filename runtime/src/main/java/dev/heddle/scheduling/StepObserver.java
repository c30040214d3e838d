package dev.heddle.scheduling;

import dev.heddle.coroutine.Resumable;
import org.jspecify.annotations.Nullable;

/**
 * Is told of each step of each task of a loop, and of each look at the operating system. A loop that is not observed spends
 * one comparison on it for each step. Loop thread; must not throw.
 */
public interface StepObserver {
    /** The first step of a task begins. */
    void starts(Strand task);

    /** A further step begins, with the frame from which on the callers are resumed. */
    void resumes(Strand task, @Nullable Resumable innermost);

    /** The step of the task is over: it waits, or has ended. */
    void pauses(Strand task);

    /** The task has ended. */
    void ends(Strand task);

    /** A tick has done its work; the engine is about to be asked. */
    void tickEnds();

    /** The engine has answered. */
    void tickBegins();
}
