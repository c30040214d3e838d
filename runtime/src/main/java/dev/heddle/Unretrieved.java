package dev.heddle;

import dev.heddle.scheduling.Ledger;
import java.util.ArrayDeque;
import java.util.Objects;

/**
 * Failures of tasks that fail on their own, until somebody retrieves them, or they are reported: when the task is garbage, so
 * that nobody can retrieve it any more, or the scope ends. When there are many, the oldest are reported early, so that a
 * server that runs for months keeps few.
 *
 * <p>Confined to the loop thread.
 */
final class Unretrieved {
    private static final int LIMIT = 256;

    /** One failure. It does not keep the task reachable. */
    static final class Entry extends Ledger.Entry {
        private final Loop loop;
        private final String sentence;
        private final Throwable failure;

        private Entry(Task<?> task) {
            super(task.loop().scheduler.ledger(), task, null);
            loop = task.loop();
            String origin = task.origin();
            sentence = task + (origin.isEmpty() ? "" : ", " + origin + ",") + " failed, and nobody awaited it";
            failure = Objects.requireNonNull(task.ownFailure());
        }

        @Override
        protected void dropped() {
            loop.report(new Trouble(Trouble.Kind.NEVER_RETRIEVED, sentence, failure, null));
        }

        @Override
        protected void left() {
            dropped();
        }
    }

    private final ArrayDeque<Entry> entries = new ArrayDeque<>();

    void add(Task<?> task) {
        if (task.untoldFailure() == null) {
            return;
        }
        if (entries.size() == LIMIT) {
            report(entries.remove());
        }
        Entry entry = new Entry(task);
        task.extra().unretrieved = entry;
        entries.add(entry);
    }

    void reportAll() {
        entries.forEach(Unretrieved::report);
        entries.clear();
    }

    private static void report(Entry entry) {
        if (entry.settle()) {
            entry.left();
        }
    }
}
