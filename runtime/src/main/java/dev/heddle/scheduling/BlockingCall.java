package dev.heddle.scheduling;

import dev.heddle.Loop;
import dev.heddle.Trouble;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The wait of a task for a call that blocks another thread.
 *
 * <p>Cancellation interrupts that thread and goes on waiting: what the call still returns is returned. A call that ends
 * because it was interrupted becomes the cancellation of the task. One that is still running {@value #GRACE_SECONDS} seconds
 * later is reported with its stack and left behind.
 *
 * <p>{@code worker}, {@code interrupted} and {@code over} are guarded by this object's monitor, so that an interrupt never
 * reaches what the thread does next. Otherwise confined to the loop thread, except {@link #work}.
 */
public final class BlockingCall<T extends @Nullable Object> extends Leaf<T> {
    private static final int GRACE_SECONDS = 10;

    private final Callable<? extends T> call;
    private @Nullable Thread worker;
    private boolean interrupted;
    private boolean over;

    /** Written before the message to the loop is sent. */
    private @Nullable T result;

    private @Nullable Throwable exception;

    /** A call to be made on another thread when it is awaited. */
    public BlockingCall(Callable<? extends T> call) {
        this.call = call;
    }

    @Override
    protected @Nullable Object begin() {
        Object suspended = suspended();
        Scheduler home = scheduler();
        try {
            BlockingThreads.start(() -> work(home));
        } catch (RuntimeException | Error refusal) {
            fail(refusal);
        }
        return suspended;
    }

    private void work(Scheduler home) {
        synchronized (this) {
            if (over) {
                return;
            }
            worker = Thread.currentThread();
        }
        try {
            result = call.call();
        } catch (Throwable thrown) {
            exception = thrown;
        }
        synchronized (this) {
            over = true;
            worker = null;
            Thread.interrupted();
        }
        home.execute(this::deliver);
    }

    private void deliver() {
        if (!isWaiting()) {
            return;
        }
        cancelTimer();
        if (exception == null) {
            complete(result);
        } else if (interrupted && isInterruption(exception)) {
            failCancelled();
        } else {
            fail(exception);
        }
    }

    private static boolean isInterruption(Throwable exception) {
        return exception instanceof InterruptedException
                || exception instanceof InterruptedIOException
                || exception instanceof ClosedByInterruptException;
    }

    @Override
    protected synchronized boolean withdraw() {
        if (over) {
            return false;
        }
        if (worker == null) {
            over = true;
            return true;
        }
        if (!interrupted) {
            interrupted = true;
            worker.interrupt();
            wakeAt(scheduler().deadlineAfter(TimeUnit.SECONDS.toNanos(GRACE_SECONDS)));
        }
        return false;
    }

    /** The interrupt has been ignored. */
    @Override
    protected void expired() {
        Thread stuck;
        synchronized (this) {
            stuck = worker;
        }
        if (stuck != null) {
            Throwable stack = new Throwable("stack of " + stuck);
            stack.setStackTrace(stuck.getStackTrace());
            Loop loop = loop();
            failCancelled();
            loop.report(new Trouble(
                    Trouble.Kind.LEFT_BEHIND,
                    "a blocking call has ignored its interrupt for " + GRACE_SECONDS + " seconds and is left behind",
                    stack,
                    null));
        }
    }

    @Override
    public String toString() {
        return "blocking call " + call;
    }
}
