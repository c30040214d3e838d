package dev.heddle.benchmarks;

import dev.heddle.Loop;
import dev.heddle.benchmarks.ea.EaPrograms;
import dev.heddle.benchmarks.kotlin.KotlinPrograms;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One call of a method that returns at once, in a loop that depends on each result. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(CallOneDeep.TIMES)
public class CallOneDeep {
    static final int TIMES = 10_000;

    private final Loop loop = Loop.open();

    /** A plain Java call: what the others are measured by. */
    @Benchmark
    public int plain() {
        return PlainPrograms.callOneDeep(TIMES);
    }

    @Benchmark
    public int heddle() {
        return loop.runUntilComplete(HeddlePrograms.callOneDeep(TIMES));
    }

    @Benchmark
    public int kotlin() {
        return KotlinPrograms.callOneDeep(TIMES);
    }

    @Benchmark
    public int eaAsync() {
        return EaPrograms.callOneDeep(TIMES).join();
    }

    @Benchmark
    @Fork(jvmArgsAppend = {VirtualThreads.PARALLELISM, VirtualThreads.MAX_POOL_SIZE})
    public int virtualThread() throws Throwable {
        return VirtualThreads.run(1, () -> PlainPrograms.callOneDeep(TIMES));
    }

    @TearDown
    public void close() {
        loop.close();
    }
}
