package dev.heddle.benchmarks;

import dev.heddle.Loop;
import org.openjdk.jmh.annotations.TearDown;

/** A group whose operations are what tasks of one loop do with each other. */
public abstract class Tasks extends Measurement {
    /** How many operations an invocation has, if they need less memory than a microsecond's worth. */
    static final int TIMES = 100_000;

    final Loop loop = Loop.open();

    @TearDown
    public final void close() {
        loop.close();
    }
}
