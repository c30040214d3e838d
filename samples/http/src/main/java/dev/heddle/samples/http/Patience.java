package dev.heddle.samples.http;

import dev.heddle.Loop;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How long a client is still waited for. To wait uses it up, and each byte that comes gives some of it back, up to what there
 * was in the beginning: so a body that drips is ended, and one that comes at the rate asked for may be as long as it likes.
 *
 * <p>Confined to the loop thread.
 */
final class Patience {
    private final Loop loop = Loop.current();
    private final long most;
    private final long nanosPerByte;
    private long left;
    private long waitingSince;

    /** All of it is there. {@code slowest} is in bytes per second. */
    Patience(Duration most, int slowest) {
        this.most = most.toNanos();
        nanosPerByte = TimeUnit.SECONDS.toNanos(1) / slowest;
        left = this.most;
    }

    /** The wait that begins now may take so long. */
    Duration beginWait() {
        waitingSince = loop.nanos();
        return Duration.ofNanos(left);
    }

    /** The wait is over, and has brought so many bytes. */
    void endWait(int bytes) {
        long used = loop.nanos() - waitingSince;
        left = Math.max(0, Math.min(most, left - used + bytes * nanosPerByte));
    }
}
