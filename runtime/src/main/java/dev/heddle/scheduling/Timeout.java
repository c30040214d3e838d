package dev.heddle.scheduling;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The wait for the clock as a case of a select. Confined to the loop thread. */
public final class Timeout extends Waiter<@Nullable Void> {
    private final long nanos;

    /** A wait of so many nanoseconds; with 0 or less there is nothing to wait for. */
    public Timeout(long nanos) {
        this.nanos = nanos;
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
        serve(null);
    }

    @Override
    public String toString() {
        return "timeout of " + Duration.ofNanos(nanos);
    }
}
