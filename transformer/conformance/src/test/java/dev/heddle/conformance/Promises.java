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
    private final int failing;
    private final Queue<Runnable> pending = new ArrayDeque<>();
    private final List<String> log = new ArrayList<>();

    private int made;

    Promises(Pace pace) {
        this(pace, 0);
    }

    /** The same with one future that fails instead of having a value; 0 for none, else its number from 1. */
    Promises(Pace pace, int failing) {
        this.pace = pace;
        this.failing = failing;
    }

    /** A future with that value. */
    public <T> CompletableFuture<T> of(T value) {
        made++;
        if (made == failing) {
            return failing(new IllegalStateException("future " + made));
        }
        CompletableFuture<T> future = new CompletableFuture<>();
        return add(future, () -> future.complete(value));
    }

    /** How many futures there are with values. */
    int made() {
        return made;
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
