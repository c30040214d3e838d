package dev.heddle.proof.drive;

import dev.heddle.Coroutine;
import dev.heddle.coroutine.Frame;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * A suspension point that really suspends: the whole chain of callers up to the innermost {@link Driver} leaves the stack, and
 * the driver resumes it. Between the two nothing else runs on the thread, so one place for each thread holds the point that
 * is to be resumed. Confined to the thread that drives the chain.
 */
public final class Point extends Frame<@Nullable Void> {
    private static final ThreadLocal<Pending> PENDING = ThreadLocal.withInitial(Pending::new);
    private static final LongAdder SUSPENSIONS = new LongAdder();

    private boolean suspended;

    private Point() {}

    /** What injected code awaits. */
    public static Coroutine<@Nullable Void> suspend() {
        return new Point();
    }

    /** How often a point has suspended in this virtual machine. Any thread. */
    public static long suspensions() {
        return SUSPENSIONS.sum();
    }

    /** The point in which this thread's chain has just suspended. */
    static Point takePending() {
        Pending pending = PENDING.get();
        Point point = Objects.requireNonNull(pending.point, "the chain suspended in something that is no point");
        pending.point = null;
        return point;
    }

    @Override
    protected @Nullable Object resume(@Nullable Object value, @Nullable Throwable failure) {
        if (suspended) {
            return null;
        }
        suspended = true;
        PENDING.get().point = this;
        SUSPENSIONS.increment();
        return this;
    }

    /** The place of one thread. */
    private static final class Pending {
        @Nullable
        Point point;
    }
}
