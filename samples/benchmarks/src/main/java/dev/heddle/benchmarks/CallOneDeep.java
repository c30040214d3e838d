package dev.heddle.benchmarks;

import dev.heddle.benchmarks.ea.EaPrograms;
import dev.heddle.benchmarks.kotlin.KotlinPrograms;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/** One call of a method that returns at once, in a loop that depends on each result. */
@OperationsPerInvocation(CallOneDeep.TIMES)
public class CallOneDeep extends Calls {
    static final int TIMES = 10_000;

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
    @Fork(jvmArgsAppend = {ONE_CARRIER, NO_SECOND_CARRIER})
    public int virtualThread() throws Throwable {
        return VirtualThreads.run(1, () -> PlainPrograms.callOneDeep(TIMES));
    }
}
