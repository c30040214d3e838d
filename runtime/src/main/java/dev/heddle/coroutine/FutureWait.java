package dev.heddle.coroutine;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Waits for futures of the JDK, one after the other. Such a future calls back once, and registering with it runs no other
 * code before this wait's own. So what the thread does tells whether the wait is called inside the registration, and
 * nothing is left in it that one thread would look at while another has it already.
 *
 * <p>The frames are written before the registration, and the one that calls back does so after it; the future orders the two.
 *
 * <p>A wait serves a number of times only. To write a reference to a new object costs next to nothing, to an old one a memory
 * fence with some garbage collectors: a new wait now and then is cheaper than one each time, and than the same for ever.
 */
final class FutureWait extends HotWait {
    private static final int USES = 64;

    private final Delivery delivery;
    private CompletableFuture<?> future;
    private int uses = 1;

    /** Whether the registration has failed: the future may have kept the callback nevertheless. */
    private boolean refused;

    FutureWait(HotRun<?> run, CompletableFuture<?> future, Delivery delivery) {
        super(run);
        this.future = future;
        this.delivery = delivery;
    }

    /** Makes this the wait for one more future; false if it has had its day. */
    boolean serves(CompletableFuture<?> next) {
        if (++uses > USES) {
            return false;
        }
        future = next;
        caller = null; // else it could be taken for linked already by who only passes this on
        return true;
    }

    @Override
    boolean arm() {
        int[] doing = run.doing();
        try {
            future.whenComplete(this);
        } catch (Throwable refusal) {
            if (!HotThread.wasAnswered(doing)) {
                refused = true;
                uses = USES;
                run.keep(null, delivery.failure(refusal));
            }
            return true;
        }
        return HotThread.wasAnswered(doing);
    }

    @Override
    public void accept(@Nullable Object result, @Nullable Throwable exception) {
        if (!refused) {
            run.calledBack(caller, result, exception == null ? null : delivery.failure(exception));
        }
    }

    @Override
    public String toString() {
        return "future " + future;
    }
}
