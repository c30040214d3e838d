package dev.heddle;

import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * The future of a coroutine that is to run on a loop of another thread. It ends as the task does, on the loop's thread;
 * cancelled, it asks the task to end and does not wait for that.
 *
 * <p>Any thread; {@code task} is confined to the loop thread.
 */
final class Submission<T extends @Nullable Object> extends CompletableFuture<T> {
    private final Loop loop;
    private @Nullable Task<T> task;

    private Submission(Loop loop) {
        this.loop = loop;
    }

    /**
     * Sends the coroutine that {@code program} makes, over there, to a loop.
     *
     * @throws RejectedExecutionException if the loop is closed
     */
    static <T extends @Nullable Object> Submission<T> to(Loop loop, Callable<? extends Coroutine<T>> program) {
        Objects.requireNonNull(program, "program");
        Submission<T> submission = new Submission<>(loop);
        loop.execute(() -> submission.spawn(program));
        return submission;
    }

    /** A future that ends as the task does, and cannot end it. Loop thread. */
    static <T extends @Nullable Object> CompletableFuture<T> follow(Task<T> task) {
        CompletableFuture<T> future = new CompletableFuture<>();
        new TaskWatch(task, ended -> end(task, future)).watch();
        return future;
    }

    private void spawn(Callable<? extends Coroutine<T>> program) {
        if (isDone()) {
            return;
        }
        try {
            Task<T> spawned = loop.rootScope().spawn(program.call());
            task = spawned;
            new TaskWatch(spawned, ended -> end(spawned, this)).watch();
        } catch (Throwable refusal) {
            completeExceptionally(refusal);
        }
    }

    /** One who has cancelled the future does not look at the failure, which is then reported as any other. */
    private static <T extends @Nullable Object> void end(Task<T> task, CompletableFuture<T> future) {
        if (!future.isDone()) {
            Throwable failure = task.exceptionFor(null);
            if (failure == null) {
                future.complete(task.result());
            } else {
                future.completeExceptionally(failure);
            }
        }
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean cancelled = super.cancel(mayInterruptIfRunning);
        cancelTask();
        return cancelled;
    }

    /** Asks the task to end, and lets the future end when it has. */
    void cancelTask() {
        loop.scheduler.execute(() -> {
            if (task != null) {
                task.cancel(CancelReason.Kind.REQUESTED, "who had submitted it cancelled its future");
            }
        });
    }
}
