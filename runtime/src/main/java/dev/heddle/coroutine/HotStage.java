package dev.heddle.coroutine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One wait of a {@link HotRun} for a future.
 *
 * <p>The callback is registered when all callers are linked. Whichever thread calls it goes on with the run, with one
 * exception: called inside the very registration, since the future is done already, it leaves the outcome to the loop around
 * that registration, so that futures that are done do not deepen the stack. That it is inside it sees by {@code registrar}:
 * only a thread itself ever puts itself there, and it takes itself out behind the registration. What other threads read there,
 * however late, is not themselves. So no two threads have to agree on anything:
 *
 * <ol>
 *   <li>The frames are written before the registration, and the one that calls back does so after it; a {@code
 *       CompletableFuture} orders the two, for other stages {@code called} does.
 *   <li>The outcome is taken by the thread that is called back. {@code value} and {@code failure} are used by one thread
 *       only, inside the registration and behind it.
 *   <li>Behind the registration the registering thread looks at nothing else, since another one may have the run by then.
 * </ol>
 *
 * <p>A {@code CompletableFuture} of the JDK calls back once. Of other stages nothing is known: the first callback counts.
 * A wait is never used again: new objects cost less than writing references to old ones.
 */
final class HotStage extends Frame<@Nullable Object> implements BiConsumer<@Nullable Object, @Nullable Throwable> {
    private static final VarHandle CALLED;

    static {
        try {
            CALLED = MethodHandles.lookup().findVarHandle(HotStage.class, "called", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final HotRun<?> run;
    private final CompletionStage<?> stage;
    private final Delivery delivery;
    private boolean callsOnce;

    /** The thread that is inside the registration. */
    private @Nullable Thread registrar;

    /** Whether the outcome came inside the registration. */
    private boolean calledInside;

    private @Nullable Object value;
    private @Nullable Throwable failure;

    @SuppressWarnings("unused")
    private volatile boolean called;

    HotStage(HotRun<?> run, CompletionStage<?> stage, Delivery delivery) {
        this.run = run;
        this.stage = stage;
        this.delivery = delivery;
        callsOnce = stage.getClass() == CompletableFuture.class;
        state = STARTED;
    }

    /** Asks for the callback; true if the outcome is here already and the caller has to be resumed. */
    boolean arm() {
        registrar = Thread.currentThread();
        if (!callsOnce) {
            called = false; // whoever is called back sees what was written before
        }
        try {
            stage.whenComplete(this);
        } catch (Throwable refusal) {
            callsOnce = false; // it may have kept the callback nevertheless
            accept(null, refusal);
        }
        registrar = null;
        return calledInside;
    }

    @Override
    public void accept(@Nullable Object result, @Nullable Throwable exception) {
        if (!callsOnce && !CALLED.compareAndSet(this, false, true)) {
            return;
        }
        Throwable original = exception == null ? null : delivery.failure(exception);
        if (registrar == Thread.currentThread()) {
            calledInside = true;
            value = result;
            failure = original;
        } else {
            run.goOn(caller, result, original);
        }
    }

    /** Goes on with the outcome that came inside the registration; returns what the caller suspends in. */
    @Nullable
    Object resumeCaller() throws Throwable {
        return Trampoline.run(caller, value, failure);
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
