package dev.heddle.maven;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** How long this thread is at something, by the clock and, which a busy machine changes less, on a processor. Immutable. */
final class Stopwatch {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final long onProcessor = processorNanos();
    private final long start = System.nanoTime();

    /** For example {@code 120 ms, 110 of them on a processor}. */
    String read() {
        long all = (System.nanoTime() - start) / NANOS_PER_MILLI;
        long here = (processorNanos() - onProcessor) / NANOS_PER_MILLI;
        return all + " ms, " + here + " of them on a processor";
    }

    private long processorNanos() {
        return threads.isCurrentThreadCpuTimeSupported() ? threads.getCurrentThreadCpuTime() : 0;
    }
}
