package dev.heddle.coroutine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One wait for a stage of which nothing is known: it may call back more than once, of which the first counts, and run any code
 * while it registers the callback.
 *
 * <p>Whether it is called inside the registration it sees by {@code registrar}: only the thread that makes a wait is ever put
 * there, and it takes itself out behind the registration. What other threads read there, however late, is not themselves. So
 * no two threads have to agree on anything but {@code called}, which also orders the frames written before the registration
 * and the resumption.
 */
final class StageWait extends HotWait {
    private static final VarHandle CALLED;

    static {
        try {
            CALLED = MethodHandles.lookup().findVarHandle(StageWait.class, "called", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final CompletionStage<?> stage;
    private final Delivery delivery;

    /** The thread that makes the registration, until it has made it. */
    private @Nullable Thread registrar = Thread.currentThread();

    /** Whether the outcome came inside the registration. */
    private boolean calledInside;

    @SuppressWarnings("unused")
    private volatile boolean called;

    StageWait(HotRun<?> run, CompletionStage<?> stage, Delivery delivery) {
        super(run);
        this.stage = stage;
        this.delivery = delivery;
    }

    @Override
    boolean arm() {
        called = false; // whoever is called back sees what was written before
        try {
            stage.whenComplete(this);
        } catch (Throwable refusal) {
            accept(null, refusal); // which counts unless it has called back already
        }
        registrar = null;
        return calledInside;
    }

    @Override
    public void accept(@Nullable Object result, @Nullable Throwable exception) {
        if (!CALLED.compareAndSet(this, false, true)) {
            return;
        }
        Throwable original = exception == null ? null : delivery.failure(exception);
        if (registrar == Thread.currentThread()) {
            calledInside = true;
            run.keep(result, original);
        } else {
            run.goOn(caller, result, original);
        }
    }

    @Override
    public String toString() {
        return "future " + stage;
    }
}
