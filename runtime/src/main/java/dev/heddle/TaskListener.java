package dev.heddle;

/**
 * Is told of each step of each task of a loop: for instrumentation, such as times by kind of task. Given by {@link
 * LoopOptions#listener}. Loop thread; what a method throws is reported. A loop without listeners pays nothing.
 *
 * <pre>
 *   spawned --> stepBegins --> stepEnds --> stepBegins --> ... --> ended --> stepEnds
 *          \--cancelled before its turn--> ended
 * </pre>
 *
 * <p>A step may run inside that of another task, when a task is spawned eagerly.
 */
public interface TaskListener {
    /** A task has been spawned. */
    default void spawned(Task<?> task) {}

    /** A step of the task begins. */
    default void stepBegins(Task<?> task) {}

    /** The step is over: the task waits, or has ended. */
    default void stepEnds(Task<?> task) {}

    /** The task has ended; {@link Task#state} tells how. */
    default void ended(Task<?> task) {}
}
