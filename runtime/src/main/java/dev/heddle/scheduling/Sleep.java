package dev.heddle.scheduling;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Waits for the clock. Confined to the loop thread. */
public final class Sleep extends Leaf<@Nullable Void> {
    private final long nanos;

    /** A sleep of so many nanoseconds from the moment it is awaited; 0 or less only lets the others run. */
    public Sleep(long nanos) {
        this.nanos = nanos;
    }

    /** The duration in nanoseconds, or the longest that fits. */
    public static long nanosOf(Duration duration) {
        return TimeUnit.NANOSECONDS.convert(duration);
    }

    @Override
    protected @Nullable Object begin() {
        Object suspended = suspended();
        if (nanos <= 0) {
            complete(null);
        } else {
            wakeAt(scheduler().deadlineAfter(nanos));
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
        complete(null);
    }

    @Override
    public String toString() {
        return "sleep of " + Duration.ofNanos(nanos);
    }
}
