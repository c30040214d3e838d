package dev.heddle.benchmarks;

import dev.heddle.benchmarks.ea.EaPrograms;
import dev.heddle.benchmarks.kotlin.KotlinPrograms;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/** A chain of ten calls in which nobody suspends, in a loop that depends on each result. */
@OperationsPerInvocation(CallTenDeep.TIMES)
public class CallTenDeep extends Calls {
    static final int TIMES = 10_000;

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
    @Fork(jvmArgsAppend = {ONE_CARRIER, NO_SECOND_CARRIER})
    public int virtualThread() throws Throwable {
        return VirtualThreads.run(1, () -> PlainPrograms.callTenDeep(TIMES));
    }
}
