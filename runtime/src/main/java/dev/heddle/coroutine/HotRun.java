package dev.heddle.coroutine;

import dev.heddle.scheduling.Scheduler;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The root under a method that returns a future and was called outside of any loop. It awaits futures only, and goes on in
 * the thread that completes them.
 *
 * <p>A future is asked to call back only when the stack that awaits it has unwound, so all callers have linked their frames
 * by the time it does. One thread at a time drives it; each hands over to the next through the future awaited.
 */
final class HotRun<T extends @Nullable Object> extends Resumable {
    /** Where a thread keeps the run whose step is the innermost on its stack. */
    private static final int RUNNING = 0;

    /** Where a thread keeps the wait whose callback it is registering. */
    static final int REGISTERING = 1;

    private static final int PLACES = 2;

    /** An array, which is a class of the JDK's: it stays with threads of a pool when this class has had its day. */
    private static final ThreadLocal<@Nullable Object[]> HERE = ThreadLocal.withInitial(() -> new Object[PLACES]);

    private final CompletableFuture<T> future;

    /** What the step that runs has suspended in. */
    private @Nullable HotStage pending;

    /** A wait that is over, to use again. */
    private @Nullable HotStage spare;

    /** The loop on whose thread the step runs, if any. */
    private @Nullable Scheduler around;

    HotRun(CompletableFuture<T> future) {
        this.future = future;
    }

    /** The run whose step is the innermost on this thread's stack; null if that is the step of a loop. */
    static @Nullable HotRun<?> current() {
        HotRun<?> run = (HotRun<?>) HERE.get()[RUNNING];
        return run != null && run.around == Scheduler.currentOrNull() ? run : null;
    }

    /** What the current thread is doing, by places. */
    static @Nullable Object[] here() {
        return HERE.get();
    }

    /** Runs the first step. */
    void start(Frame<T> body) {
        body.claim();
        drive(body, null, HERE.get());
    }

    /** Starts the wait for a future. */
    @Nullable
    Object await(CompletionStage<?> stage, Delivery delivery) throws Throwable {
        CompletableFuture<?> done = Futures.ifDone(stage);
        if (done != null) {
            return Awaits.result(delivery.outcome(done));
        }
        HotStage wait = spare != null ? spare : new HotStage(this);
        spare = null;
        pending = wait.of(stage, delivery);
        return wait;
    }

    /** Runs steps, beginning with the start of {@code body} or the resumption of {@code completed}, until one suspends. */
    void drive(@Nullable Frame<T> body, @Nullable HotStage completed, @Nullable Object[] here) {
        Object outer = here[RUNNING];
        here[RUNNING] = this;
        try {
            around = Scheduler.currentOrNull();
            if (around == null) {
                steps(body, completed, here);
            } else {
                around.outsideTasks(() -> steps(body, completed, here));
            }
        } finally {
            here[RUNNING] = outer;
        }
    }

    private void steps(@Nullable Frame<T> body, @Nullable HotStage completed, @Nullable Object[] here) {
        HotStage next = completed;
        try {
            if (body != null) {
                Trampoline.start(body, this);
                next = takeCompleted(here);
            }
            while (next != null) {
                resume(next);
                next = takeCompleted(here);
            }
        } catch (Throwable bug) {
            future.completeExceptionally(bug);
        }
    }

    private void resume(HotStage completed) throws Throwable {
        Resumable caller = completed.caller;
        Object value = completed.value;
        Throwable failure = completed.failure;
        if (completed.renew()) {
            spare = completed;
        }
        Trampoline.run(caller, value, failure);
    }

    /** Arms the wait that the last step has left; returns it if the future was completed meanwhile. */
    private @Nullable HotStage takeCompleted(@Nullable Object[] here) {
        HotStage wait = pending;
        pending = null;
        return wait != null && wait.arm(here) ? wait : null;
    }

    @Override
    @SuppressWarnings("unchecked")
    protected @Nullable Object resume(@Nullable Object value, @Nullable Throwable failure) {
        if (failure != null) {
            future.completeExceptionally(failure);
        } else {
            future.complete((T) value);
        }
        return null;
    }
}
