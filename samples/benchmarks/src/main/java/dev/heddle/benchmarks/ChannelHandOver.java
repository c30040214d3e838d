package dev.heddle.benchmarks;

import dev.heddle.benchmarks.kotlin.KotlinTasks;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/** An element that goes from one task to another through a channel of 64 places. */
@OperationsPerInvocation(Tasks.TIMES)
public class ChannelHandOver extends Tasks {
    @Benchmark
    public int heddle() {
        return loop.runUntilComplete(HeddleTasks.handOver(64, TIMES));
    }

    @Benchmark
    public int kotlin() {
        return KotlinTasks.handOver(64, TIMES);
    }

    @Benchmark
    @Fork(jvmArgsAppend = {ONE_CARRIER, NO_SECOND_CARRIER})
    public int virtualThread() throws Throwable {
        return VirtualThreads.run(1, () -> PlainTasks.handOver(64, TIMES));
    }
}
