package dev.heddle;

import dev.heddle.scheduling.Deadline;
import dev.heddle.scheduling.Scheduler;
import dev.heddle.scheduling.Sleep;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The deadline of one scope. Confined to the loop thread. */
final class ScopeDeadline extends Deadline {
    private final TaskScope scope;
    private final Scheduler scheduler;

    /** How long after it was set, for messages. */
    private Duration timeout;

    private boolean passed;

    /** Sets a deadline; one that is not in the future has passed already. */
    ScopeDeadline(TaskScope scope, Scheduler scheduler, Duration timeout) {
        super(scheduler);
        this.scope = scope;
        this.scheduler = scheduler;
        this.timeout = timeout;
        set(timeout);
    }

    void set(Duration timeLeft) {
        timeout = timeLeft;
        long nanos = Sleep.nanosOf(timeLeft);
        if (nanos <= 0) {
            cancel();
            passed = true;
        } else {
            set(scheduler.deadlineAfter(nanos));
        }
    }

    boolean hasPassed() {
        return passed;
    }

    @Override
    protected void passed() {
        passed = true;
        scope.deadlinePassed();
    }

    Duration timeLeft() {
        return passed
                ? Duration.ZERO
                : Duration.ofNanos(Math.max(0, nanos() - scheduler.engine().nanos()));
    }

    /** The time that is left to {@code innermost} and the scopes around it up to the first shield; null if without limit. */
    static @Nullable Duration earliest(TaskScope innermost) {
        Duration earliest = null;
        for (TaskScope scope = innermost; scope != null; scope = scope.isShielded() ? null : scope.around()) {
            Duration left = scope.timeLeft();
            if (left != null && (earliest == null || left.compareTo(earliest) < 0)) {
                earliest = left;
            }
        }
        return earliest;
    }

    @Override
    public String toString() {
        return "the deadline of " + scope + " (" + timeout + ")";
    }
}
