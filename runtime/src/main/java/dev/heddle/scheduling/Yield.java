package dev.heddle.scheduling;

import org.jspecify.annotations.Nullable;

/**
 * Lets the other ready tasks run once. Each task keeps one that is over, to use again: a loop that yields allocates nothing.
 *
 * <p>Confined to the loop thread.
 */
public final class Yield extends Leaf<@Nullable Void> {
    private Yield() {}

    /** The running task's own, or a new one while that is in use. */
    public static Yield now() {
        Scheduler scheduler = Scheduler.currentOrNull();
        Strand task = scheduler == null ? null : scheduler.running;
        if (task != null) {
            Yield spare = task.spareYield;
            if (spare != null && spare.state == 0) {
                task.spareYield = null;
                return spare;
            }
        }
        return new Yield();
    }

    @Override
    protected @Nullable Object begin() {
        Object suspended = suspended();
        complete(null);
        return suspended;
    }

    @Override
    protected boolean withdraw() {
        return false;
    }

    @Override
    void over(Strand task) {
        renew();
        task.spareYield = this;
    }

    @Override
    public String toString() {
        return "yield";
    }
}
