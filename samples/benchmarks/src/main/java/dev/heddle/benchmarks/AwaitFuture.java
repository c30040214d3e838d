package dev.heddle.benchmarks;

import dev.heddle.benchmarks.ea.EaPrograms;
import dev.heddle.benchmarks.kotlin.KotlinPrograms;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/** One await of a future that is pending, and the resumption by whoever completes it; without a loop, on one thread. */
@OperationsPerInvocation(AwaitFuture.TIMES)
public class AwaitFuture extends Measurement {
    static final int TIMES = 100_000;

    private final PendingFutures futures = new PendingFutures();

    @Benchmark
    public int heddle() {
        return futures.drive(HeddlePrograms.awaits(futures, TIMES));
    }

    /** The state machine that the weaver has to keep up with. */
    @Benchmark
    public int handWritten() {
        return futures.drive(HandWrittenAwaits.start(futures, TIMES));
    }

    @Benchmark
    public int kotlin() {
        return futures.drive(KotlinPrograms.awaits(futures, TIMES));
    }

    @Benchmark
    public int eaAsync() {
        return futures.drive(EaPrograms.awaits(futures, TIMES));
    }
}
