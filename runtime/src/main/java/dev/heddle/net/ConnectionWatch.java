package dev.heddle.net;

import dev.heddle.AsyncCloseable.CloseReason;
import dev.heddle.Loop;
import dev.heddle.scheduling.Sleep;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The deadlines of one connection of a server. It has one timer, and learns from the counters of the stream whether anything
 * has happened, so that reads and writes need not touch a timer. Confined to the loop thread.
 */
final class ConnectionWatch implements Runnable {
    /** So often a connection is looked at in the time that it may be idle. */
    private static final int LOOKS = 4;

    private final Loop loop = Loop.current();
    private final SocketStream stream;
    private final ServeOptions options;
    private final long begin = loop.nanos();
    private long activity;

    /** The last look that found that something had happened. */
    private long quietSince = begin;

    /** When the present period of {@link ServeOptions#slowest} began, and what had been moved by then. */
    private long periodBegin = begin;

    private long periodActivity;
    private Loop.@Nullable Timer timer;

    /** True when a deadline has ended the connection. */
    private boolean late;

    ConnectionWatch(SocketStream stream, ServeOptions options) {
        this.stream = stream;
        this.options = options;
        schedule();
    }

    boolean isLate() {
        return late;
    }

    void cancel() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    @Override
    public void run() {
        long seen = stream.bytesRead() + stream.bytesWritten();
        long now = loop.nanos();
        quietSince = seen == activity ? quietSince : now;
        activity = seen;
        long age = now - begin;
        if (isOver(options.total, age)) {
            end("the connection has lasted for " + seconds(options.total));
        } else if (isOver(options.firstByte, age) && stream.bytesRead() == 0) {
            end("no byte has come within " + seconds(options.firstByte));
        } else if (isOver(options.idle, now - quietSince)) {
            end("no byte has come or gone for " + seconds(options.idle));
        } else if (isTooSlow(seen, now)) {
            end((seen - periodActivity) + " bytes have come or gone in "
                    + seconds(Objects.requireNonNull(options.slowest).period()));
        } else {
            schedule();
        }
    }

    private boolean isTooSlow(long seen, long now) {
        if (!isOver(periodOf(options.slowest), now - periodBegin)) {
            return false;
        }
        if (seen - periodActivity < Objects.requireNonNull(options.slowest).bytes()) {
            return true;
        }
        periodBegin = now;
        periodActivity = seen;
        return false;
    }

    private static @Nullable Duration periodOf(ServeOptions.@Nullable Pace pace) {
        return pace == null ? null : pace.period();
    }

    private static boolean isOver(@Nullable Duration deadline, long age) {
        return deadline != null && age >= Sleep.nanosOf(deadline);
    }

    private static String seconds(@Nullable Duration duration) {
        return duration == null ? "" : duration.toMillis() / 1000.0 + " seconds";
    }

    private void schedule() {
        long age = loop.nanos() - begin;
        long next = options.idle == null ? Long.MAX_VALUE : Math.max(1, Sleep.nanosOf(options.idle) / LOOKS);
        next = Math.min(next, left(options.total, age));
        next = Math.min(next, left(options.firstByte, age));
        next = Math.min(next, left(periodOf(options.slowest), loop.nanos() - periodBegin));
        timer = next == Long.MAX_VALUE ? null : loop.schedule(Duration.ofNanos(next), this);
    }

    /** The time until a deadline; none if it has passed. */
    private static long left(@Nullable Duration deadline, long age) {
        long left = deadline == null ? 0 : Sleep.nanosOf(deadline) - age;
        return left > 0 ? left : Long.MAX_VALUE;
    }

    private void end(String why) {
        late = true;
        timer = null;
        try {
            stream.closeNow(CloseReason.FAILED, new SocketTimeoutException(why));
        } catch (IOException failure) {
            loop.report("closing " + stream + " failed", failure);
        }
    }
}
