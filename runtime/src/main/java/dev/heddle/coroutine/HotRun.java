package dev.heddle.coroutine;

import dev.heddle.scheduling.Scheduler;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
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
    private final CompletableFuture<T> future;

    /** What the step that runs has suspended in, if it is not handed back by what runs the step. */
    private @Nullable HotStage pending;

    /** What a thread remembers of this while it goes on with it again and again. */
    private @Nullable Reference<?> remembered;

    /** The thread that went on with this last, and its place. */
    private @Nullable Thread thread;

    private Object[] place = {};

    /** Whether this was resumed at all: only then does it pay to be remembered. */
    private boolean resumed;

    /** The loop on whose thread the step runs, if any. */
    private @Nullable Scheduler around;

    HotRun(CompletableFuture<T> future) {
        this.future = future;
    }

    /** The run whose step is the innermost on this thread's stack; null if that is the step of a loop. */
    static @Nullable HotRun<?> current() {
        HotRun<?> run = HotThread.running(HotThread.here());
        return run != null && run.around == Scheduler.currentOrNull() ? run : null;
    }

    /** Runs the first step. */
    void start(Frame<T> body) {
        body.claim();
        Trampoline.link(body, this);
        drive(this, body, null, null, HotThread.here());
    }

    /**
     * Starts the wait for a future.
     *
     * @param caller the frame that awaits, or null if it has none yet
     */
    @Nullable
    Object await(CompletionStage<?> stage, @Nullable Frame<?> caller, Delivery delivery) throws Throwable {
        CompletableFuture<?> done = Futures.ifDone(stage);
        if (done != null) {
            return Awaits.result(delivery.outcome(done));
        }
        HotStage wait = new HotStage(this, stage, delivery);
        if (caller == null || caller.caller != this) {
            pending = wait;
        }
        return wait;
    }

    /** The place of the current thread, which mostly is the one that went on with this before. */
    private Object[] here() {
        Thread current = Thread.currentThread();
        if (thread != current) {
            thread = current;
            place = HotThread.here();
        }
        return place;
    }

    /** Resumes {@code next} with the outcome of a wait, on the thread that brings it. */
    void goOn(@Nullable Resumable next, @Nullable Object value, @Nullable Throwable failure) {
        drive(reference(), next, value, failure, here());
    }

    /** How the thread is to remember this. A reference is worth its object from the second time on. */
    private Object reference() {
        if (remembered == null && resumed) {
            remembered = new WeakReference<>(this);
        }
        resumed = true;
        return remembered == null ? this : remembered;
    }

    /** Runs steps until one suspends, the first from {@code next} on. */
    private void drive(
            Object reference,
            @Nullable Resumable next,
            @Nullable Object value,
            @Nullable Throwable failure,
            Object[] here) {
        Object outer = HotThread.enter(here, reference);
        try {
            around = Scheduler.currentOrNull();
            if (around == null) {
                steps(next, value, failure);
            } else {
                around.outsideTasks(() -> steps(next, value, failure));
            }
        } finally {
            HotThread.leave(here, reference, outer);
        }
    }

    private void steps(@Nullable Resumable next, @Nullable Object value, @Nullable Throwable failure) {
        try {
            HotStage wait = suspendedIn(Trampoline.run(next, value, failure));
            while (wait != null && wait.arm()) {
                wait = suspendedIn(wait.resumeCaller());
            }
        } catch (Throwable bug) {
            future.completeExceptionally(bug);
        }
    }

    /** The wait that a step has left behind, so that it can be armed: all callers are linked. */
    private @Nullable HotStage suspendedIn(@Nullable Object returned) {
        HotStage deeper = pending;
        if (deeper != null) {
            pending = null;
        }
        return returned instanceof HotStage wait ? wait : deeper;
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
