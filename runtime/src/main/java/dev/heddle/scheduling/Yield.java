package dev.heddle.scheduling;

import org.jspecify.annotations.Nullable;

/**
 * Lets the other ready tasks run once. Those that are over are kept by the scheduler to be used again: tasks that yield
 * allocate nothing.
 *
 * <p>Confined to the loop thread.
 */
public final class Yield extends Wait<@Nullable Void> {
    /** The one that was over before this one. */
    private @Nullable Yield nextSpare;

    private Yield() {}

    /** One that was used before, if there is one, else a new one. */
    public static Yield now() {
        Scheduler scheduler = Scheduler.currentOrNull();
        Yield spare = scheduler == null ? null : scheduler.spareYield;
        if (spare == null || scheduler == null) {
            return new Yield();
        }
        scheduler.spareYield = spare.nextSpare;
        spare.nextSpare = null;
        return spare.state == 0 ? spare : new Yield();
    }

    @Override
    protected @Nullable Object begin() {
        Object suspended = suspended();
        complete();
        return suspended;
    }

    @Override
    protected boolean withdraw() {
        return false;
    }

    @Override
    void over(Scheduler scheduler) {
        state = 0;
        nextSpare = scheduler.spareYield;
        scheduler.spareYield = this;
    }

    @Override
    public String toString() {
        return "yield";
    }
}
