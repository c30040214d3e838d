package dev.heddle.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * How every group is measured: nanoseconds per operation, one thread, and a heap that neither grows nor is touched for the
 * first time while the clock runs.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(jvmArgs = {"-Xms512m", "-Xmx512m", "-XX:+AlwaysPreTouch"})
public abstract class Measurement {
    /** One thread runs all virtual threads, as one thread runs all tasks of the other peers. */
    static final String ONE_CARRIER = "-Djdk.virtualThreadScheduler.parallelism=1";

    /** Nor is a second one added while the first is pinned. */
    static final String NO_SECOND_CARRIER = "-Djdk.virtualThreadScheduler.maxPoolSize=1";
}
