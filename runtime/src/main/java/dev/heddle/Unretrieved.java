package dev.heddle;

import java.util.ArrayDeque;
import java.util.function.BiConsumer;

/**
 * Tasks of a root scope that have failed, until somebody retrieves the failure or the loop ends and it is reported. When
 * there are many, the oldest are reported early, so that a server that runs for months keeps few.
 *
 * <p>Confined to the loop thread.
 */
final class Unretrieved {
    private static final int LIMIT = 256;

    private final ArrayDeque<Task<?>> tasks = new ArrayDeque<>();
    private final BiConsumer<? super String, ? super Throwable> reporter;

    Unretrieved(BiConsumer<? super String, ? super Throwable> reporter) {
        this.reporter = reporter;
    }

    void add(Task<?> task) {
        if (tasks.size() == LIMIT) {
            report(tasks.remove());
        }
        tasks.add(task);
    }

    void reportAll() {
        tasks.forEach(this::report);
        tasks.clear();
    }

    private void report(Task<?> task) {
        Throwable failure = task.untoldFailure();
        if (failure != null) {
            reporter.accept(task + " failed, and nobody awaited it", failure);
        }
    }
}
