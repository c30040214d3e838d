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

/** A chain of ten calls in which nobody suspends, in a loop that depends on each result. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(CallTenDeep.TIMES)
public class CallTenDeep {
    static final int TIMES = 10_000;

    private final Loop loop = Loop.open();

    /** A plain Java call: what the others are measured by. */
    @Benchmark
    public int plain() {
        return PlainPrograms.callTenDeep(TIMES);
    }

    @Benchmark
    public int heddle() {
        return loop.runUntilComplete(HeddlePrograms.callTenDeep(TIMES));
    }

    @Benchmark
    public int kotlin() {
        return KotlinPrograms.callTenDeep(TIMES);
    }

    @Benchmark
    public int eaAsync() {
        return EaPrograms.callTenDeep(TIMES).join();
    }

    @Benchmark
    @Fork(jvmArgsAppend = {VirtualThreads.PARALLELISM, VirtualThreads.MAX_POOL_SIZE})
    public int virtualThread() throws Throwable {
        return VirtualThreads.run(1, () -> PlainPrograms.callTenDeep(TIMES));
    }

    @TearDown
    public void close() {
        loop.close();
    }
}
