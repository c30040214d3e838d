package dev.heddle.scheduling;

/** A step that is ready to run: what the {@link RunQueue} holds. */
@FunctionalInterface
public interface Continuation {
    /** Runs the step to its end or to its next suspension. Loop thread. */
    void run() throws Throwable;
}
