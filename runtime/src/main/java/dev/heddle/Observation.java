package dev.heddle;

import dev.heddle.coroutine.Resumable;
import dev.heddle.recording.Recording;
import dev.heddle.scheduling.StepObserver;
import dev.heddle.scheduling.Strand;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Takes the times of ticks and steps, and tells the flight recorder of tasks and of steps that are too long.
 *
 * <p>Confined to the loop thread, except {@link #innermost}, which the watchdog reads without a fence. The clock is the real
 * one, also where that of the loop is virtual.
 */
final class Observation implements StepObserver {
    private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Loop loop;
    private final long slowNanos;

    /** From where on the running step was resumed. */
    private @Nullable Resumable innermost;

    /** A step may run inside another one; the outer one is measured. */
    private int depth;

    private long stepBegan;
    private long tickBegan;

    private long stepNanos;
    private long longestStepNanos;
    private long lastTickNanos;
    private long longestTickNanos;
    private long loadRecorded;

    /**
     * Begins inside a tick.
     *
     * @param slowNanos steps that take as long are recorded
     */
    Observation(Loop loop, long slowNanos) {
        this.loop = loop;
        this.slowNanos = slowNanos;
        tickBegan = System.nanoTime();
        loadRecorded = tickBegan - SECOND_NANOS;
    }

    @Nullable
    Resumable innermost() {
        return innermost;
    }

    LoopMetrics.Times times() {
        return new LoopMetrics.Times(
                Duration.ofNanos(lastTickNanos),
                Duration.ofNanos(longestTickNanos),
                Duration.ofNanos(stepNanos),
                Duration.ofNanos(longestStepNanos));
    }

    /** Tells the flight recorder what the loop has to do, once in a second. */
    void recordLoad() {
        long now = System.nanoTime();
        if (now - loadRecorded >= SECOND_NANOS) {
            loadRecorded = now;
            LoopMetrics load = loop.metrics();
            Recording.load(loop.name(), load.steps(), load.tasks(), load.ready(), load.timers(), lastTickNanos);
        }
    }

    @Override
    public void starts(Strand task) {
        Recording.taskStarted(loop.name(), ((Task<?>) task)::name);
        resumes(task, null);
    }

    @Override
    public void resumes(Strand task, @Nullable Resumable innermost) {
        if (depth++ == 0) {
            this.innermost = innermost;
            stepBegan = System.nanoTime();
        }
    }

    @Override
    public void pauses(Strand task) {
        if (--depth == 0) {
            innermost = null;
            long nanos = System.nanoTime() - stepBegan;
            stepNanos += nanos;
            longestStepNanos = Math.max(longestStepNanos, nanos);
            if (nanos >= slowNanos) {
                Recording.slowStep(loop.name(), ((Task<?>) task)::name, nanos);
            }
        }
    }

    @Override
    public void ends(Strand task) {
        Task<?> ended = (Task<?>) task;
        Recording.taskEnded(loop.name(), ended::name, ended.state().name());
    }

    @Override
    public void tickEnds() {
        lastTickNanos = System.nanoTime() - tickBegan;
        longestTickNanos = Math.max(longestTickNanos, lastTickNanos);
    }

    @Override
    public void tickBegins() {
        tickBegan = System.nanoTime();
    }
}
