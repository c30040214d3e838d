package dev.heddle.proof.drive;

import dev.heddle.Coroutine;
import dev.heddle.coroutine.Frame;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * A suspension point that really suspends, mostly: the whole chain of callers up to the innermost {@link Driver} leaves the stack, and
 * the driver resumes it. Between the two nothing else runs on the thread, so one place for each thread holds the point that
 * is to be resumed. Each place in the code suspends whenever it is reached for the first times; after these it is done already
 * but for one time in so many, and later in more, lest a loop of millions takes all the time there is. Confined to the thread
 * that drives the chain.
 */
public final class Point extends Frame<@Nullable Void> {
    private static final ThreadLocal<Pending> PENDING = ThreadLocal.withInitial(Pending::new);
    private static final LongAdder SUSPENSIONS = new LongAdder();

    /** There are so many numbers of places; two places may share one. A power of two, and each fits a {@code sipush}. */
    public static final int PLACES = 1 << 15;

    private static final int FIRST_TIMES = 100;
    private static final int THEN_ONE_IN = 50;
    private static final int MANY_TIMES = 10_000;
    private static final int THEN_ONE_IN_MANY = 1_000;

    /** How often each place was reached; a count that a race loses makes no difference to anyone. */
    private static final int[] REACHED = new int[PLACES];

    private boolean isDone;

    private Point(boolean isDone) {
        this.isDone = isDone;
    }

    /** What injected code awaits in the place with that number. Any thread. */
    public static Coroutine<@Nullable Void> suspend(int place) {
        int times = ++REACHED[place];
        return new Point(times > FIRST_TIMES && times % (times > MANY_TIMES ? THEN_ONE_IN_MANY : THEN_ONE_IN) != 0);
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
        if (isDone) {
            return null;
        }
        isDone = true;
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
