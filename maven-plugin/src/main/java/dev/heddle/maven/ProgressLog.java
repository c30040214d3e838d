package dev.heddle.maven;

import dev.heddle.transform.files.Progress;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Says now and then how far a long run is; a run of a few seconds says nothing. Confined to one thread. */
final class ProgressLog implements Progress {
    private static final long EVERY_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final Consumer<String> log;
    private final LongSupplier nanos;
    private long said;

    /** @param nanos a clock, as {@link System#nanoTime} */
    ProgressLog(Consumer<String> log, LongSupplier nanos) {
        this.log = log;
        this.nanos = nanos;
        this.said = nanos.getAsLong();
    }

    @Override
    public void at(int classes, int all) {
        long now = nanos.getAsLong();
        if (now - said >= EVERY_NANOS) {
            said = now;
            log.accept("weaving: " + classes + " of " + all + " classes");
        }
    }
}
