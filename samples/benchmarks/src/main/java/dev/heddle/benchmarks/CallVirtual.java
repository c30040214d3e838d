package dev.heddle.benchmarks;

import dev.heddle.benchmarks.ea.EaSteps;
import dev.heddle.benchmarks.kotlin.KotlinSteps;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;

/** One call of an interface method that returns at once, in a loop that depends on each result. */
@OperationsPerInvocation(CallVirtual.TIMES)
public class CallVirtual extends Calls {
    static final int TIMES = 10_000;

    /** Of how many classes the receivers are. */
    @Param({"1", "2", "8"})
    int classes;

    /** A plain Java call: what the others are measured by. */
    @Benchmark
    public int plain() {
        return PlainSteps.callVirtual(classes, TIMES);
    }

    @Benchmark
    public int heddle() {
        return loop.runUntilComplete(HeddleSteps.callVirtual(classes, TIMES));
    }

    @Benchmark
    public int kotlin() {
        return KotlinSteps.callVirtual(classes, TIMES);
    }

    @Benchmark
    public int eaAsync() {
        return EaSteps.callVirtual(classes, TIMES).join();
    }

    @Benchmark
    @Fork(jvmArgsAppend = {ONE_CARRIER, NO_SECOND_CARRIER})
    public int virtualThread() throws Throwable {
        return VirtualThreads.run(1, () -> PlainSteps.callVirtual(classes, TIMES));
    }
}
