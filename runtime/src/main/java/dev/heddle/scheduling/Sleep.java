package dev.heddle.scheduling;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Waits for the clock. Confined to the loop thread. */
public final class Sleep extends Wait<@Nullable Void> {
    /** A sleep of so many nanoseconds from the moment it is awaited; 0 or less only lets the others run. */
    public Sleep(long nanos) {
        deadlineNanos = nanos; // how long, until there is a deadline
    }

    /** The duration in nanoseconds, or the longest that fits. */
    public static long nanosOf(Duration duration) {
        return TimeUnit.NANOSECONDS.convert(duration);
    }

    @Override
    protected @Nullable Object begin() {
        Object suspended = suspended();
        if (deadlineNanos <= 0) {
            complete();
        } else {
            wakeAfter(deadlineNanos);
        }
        return suspended;
    }

    @Override
    protected boolean withdraw() {
        cancelTimer();
        return true;
    }

    @Override
    protected void expired() {
        complete();
    }

    @Override
    public String toString() {
        return isScheduled()
                ? "sleep that ends in "
                        + Duration.ofNanos(deadlineNanos - scheduler().engine().nanos())
                : "sleep";
    }
}
