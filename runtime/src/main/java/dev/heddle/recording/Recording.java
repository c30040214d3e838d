package dev.heddle.recording;

import java.util.function.Supplier;

/**
 * The door to the flight recorder. Nothing behind it is loaded where the runtime has no recorder, or before one was started.
 * Any thread.
 */
public final class Recording {
    private static final boolean AVAILABLE = isThere();

    private Recording() {}

    private static boolean isThere() {
        try {
            Class.forName("jdk.jfr.FlightRecorder", false, Recording.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError missing) {
            return false;
        }
    }

    /** Whether somebody has started the recorder of this virtual machine. */
    public static boolean isRunning() {
        return AVAILABLE && Events.isRunning();
    }

    /** A task has run its first step. */
    public static void taskStarted(String loop, Supplier<String> task) {
        if (isRunning()) {
            Events.taskStarted(loop, task);
        }
    }

    /** A task has ended. */
    public static void taskEnded(String loop, Supplier<String> task, String state) {
        if (isRunning()) {
            Events.taskEnded(loop, task, state);
        }
    }

    /** A step that is just over has taken so long. */
    public static void slowStep(String loop, Supplier<String> task, long nanos) {
        if (isRunning()) {
            Events.slowStep(loop, task, nanos);
        }
    }

    /** What a loop has to do now. */
    public static void load(String loop, long steps, long tasks, int ready, int timers, long lagNanos) {
        if (isRunning()) {
            Events.load(loop, steps, tasks, ready, timers, lagNanos);
        }
    }
}
