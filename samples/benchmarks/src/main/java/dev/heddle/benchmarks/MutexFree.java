package dev.heddle.benchmarks;

import dev.heddle.benchmarks.kotlin.KotlinTasks;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/** A lock that is free: taken and given back. */
@OperationsPerInvocation(Tasks.TIMES)
public class MutexFree extends Tasks {
    @Benchmark
    public int heddle() {
        return loop.runUntilComplete(HeddleTasks.lock(TIMES));
    }

    @Benchmark
    public int kotlin() {
        return KotlinTasks.lock(TIMES);
    }

    @Benchmark
    @Fork(jvmArgsAppend = {ONE_CARRIER, NO_SECOND_CARRIER})
    public int virtualThread() throws Throwable {
        return VirtualThreads.run(1, () -> PlainTasks.lock(TIMES));
    }
}
