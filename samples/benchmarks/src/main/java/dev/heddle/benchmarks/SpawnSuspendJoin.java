package dev.heddle.benchmarks;

import dev.heddle.benchmarks.kotlin.KotlinTasks;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/** A task that suspends once: spawned and awaited. */
@OperationsPerInvocation(Tasks.TIMES)
public class SpawnSuspendJoin extends Tasks {
    @Benchmark
    public int heddle() {
        return loop.runUntilComplete(HeddleTasks.spawnSuspendJoin(TIMES));
    }

    @Benchmark
    public int kotlin() {
        return KotlinTasks.spawnSuspendJoin(TIMES);
    }

    @Benchmark
    @Fork(jvmArgsAppend = {ONE_CARRIER, NO_SECOND_CARRIER})
    public int virtualThread() throws Throwable {
        return VirtualThreads.run(1, () -> PlainTasks.spawnSuspendJoin(TIMES));
    }
}
