package dev.heddle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.AbstractList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails each test of this module in which a loop has something to tell that no await does: a forgotten coroutine, a lost
 * failure, a connection that was not closed, a step that does not end. A test that wants that gives its loop a handler, or
 * looks at the {@link World#reports} of its world.
 *
 * <p>Loops of tests have the watchdog that the build sets up for all of them. Any thread.
 */
public final class UntroubledLoops extends Handler implements BeforeEachCallback, AfterEachCallback {
    /** Held here, since the log manager does not hold it. */
    private static final Logger LOGGER = Logger.getLogger("dev.heddle");

    /** Those that were made since the last test. */
    private static final Queue<Reports> MADE = new ConcurrentLinkedQueue<>();

    private final List<String> troubles = new CopyOnWriteArrayList<>();

    /** For the service loader. */
    public UntroubledLoops() {}

    @Override
    public void beforeEach(ExtensionContext test) {
        troubles.clear();
        LOGGER.addHandler(this);
    }

    @Override
    public void afterEach(ExtensionContext test) {
        LOGGER.removeHandler(this);
        for (Reports reports = MADE.poll(); reports != null; reports = MADE.poll()) {
            reports.tellTo(troubles);
        }
        assertThat(troubles).as("what the loops of this test had to tell").isEmpty();
    }

    @Override
    public void publish(LogRecord told) {
        troubles.add(told.getMessage() + ": " + told.getThrown());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}

    /** A list for reports, which fail the test unless it looks at them. */
    static List<String> reports() {
        Reports reports = new Reports();
        MADE.add(reports);
        return reports;
    }

    /** Knows whether somebody has looked. */
    private static final class Reports extends AbstractList<String> {
        private final List<String> reports = new CopyOnWriteArrayList<>();
        private volatile boolean seen;

        void tellTo(List<String> troubles) {
            if (!seen) {
                troubles.addAll(reports);
            }
        }

        @Override
        public boolean add(String report) {
            return reports.add(report);
        }

        @Override
        public String get(int index) {
            seen = true;
            return reports.get(index);
        }

        @Override
        public int size() {
            seen = true;
            return reports.size();
        }
    }
}
