package dev.heddle.coroutine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The wait of a {@link HotRun} for a future.
 *
 * <pre>
 *   UNWINDING  the callers are being linked, then the callback is registered   -> ARMED, -> COMPLETED
 *   ARMED      registered; whoever completes the future resumes                -> COMPLETED
 *   COMPLETED  the outcome is here; seen by arm(), its caller resumes
 * </pre>
 *
 * <p>So exactly one of the registering and the completing thread goes on, and a future that completes during registration
 * does not deepen the stack. The two steps on {@code phase} publish the frames to the completing thread and the outcome to
 * the registering one.
 */
final class HotStage extends Frame<@Nullable Object> implements BiConsumer<@Nullable Object, @Nullable Throwable> {
    private static final int UNWINDING = 0;
    private static final int ARMED = 1;
    private static final int COMPLETED = 2;
    private static final VarHandle PHASE;

    static {
        try {
            PHASE = MethodHandles.lookup().findVarHandle(HotStage.class, "phase", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final HotRun<?> run;
    private final CompletionStage<?> stage;
    private final Delivery delivery;

    @Nullable
    Object value;

    @Nullable
    Throwable failure;

    @SuppressWarnings("unused")
    private volatile int phase = UNWINDING;

    HotStage(HotRun<?> run, CompletionStage<?> stage, Delivery delivery) {
        this.run = run;
        this.stage = stage;
        this.delivery = delivery;
        state = STARTED;
    }

    /** Asks for the callback; true if the outcome is here already and the caller has to resume. */
    boolean arm() {
        try {
            stage.whenComplete(this);
        } catch (Throwable refusal) {
            accept(null, refusal);
        }
        return !PHASE.compareAndSet(this, UNWINDING, ARMED);
    }

    @Override
    public void accept(@Nullable Object result, @Nullable Throwable exception) {
        if (phase == COMPLETED) {
            return;
        }
        value = result;
        failure = exception == null ? null : delivery.failure(exception);
        if ((int) PHASE.getAndSet(this, COMPLETED) == ARMED) {
            run.drive(null, this);
        }
    }

    @Override
    protected @Nullable Object resume(@Nullable Object ignored, @Nullable Throwable none) {
        throw new AssertionError("the run resumes the caller itself");
    }

    @Override
    public String toString() {
        return "future " + stage;
    }
}
