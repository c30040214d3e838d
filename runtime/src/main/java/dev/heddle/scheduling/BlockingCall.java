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
 * <p>Cancellation goes on waiting: what the call still returns is returned. Whether it interrupts that thread is told by
 * {@link Manner}. A call that ends because it was interrupted becomes the cancellation of the task. One that is still running
 * {@value #GRACE_SECONDS} seconds later is reported with its stack and left behind.
 *
 * <p>{@code worker}, {@code interrupted} and {@code over} are guarded by this object's monitor, so that an interrupt never
 * reaches what the thread does next. Otherwise confined to the loop thread, except {@link #work}.
 */
public final class BlockingCall<T extends @Nullable Object> extends Leaf<T> {
    /** What cancellation of the task means to the call. */
    public enum Manner {
        /** The thread of a running call is interrupted. */
        INTERRUPTED,
        /** A running call goes on to its end: one that an interrupt would leave half done. */
        FINISHED,
        /** As {@link #FINISHED}, and it begins in a cancelled task, too: it cleans up. */
        SHIELDED
    }

    private static final int GRACE_SECONDS = 10;

    private final Callable<? extends T> call;
    private final Manner manner;
    private @Nullable Thread worker;

    /** True once the running call has been cancelled. */
    private boolean interrupted;

    private boolean over;

    /** Written before the message to the loop is sent. */
    private @Nullable T result;

    private @Nullable Throwable exception;

    /** A call to be made on another thread when it is awaited, interrupted by cancellation. */
    public BlockingCall(Callable<? extends T> call) {
        this(Manner.INTERRUPTED, call);
    }

    /** A call to be made on another thread when it is awaited. */
    public BlockingCall(Manner manner, Callable<? extends T> call) {
        this.manner = manner;
        this.call = call;
    }

    @Override
    protected boolean isShielded() {
        return manner == Manner.SHIELDED;
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
        } else if (interrupted && manner == Manner.INTERRUPTED && isInterruption(exception)) {
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
        if (worker == null && manner != Manner.SHIELDED) {
            over = true;
            return true;
        }
        if (!interrupted) {
            interrupted = true;
            if (manner == Manner.INTERRUPTED && worker != null) {
                worker.interrupt();
            }
            wakeAt(scheduler().deadlineAfter(TimeUnit.SECONDS.toNanos(GRACE_SECONDS)));
        }
        return false;
    }

    /** The call has not ended in time. */
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
                    "a blocking call "
                            + (manner == Manner.INTERRUPTED
                                    ? "has ignored its interrupt for "
                                    : "has not ended within ")
                            + GRACE_SECONDS + " seconds and is left behind",
                    stack,
                    null));
        }
    }

    @Override
    public String toString() {
        return "blocking call " + call;
    }
}
