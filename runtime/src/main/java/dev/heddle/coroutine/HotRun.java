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
    private static final ThreadLocal<@Nullable HotRun<?>> CURRENT = new ThreadLocal<>();

    final CompletableFuture<T> future = new CompletableFuture<>();

    /** What the step that runs has suspended in. */
    private @Nullable HotStage pending;

    /** The loop on whose thread the step runs, if any. */
    private @Nullable Scheduler around;

    /** The run whose step is the innermost on this thread's stack; null if that is the step of a loop. */
    static @Nullable HotRun<?> current() {
        HotRun<?> run = CURRENT.get();
        return run != null && run.around == Scheduler.currentOrNull() ? run : null;
    }

    /** Runs the first step. */
    void start(Frame<T> body) {
        body.claim();
        drive(body, null);
    }

    /** Starts the wait for a future. */
    @Nullable
    Object await(CompletionStage<?> stage, Delivery delivery) throws Throwable {
        CompletableFuture<?> done = Futures.ifDone(stage);
        if (done != null) {
            return Awaits.result(delivery.outcome(done));
        }
        HotStage wait = new HotStage(this, stage, delivery);
        pending = wait;
        return wait;
    }

    /** Runs steps, beginning with the start of {@code body} or the resumption of {@code completed}, until one suspends. */
    void drive(@Nullable Frame<T> body, @Nullable HotStage completed) {
        HotRun<?> outer = CURRENT.get();
        CURRENT.set(this);
        try {
            around = Scheduler.currentOrNull();
            if (around == null) {
                steps(body, completed);
            } else {
                around.outsideTasks(() -> steps(body, completed));
            }
        } finally {
            if (outer == null) {
                CURRENT.remove();
            } else {
                CURRENT.set(outer);
            }
        }
    }

    private void steps(@Nullable Frame<T> body, @Nullable HotStage completed) {
        HotStage next = completed;
        try {
            if (body != null) {
                Trampoline.start(body, this);
                next = takeCompleted();
            }
            while (next != null) {
                Trampoline.run(next.caller, next.value, next.failure);
                next = takeCompleted();
            }
        } catch (Throwable bug) {
            future.completeExceptionally(bug);
        }
    }

    /** Arms the wait that the last step has left; returns it if the future was completed meanwhile. */
    private @Nullable HotStage takeCompleted() {
        HotStage wait = pending;
        pending = null;
        return wait != null && wait.arm() ? wait : null;
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
