package dev.heddle.conformance;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Completions that wait for their turn, in the order in which they were asked for. One for another thread runs there, with
 * little stack, while the driving thread waits for it; so there is never more than one thread at work.
 */
final class Completions {
    private static final long SMALL_STACK = 256 * 1024;

    /** For whatever has to happen on a thread that is not the case's own. */
    static final ExecutorService OTHER_THREAD = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(null, work, "other thread", SMALL_STACK);
        thread.setDaemon(true);
        return thread;
    });

    private final Queue<Waiting> waiting = new ArrayDeque<>();

    private record Waiting(Runnable completion, Timing timing) {}

    void add(Runnable completion, Timing timing) {
        if (timing == Timing.READY) {
            completion.run();
        } else {
            waiting.add(new Waiting(completion, timing));
        }
    }

    /** Runs the next completion to its end. */
    void step() throws Throwable {
        Waiting next = waiting.poll();
        if (next == null) {
            throw new AssertionError("suspended, and nothing is left that could resume it");
        }
        if (next.timing() == Timing.SUSPENDS) {
            next.completion().run();
            return;
        }
        try {
            OTHER_THREAD.submit(next.completion()).get();
        } catch (ExecutionException e) {
            throw e.getCause();
        }
    }
}
