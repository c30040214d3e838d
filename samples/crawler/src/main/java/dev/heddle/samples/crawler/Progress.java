package dev.heddle.samples.crawler;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.sleep;

import dev.heddle.Coroutine;
import dev.heddle.annotation.Async;
import java.io.PrintStream;
import java.time.Duration;

/** How far a crawl has come, and a bar that shows it. Confined to the loop thread. */
final class Progress {
    private static final Duration REFRESH = Duration.ofMillis(100);
    private static final int WIDTH = 30;

    private int found;
    private int fetched;
    private int failed;

    void pageFound() {
        found++;
    }

    void pageFetched() {
        fetched++;
    }

    void pageFailed() {
        failed++;
    }

    /** The bar: what is done of what has been found so far. */
    @Override
    public String toString() {
        int over = fetched + failed;
        int filled = found == 0 ? 0 : WIDTH * over / found;
        String bar = "#".repeat(filled) + ".".repeat(WIDTH - filled);
        return "[" + bar + "] " + over + " of " + found + (failed == 0 ? "" : ", " + failed + " failed");
    }

    /** Draws the bar again and again, over itself, until it is cancelled; then once more for good. */
    @Async
    Coroutine<Void> show(PrintStream screen) {
        try {
            while (true) {
                screen.print("\r" + this);
                screen.flush();
                await(sleep(REFRESH));
            }
        } finally {
            screen.println("\r" + this);
        }
    }
}
