package dev.heddle.coroutine;

import dev.heddle.scheduling.Leaf;
import dev.heddle.scheduling.Scheduler;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The wait of a task for a future. Whichever thread completes the future, the task goes on in its loop. Cancelling the wait
 * leaves the future alone.
 *
 * <p>Arrival of the outcome and cancellation race: the one that takes {@code phase} out of WAITING wins, so that an outcome
 * that has arrived is delivered even if its message is still on the way to the loop.
 *
 * <p>Confined to the loop thread, except {@link #accept}: any thread.
 */
final class StageAwait<T extends @Nullable Object> extends Leaf<T> implements BiConsumer<T, @Nullable Throwable> {
    private static final int WAITING = 0;
    private static final int ARRIVED = 1;
    private static final int WITHDRAWN = 2;
    private static final VarHandle PHASE;

    static {
        try {
            PHASE = MethodHandles.lookup().findVarHandle(StageAwait.class, "phase", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final CompletionStage<T> stage;
    private final Delivery delivery;
    private final Scheduler home = Scheduler.current();

    @SuppressWarnings("unused")
    private volatile int phase;

    /** Written by the one that has made {@code phase} ARRIVED, before it delivers. */
    private @Nullable T result;

    private @Nullable Throwable exception;

    private StageAwait(CompletionStage<T> stage, Delivery delivery) {
        this.stage = stage;
        this.delivery = delivery;
    }

    /** Starts the wait in the running task; costs no object if the future is done. */
    static @Nullable Object start(CompletionStage<?> stage, Delivery delivery) throws Throwable {
        CompletableFuture<?> done = Futures.ifDone(Objects.requireNonNull(stage, "stage"));
        if (done != null) {
            Scheduler.current().checkCancellation();
            return Awaits.result(delivery.outcome(done));
        }
        return new StageAwait<>(stage, delivery).start();
    }

    @Override
    protected @Nullable Object begin() {
        Object suspended = suspended();
        try {
            stage.whenComplete(this);
        } catch (Throwable refusal) {
            accept(null, refusal);
        }
        return suspended;
    }

    @Override
    public void accept(@Nullable T value, @Nullable Throwable failure) {
        if (!PHASE.compareAndSet(this, WAITING, ARRIVED)) {
            return;
        }
        result = value;
        exception = failure;
        if (Scheduler.currentOrNull() == home) {
            deliver();
        } else {
            home.execute(this::deliver);
        }
    }

    private void deliver() {
        if (exception != null) {
            fail(delivery.failure(exception));
        } else {
            complete(result);
        }
    }

    @Override
    protected boolean withdraw() {
        return PHASE.compareAndSet(this, WAITING, WITHDRAWN);
    }

    @Override
    public String toString() {
        return "future " + stage;
    }
}
