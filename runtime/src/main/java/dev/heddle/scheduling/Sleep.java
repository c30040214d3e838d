package dev.heddle.scheduling;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Waits for the clock, alone or as a case of a select. Confined to the loop thread. */
public final class Sleep extends Waiter<@Nullable Void> {
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
            enqueue();
        }
        return suspended;
    }

    @Override
    protected @Nullable Object attempt() {
        return nanos <= 0 ? null : NOT_YET;
    }

    @Override
    protected void enqueue() {
        wakeAt(scheduler().deadlineAfter(nanos));
    }

    @Override
    protected void dequeue() {
        cancelTimer();
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
