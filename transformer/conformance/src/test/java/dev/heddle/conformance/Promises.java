package dev.heddle.conformance;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;

/**
 * The futures and the log of one run of a program. Whether a future is done when the program gets it, or which thread
 * completes it later, is up to the run. One thread at a time.
 */
public final class Promises {
    /** When futures complete. */
    enum Pace {
        DONE,
        LATER,
        OTHER_THREAD
    }

    private final Pace pace;
    private final Queue<Runnable> pending = new ArrayDeque<>();
    private final List<String> log = new ArrayList<>();

    Promises(Pace pace) {
        this.pace = pace;
    }

    /** A future with that value. */
    public <T> CompletableFuture<T> of(T value) {
        CompletableFuture<T> future = new CompletableFuture<>();
        return add(future, () -> future.complete(value));
    }

    /** A future with that failure. */
    public <T> CompletableFuture<T> failing(Throwable failure) {
        CompletableFuture<T> future = new CompletableFuture<>();
        return add(future, () -> future.completeExceptionally(failure));
    }

    /** Writes to the log of the run. */
    public void log(String line) {
        log.add(line);
    }

    /** True: for code that javac must not know to end here. */
    public boolean isUsed() {
        return true;
    }

    private <T> CompletableFuture<T> add(CompletableFuture<T> future, Runnable completion) {
        if (pace == Pace.DONE) {
            completion.run();
        } else {
            pending.add(completion);
        }
        return future;
    }

    /** Completes what the program waits for, one after the other, until its own future is done. */
    void completeUntilDone(CompletableFuture<?> program) throws Exception {
        while (!program.isDone()) {
            Runnable next = pending.poll();
            if (next == null) {
                throw new AssertionError("suspended, and nothing is left that could resume it");
            }
            if (pace == Pace.LATER) {
                next.run();
            } else {
                Completions.OTHER_THREAD.submit(next).get();
            }
        }
    }

    List<String> lines() {
        return log;
    }
}
