package dev.heddle;

import dev.heddle.scheduling.Scheduler;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a loop from another thread, and reports a step that takes longer than it may, while it does: with the task, the
 * live stack of the loop's thread, and who awaits what runs there. A loop that has run some steps and has nothing to do is
 * asked to look for deadlocks, at most once in a second.
 *
 * <p>The loop does nothing for it but count its ticks and steps, as it does anyway; both are read without a fence, so that
 * what is seen may be a little old. A step is reported once. {@link #look} is confined to the watching thread.
 */
final class Watchdog implements AutoCloseable {
    private static final String PROPERTY = "heddle.watchdog";

    /** So many looks fall into the time that a step may take. */
    private static final int LOOKS = 4;

    private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Loop loop;
    private final Duration threshold;
    private @Nullable Thread thread;
    private volatile boolean closed;

    /** What was seen at the last look, and when it was seen first. */
    private long pulse = -1;

    private long since;
    /** How often the same was seen since then. When the whole process stands still, there are no looks. */
    private int seenAgain;

    private boolean reported;

    /** When the loop was last asked to look for deadlocks, and how many steps it had run by then. */
    private long asked;

    private int stepsWhenAsked;

    Watchdog(Loop loop, Duration threshold) {
        this.loop = loop;
        this.threshold = threshold;
    }

    /**
     * The patience that {@code -Dheddle.watchdog} gives to loops whose options give none; null if it does not either.
     *
     * @throws IllegalArgumentException if it is no duration that a step could take
     */
    static @Nullable Duration configuredPatience() {
        String text = System.getProperty(PROPERTY);
        if (text == null) {
            return null;
        }
        try {
            return LoopOptions.patience(Duration.parse(text));
        } catch (DateTimeParseException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "`-D" + PROPERTY + "=" + text + "` is not a time that a step may take, such as `PT0.2S`", e);
        }
    }

    /** Looks again and again, on a daemon thread, until it is closed. */
    void start() {
        asked = System.nanoTime();
        Thread watching = new Thread(this::lookUntilClosed, "watchdog of " + loop);
        watching.setDaemon(true);
        watching.start();
        thread = watching;
    }

    private void lookUntilClosed() {
        while (!closed) {
            look(System.nanoTime());
            LockSupport.parkNanos(Math.max(1, threshold.toNanos() / LOOKS));
        }
    }

    /** Looks once, at the given time. */
    void look(long nanos) {
        Scheduler scheduler = loop.scheduler;
        long seen = scheduler.pulse();
        if (seen != pulse || !scheduler.isBusy()) {
            pulse = seen;
            since = nanos;
            seenAgain = 0;
            reported = false;
        } else if (++seenAgain >= LOOKS / 2 && !reported && nanos - since >= threshold.toNanos()) {
            report(nanos - since);
        }
        if (!scheduler.isBusy() && (int) seen != stepsWhenAsked && nanos - asked >= SECOND_NANOS) {
            stepsWhenAsked = (int) seen;
            asked = nanos;
            lookForDeadlocks();
        }
    }

    private void lookForDeadlocks() {
        try {
            loop.execute(loop.diagnosis()::reportDeadlock);
        } catch (RejectedExecutionException closing) {
            closed = true;
        }
    }

    private void report(long nanos) {
        Scheduler scheduler = loop.scheduler;
        Task<?> task = scheduler.running() instanceof Task<?> running ? running : null;
        Throwable stack = new Throwable("this is what " + loop + " is doing");
        stack.setStackTrace(loop.diagnosis().liveStack());
        if (scheduler.pulse() == pulse) {
            reported = true;
            loop.tell(new Trouble(
                    Trouble.Kind.SLOW_STEP,
                    describe(task) + " has held " + loop + " for " + Duration.ofNanos(nanos),
                    stack,
                    task));
        }
    }

    private static String describe(@Nullable Task<?> task) {
        return task == null ? "a callback" : "a step of " + task;
    }

    /** Its thread ends at once, however long its patience is. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
