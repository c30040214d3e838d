package dev.heddle.samples.http;

import dev.heddle.Loop;
import dev.heddle.TaskScope;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The deadline of what a connection waits for now; when it passes, the scope of the connection is cancelled. A deadline that
 * moves away leaves the timer where it is: the timer looks again when it fires. So a busy connection, whose deadlines move
 * with every request, sets a timer once in a while only.
 *
 * <p>Confined to the loop thread.
 */
final class PhaseTimer {
    private static final long NONE = Long.MAX_VALUE;

    private final Loop loop = Loop.current();
    private final TaskScope scope;
    private long deadline = NONE;
    private Loop.@Nullable Timer timer;

    /** When {@link #timer} fires. */
    private long alarm = NONE;

    private boolean passed;

    PhaseTimer(TaskScope scope) {
        this.scope = scope;
    }

    /** What begins now has to end within {@code time}. */
    void limit(Duration time) {
        deadline = loop.nanos() + time.toNanos();
        if (alarm > deadline) {
            cancelTimer();
            alarm = deadline;
            timer = loop.scheduleAt(deadline, this::look);
        }
    }

    /** What comes now may take any time. */
    void lift() {
        deadline = NONE;
    }

    /** True if it was a deadline that has cancelled the scope. */
    boolean hasPassed() {
        return passed;
    }

    void close() {
        cancelTimer();
    }

    private void look() {
        timer = null;
        alarm = NONE;
        if (deadline == NONE) {
            return;
        }
        if (loop.nanos() >= deadline) {
            passed = true;
            scope.cancel("the client was too slow");
        } else {
            alarm = deadline;
            timer = loop.scheduleAt(deadline, this::look);
        }
    }

    private void cancelTimer() {
        if (timer != null) {
            timer.cancel();
        }
    }
}
