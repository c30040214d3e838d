package dev.heddle.coroutine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The wait of a {@link HotRun} for a future.
 *
 * <p>The callback is registered when all callers are linked. Whichever thread calls it goes on with the run, with one
 * exception: called inside the very registration, since the future is done already, it leaves the outcome to the loop around
 * that registration, so that futures that are done do not deepen the stack. That it is inside is written down in a place of
 * the thread's own ({@link HotRun#here}), so the registering and the completing thread share nothing that either could read
 * too late:
 *
 * <ol>
 *   <li>The frames are written before the registration, and the one that calls back does so after it; a {@code
 *       CompletableFuture} orders the two, for other stages {@code called} does.
 *   <li>The outcome is written and read by the thread that is called back.
 *   <li>After the registration the registering thread looks at its own place only.
 * </ol>
 *
 * <p>A {@code CompletableFuture} of the JDK calls back once. Therefore an object that has waited for one is used for the next
 * wait when its outcome has been taken. Of other stages nothing is known: the first callback counts, and a second never
 * meets an object in use.
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
    private @Nullable CompletionStage<?> stage;
    private Delivery delivery = Delivery.ORIGINAL;
    private boolean callsOnce;

    @Nullable
    Object value;

    @Nullable
    Throwable failure;

    @SuppressWarnings("unused")
    private volatile boolean called;

    HotStage(HotRun<?> run) {
        this.run = run;
        state = STARTED;
    }

    /** Makes this, new or renewed, the wait for {@code stage}. */
    HotStage of(CompletionStage<?> stage, Delivery delivery) {
        this.stage = stage;
        this.delivery = delivery;
        callsOnce = stage.getClass() == CompletableFuture.class;
        return this;
    }

    /** Asks for the callback; true if the outcome is here already and the caller has to resume. */
    boolean arm(@Nullable Object[] here) {
        Object outer = here[HotRun.REGISTERING];
        here[HotRun.REGISTERING] = this;
        if (!callsOnce) {
            called = false;
        }
        try {
            Objects.requireNonNull(stage).whenComplete(this);
        } catch (Throwable refusal) {
            callsOnce = false; // it may have kept the callback nevertheless
            accept(null, refusal);
        }
        boolean calledInside = here[HotRun.REGISTERING] != this;
        here[HotRun.REGISTERING] = outer;
        return calledInside;
    }

    @Override
    public void accept(@Nullable Object result, @Nullable Throwable exception) {
        if (!callsOnce && !CALLED.compareAndSet(this, false, true)) {
            return;
        }
        value = result;
        failure = exception == null ? null : delivery.failure(exception);
        @Nullable Object[] here = HotRun.here();
        if (here[HotRun.REGISTERING] == this) {
            here[HotRun.REGISTERING] = null;
        } else {
            run.drive(null, this, here);
        }
    }

    /** Ends a wait whose outcome has been taken; true if this can be used again. */
    boolean renew() {
        stage = null;
        caller = null;
        value = null;
        failure = null;
        return callsOnce;
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
