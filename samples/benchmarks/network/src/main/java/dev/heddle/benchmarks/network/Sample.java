package dev.heddle.benchmarks.network;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What one run has come to. Immutable.
 *
 * @param perSecond messages, requests or commands
 * @param cpuMicros of the server for each of them
 */
record Sample(double perSecond, double cpuMicros) {
    /** Of a run that has counted so many in so much time. */
    static Sample of(long count, double seconds, long cpuNanos) {
        return new Sample(count / seconds, cpuNanos / 1e3 / count);
    }

    /** The median of each. */
    static Sample median(List<Sample> samples) {
        return new Sample(median(samples, Sample::perSecond), median(samples, Sample::cpuMicros));
    }

    private static double median(List<Sample> samples, ToDoubleFunction<Sample> value) {
        double[] sorted = samples.stream().mapToDouble(value).sorted().toArray();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }
}
