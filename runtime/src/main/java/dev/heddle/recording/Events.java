package dev.heddle.recording;

import java.util.function.Supplier;
import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** The events themselves. Any thread. */
final class Events {
    private Events() {}

    static boolean isRunning() {
        return FlightRecorder.isInitialized();
    }

    static void taskStarted(String loop, Supplier<String> task) {
        TaskStarted event = new TaskStarted();
        if (event.isEnabled()) {
            event.loop = loop;
            event.task = task.get();
            event.commit();
        }
    }

    static void taskEnded(String loop, Supplier<String> task, String state) {
        TaskEnded event = new TaskEnded();
        if (event.isEnabled()) {
            event.loop = loop;
            event.task = task.get();
            event.state = state;
            event.commit();
        }
    }

    static void slowStep(String loop, Supplier<String> task, long nanos) {
        SlowStep event = new SlowStep();
        if (event.isEnabled()) {
            event.loop = loop;
            event.task = task.get();
            event.time = nanos;
            event.commit();
        }
    }

    static void load(String loop, long steps, long tasks, int ready, int timers, long lagNanos) {
        Load event = new Load();
        if (event.isEnabled()) {
            event.loop = loop;
            event.steps = steps;
            event.tasks = tasks;
            event.ready = ready;
            event.timers = timers;
            event.lag = lagNanos;
            event.commit();
        }
    }

    /** What the events have in common. */
    @Category("Heddle")
    @StackTrace(false)
    private abstract static class OfLoop extends Event {
        @Label("Loop")
        String loop = "";
    }

    @Name("dev.heddle.TaskStarted")
    @Label("Task Started")
    private static final class TaskStarted extends OfLoop {
        @Label("Task")
        String task = "";
    }

    @Name("dev.heddle.TaskEnded")
    @Label("Task Ended")
    private static final class TaskEnded extends OfLoop {
        @Label("Task")
        String task = "";

        @Label("State")
        String state = "";
    }

    @Name("dev.heddle.SlowStep")
    @Label("Slow Step")
    private static final class SlowStep extends OfLoop {
        @Label("Task")
        String task = "";

        @Label("Time")
        @Timespan
        long time;
    }

    @Name("dev.heddle.LoopLoad")
    @Label("Loop Load")
    private static final class Load extends OfLoop {
        @Label("Steps so far")
        long steps;

        @Label("Tasks")
        long tasks;

        @Label("Ready Steps")
        int ready;

        @Label("Timers")
        int timers;

        @Label("Lag")
        @Timespan
        long lag;
    }
}
