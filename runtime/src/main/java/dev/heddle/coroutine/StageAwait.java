package dev.heddle.coroutine;

import dev.heddle.scheduling.Leaf;
import dev.heddle.scheduling.Scheduler;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.Objects;
import java.util.WeakHashMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The wait of a task for a future. Whichever thread completes the future, the task goes on in its loop. Cancelling the wait
 * leaves the future alone, which keeps the callback, as it has no way to take it back: {@link GivenUp} lets the same wait
 * serve the next one who awaits that future.
 *
 * <pre>
 *   phase      accept                withdraw       begin
 *   WAITING    -> ARRIVED, delivers  -> WITHDRAWN   (new) registers
 *   WITHDRAWN  -> ARRIVED            -              -> WAITING: the future still has the callback
 *   ARRIVED    ignored               refused        -> WAITING, registers anew: the outcome came while nobody waited
 * </pre>
 *
 * <p>Arrival of the outcome and cancellation race: the one that takes {@code phase} out of WAITING wins, so that an outcome
 * that has arrived is delivered even if its message is still on the way to the loop. Arrival and the next use race in the same
 * way, so that an outcome is either delivered or makes the wait ask again.
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
    private final Scheduler home = Scheduler.current();
    private Delivery delivery;

    @SuppressWarnings("unused")
    private volatile int phase;

    /** Written by the one that has made {@code phase} ARRIVED, before it delivers. */
    private @Nullable T result;

    private @Nullable Throwable exception;

    /** The one that was given up before this one for the same future, as long as both are not in use. */
    private @Nullable StageAwait<?> givenUpBefore;

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
        StageAwait<?> wait = known(stage, delivery);
        return (wait != null ? wait : new StageAwait<>(stage, delivery)).start();
    }

    /** The wait that the future knows already and nobody uses, made cold; null if there is none. */
    private static @Nullable StageAwait<?> known(CompletionStage<?> stage, Delivery delivery) throws Throwable {
        Scheduler here = Scheduler.current();
        GivenUp givenUp = here.oneIfMade(GivenUp.class);
        if (givenUp == null || here.running() == null) {
            return null;
        }
        here.checkCancellation();
        StageAwait<?> known = givenUp.take(stage);
        if (known != null) {
            known.becomeCold();
            known.delivery = delivery;
        }
        return known;
    }

    @Override
    protected @Nullable Object begin() {
        Object suspended = suspended();
        if (phase == WAITING) {
            register();
        } else if (!PHASE.compareAndSet(this, WITHDRAWN, WAITING)) {
            phase = WAITING;
            register();
        }
        return suspended;
    }

    private void register() {
        try {
            stage.whenComplete(this);
        } catch (Throwable refusal) {
            accept(null, refusal);
        }
    }

    @Override
    public void accept(@Nullable T value, @Nullable Throwable failure) {
        int before = (int) PHASE.getAndSet(this, ARRIVED);
        if (before != WAITING) {
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
    protected void outcomeTaken() {
        if (phase == WITHDRAWN && stage instanceof CompletableFuture<?> future) {
            home.one(GivenUp.class, GivenUp::new).add(future, this);
        }
    }

    /**
     * Waits that were given up, for futures that are not done and may live as long as the program: each of them serves again,
     * so that a future keeps no more of them than have waited for it at the same time.
     *
     * <p>Keeps neither: the future holds the waits until it is done. Confined to the loop thread.
     */
    private static final class GivenUp {
        /** The last of the waits for each future, from which the others hang. */
        private final Map<CompletableFuture<?>, Reference<StageAwait<?>>> lasts = new WeakHashMap<>();

        void add(CompletableFuture<?> future, StageAwait<?> wait) {
            wait.givenUpBefore = last(future);
            lasts.put(future, new WeakReference<>(wait));
        }

        @Nullable
        StageAwait<?> take(CompletionStage<?> stage) {
            if (!(stage instanceof CompletableFuture<?> future)) {
                return null;
            }
            StageAwait<?> last = last(future);
            if (last == null) {
                return null;
            }
            if (last.givenUpBefore == null) {
                lasts.remove(future);
            } else {
                lasts.put(future, new WeakReference<>(last.givenUpBefore));
            }
            last.givenUpBefore = null;
            return last;
        }

        /** A class of futures may have its own idea of being equal. */
        private @Nullable StageAwait<?> last(CompletableFuture<?> future) {
            Reference<StageAwait<?>> known = lasts.get(future);
            StageAwait<?> last = known == null ? null : known.get();
            return last != null && last.stage == future ? last : null;
        }
    }

    @Override
    public String toString() {
        return "future " + stage;
    }
}
