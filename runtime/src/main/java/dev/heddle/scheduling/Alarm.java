package dev.heddle.scheduling;

import org.jspecify.annotations.Nullable;

/**
 * A callback at a deadline. It runs with the tasks of the tick, not among the timers, so what it throws is reported and
 * nothing else suffers.
 *
 * <p>Confined to the loop thread.
 */
public final class Alarm extends TimerNode<@Nullable Void> implements Continuation {
    private final Scheduler scheduler;
    private final Runnable action;
    private boolean over;

    private Alarm(Scheduler scheduler, Runnable action) {
        this.scheduler = scheduler;
        this.action = action;
    }

    /** Schedules the callback. */
    public static Alarm at(Scheduler scheduler, long deadlineNanos, Runnable action) {
        Alarm alarm = new Alarm(scheduler, action);
        scheduler.timers().schedule(alarm, deadlineNanos);
        return alarm;
    }

    /** Takes the callback back; false if it has run or was cancelled before. */
    public boolean cancel() {
        if (over) {
            return false;
        }
        over = true;
        scheduler.timers().cancel(this);
        return true;
    }

    /** True once it has run or was cancelled. */
    public boolean isOver() {
        return over;
    }

    @Override
    protected void expired() {
        scheduler.ready().add(this);
    }

    @Override
    public void run() {
        if (!over) {
            over = true;
            action.run();
        }
    }

    @Override
    protected @Nullable Object resume(@Nullable Object value, @Nullable Throwable failure) {
        throw new AssertionError("an alarm is not awaited");
    }
}
