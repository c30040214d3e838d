package dev.heddle;

import dev.heddle.scheduling.Leaf;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The wait of a task for a coroutine that runs on another loop. Cancellation is sent over, and the wait goes on until the
 * coroutine has ended there: what it still returns is returned.
 *
 * <p>Confined to the thread of the loop that waits.
 */
final class HandOver<T extends @Nullable Object> extends Leaf<T> {
    private final LoopGroup group;
    private final Coroutine<T> coroutine;
    private @Nullable Submission<T> there;
    private boolean cancelled;

    HandOver(LoopGroup group, Coroutine<T> coroutine) {
        this.group = group;
        this.coroutine = coroutine;
    }

    @Override
    protected Object begin() {
        Loop here = loop();
        Submission<T> submission = group.submitToIdlest(() -> coroutine);
        there = submission;
        Object suspended = suspended();
        submission.whenComplete((result, failure) -> here.scheduler.execute(() -> deliver(result, failure)));
        return suspended;
    }

    private void deliver(@Nullable T result, @Nullable Throwable failure) {
        if (!isWaiting()) {
            return;
        }
        if (failure == null) {
            complete(result);
        } else if (cancelled && failure instanceof TaskCancelledException) {
            failCancelled();
        } else {
            fail(failure);
        }
    }

    @Override
    protected boolean withdraw() {
        if (!cancelled) {
            cancelled = true;
            Objects.requireNonNull(there).cancelTask();
        }
        return false;
    }

    @Override
    public String toString() {
        return "a coroutine on another loop";
    }
}
