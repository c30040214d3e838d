package dev.heddle.coroutine;

import dev.heddle.scheduling.Scheduler;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * The root under a method that returns a future and was called outside of any loop. It awaits futures only, and goes on in
 * the thread that completes them.
 *
 * <p>A future is asked to call back only when the stack that awaits it has unwound, so all callers have linked their frames
 * by the time it does. One thread at a time drives it; each hands over to the next through the future awaited.
 *
 * <p>The end of one run may let another go on inside of it, and so forth. When a thread is inside of very many, the next is
 * left to the executor that futures use for what is asynchronous; C# does the same when the stack becomes short.
 */
final class HotRun<T extends @Nullable Object> extends Resumable {
    private final CompletableFuture<T> future;

    /** What the step that runs has suspended in, if it is not handed back by what runs the step. */
    private @Nullable HotWait pending;

    /** What this waits in for futures of the JDK. */
    private @Nullable FutureWait futures;

    /** The outcome that came while its wait was armed, until the step behind it begins. */
    private @Nullable Object value;

    private @Nullable Throwable failure;

    /** What a thread remembers of this while it goes on with it again and again. */
    private @Nullable Reference<?> remembered;

    /** The thread that went on with this last. */
    private @Nullable Thread thread;

    /** The place of that thread. */
    private Object[] place = {};

    /** What that thread does, in that place. */
    private int[] doing = {};

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
        settle();
        drive(this, body, null, null);
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
        HotWait wait = stage instanceof CompletableFuture<?> future && future.getClass() == CompletableFuture.class
                ? futureWait(future, delivery)
                : new StageWait(this, stage, delivery);
        if (caller == null || caller.caller != this) {
            pending = wait;
        }
        return wait;
    }

    private FutureWait futureWait(CompletableFuture<?> future, Delivery delivery) {
        if (delivery != Delivery.ORIGINAL) {
            return new FutureWait(this, future, delivery);
        }
        FutureWait wait = futures;
        if (wait == null || !wait.serves(future)) {
            wait = new FutureWait(this, future, delivery);
            futures = wait;
        }
        return wait;
    }

    /** Goes on where a wait ends, on the thread that brings the outcome. */
    void goOn(@Nullable Resumable next, @Nullable Object value, @Nullable Throwable failure) {
        settle();
        if (HotThread.isFree(doing)) {
            drive(reference(), next, value, failure);
        } else {
            goOnInside(next, value, failure);
        }
    }

    /** Goes on while the thread is in another run, or leaves that to another thread. */
    private void goOnInside(@Nullable Resumable next, @Nullable Object value, @Nullable Throwable failure) {
        if (HotThread.isDeep(doing)) {
            try {
                future.defaultExecutor().execute(() -> goOn(next, value, failure));
                return;
            } catch (RejectedExecutionException refusal) {
                // it has to go on here then
            }
        }
        drive(reference(), next, value, failure);
    }

    /**
     * Takes the outcome of a wait for a future of the JDK's: on a thread that is registering the callback, for the loop around
     * that; on any other to go on.
     */
    void calledBack(@Nullable Resumable next, @Nullable Object value, @Nullable Throwable failure) {
        settle();
        if (HotThread.isFree(doing)) {
            drive(reference(), next, value, failure);
        } else if (HotThread.answers(place, doing, this)) {
            keep(value, failure);
        } else {
            goOnInside(next, value, failure);
        }
    }

    /** What the current thread does, which drives this; see {@link HotThread}. */
    int[] doing() {
        return doing;
    }

    /** Finds the place of the current thread, which mostly is the one that went on with this before. */
    private void settle() {
        Thread current = Thread.currentThread();
        if (thread != current) {
            thread = current;
            place = HotThread.here();
            doing = HotThread.doing(place);
        }
    }

    /** How the thread is to remember this. A reference is worth its object from the second time on. */
    private Object reference() {
        Reference<?> reference = remembered;
        if (reference != null) {
            return reference;
        }
        if (resumed) {
            remembered = new WeakReference<>(this);
        }
        resumed = true;
        return this;
    }

    /** Runs steps on the thread of {@code place} until one suspends, the first from {@code next} on. */
    private void drive(
            Object reference, @Nullable Resumable next, @Nullable Object value, @Nullable Throwable failure) {
        Object[] place = this.place; // behind the steps another thread may have this run
        int[] doing = this.doing;
        int before = HotThread.before(doing);
        Object outer = HotThread.enter(place, doing, before, reference);
        try {
            Scheduler scheduler = Scheduler.currentOrNull();
            if (around != scheduler) {
                around = scheduler;
            }
            if (scheduler == null) {
                steps(next, value, failure);
            } else {
                scheduler.outsideTasks(() -> steps(next, value, failure));
            }
        } finally {
            HotThread.leave(place, doing, before, outer, reference != this);
        }
    }

    private void steps(@Nullable Resumable next, @Nullable Object value, @Nullable Throwable failure) {
        try {
            HotWait wait = suspendedIn(Trampoline.run(next, value, failure));
            while (wait != null && wait.arm()) {
                wait = suspendedIn(resume(wait.caller));
            }
        } catch (Throwable bug) {
            future.completeExceptionally(bug);
        }
    }

    /** Keeps the outcome that a wait got inside its registration, for the loop around that. */
    void keep(@Nullable Object value, @Nullable Throwable failure) {
        this.value = value;
        this.failure = failure;
    }

    /** Goes on with the outcome that was kept; what the caller suspends in. */
    private @Nullable Object resume(@Nullable Resumable caller) throws Throwable {
        Object result = value;
        Throwable thrown = failure;
        keep(null, null);
        return Trampoline.run(caller, result, thrown);
    }

    /** The wait that a step has left behind, so that it can be armed: all callers are linked. */
    private @Nullable HotWait suspendedIn(@Nullable Object returned) {
        HotWait deeper = pending;
        if (deeper != null) {
            pending = null;
        }
        return returned instanceof HotWait wait ? wait : deeper;
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
