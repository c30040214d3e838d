package dev.heddle;

import dev.heddle.coroutine.Suspension;
import dev.heddle.engine.HangException;
import dev.heddle.recording.Recording;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a loop finds out about itself: it keeps the watchdog and the observation of its steps, where there are any. Confined
 * to the loop thread, except {@link #liveStack}: any thread.
 */
final class Diagnosis implements AutoCloseable {
    /** What the flight recorder is told of where there is no watchdog. */
    private static final Duration SLOW = Duration.ofMillis(100);

    private static final int TASKS_OF_A_HANG = 200;

    private final Loop loop;
    private final Thread thread;
    private final LoopOptions options;
    private final @Nullable Duration patience;
    private final @Nullable Watchdog watchdog;
    private @Nullable Observation observation;
    private @Nullable Deadlock reportedDeadlock;

    /** Of a loop that is being opened. */
    Diagnosis(Loop loop, Thread thread, LoopOptions options) {
        this.loop = loop;
        this.thread = thread;
        this.options = options;
        patience = patienceOf(options);
        watchdog = patience == null ? null : new Watchdog(loop, patience);
    }

    private static @Nullable Duration patienceOf(LoopOptions options) {
        Duration given = options.patience;
        if (given == null) {
            return Watchdog.configuredPatience();
        }
        return given.isZero() ? null : given;
    }

    /** The loop is open. */
    void begin() {
        if (watchdog != null) {
            watchdog.start();
        }
        if (watchdog != null || options.measured) {
            observe();
        }
    }

    private void observe() {
        observation =
                new Observation(loop, Objects.requireNonNullElse(patience, SLOW).toNanos());
        loop.scheduler.observe(observation);
    }

    /** Done now and then, between steps. */
    void keepHouse() {
        if (Recording.isRunning()) {
            if (observation == null) {
                observe();
            } else {
                observation.recordLoad();
            }
        }
    }

    /** The times of steps and ticks; null if they are not taken. */
    LoopMetrics.@Nullable Times times() {
        return observation == null ? null : observation.times();
    }

    /** What the thread of the loop is doing right now, and who awaits it, if that is observed. */
    StackTraceElement[] liveStack() {
        Observation seen = observation;
        return Suspension.liveStack(thread.getStackTrace(), seen == null ? null : seen.innermost());
    }

    /** Looks for a deadlock, and reports one that was not reported before. */
    void reportDeadlock() {
        Deadlock found = loop.deadlock();
        if (found != null && !found.equals(reportedDeadlock)) {
            loop.report(found.trouble());
        }
        reportedDeadlock = found;
    }

    /** The hang, with who waits for what. */
    HangException explained(HangException hang) {
        Deadlock deadlock = loop.deadlock();
        HangException named = new HangException(hang.getMessage()
                + DumpText.of(Dumper.dump(loop, TASKS_OF_A_HANG))
                + (deadlock == null ? "" : "\n" + deadlock));
        named.setStackTrace(hang.getStackTrace());
        return named;
    }

    @Override
    public void close() {
        if (watchdog != null) {
            watchdog.close();
        }
    }
}
