package dev.heddle.benchmarks;

import dev.heddle.benchmarks.kotlin.KotlinTasks;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/** A task that does nothing: spawned and awaited. */
@OperationsPerInvocation(Tasks.TIMES)
public class SpawnAwait extends Tasks {
    @Benchmark
    public int heddle() {
        return loop.runUntilComplete(HeddleTasks.spawnAwait(TIMES));
    }

    @Benchmark
    public int kotlin() {
        return KotlinTasks.spawnAwait(TIMES);
    }

    @Benchmark
    @Fork(jvmArgsAppend = {ONE_CARRIER, NO_SECOND_CARRIER})
    public int virtualThread() throws Throwable {
        return VirtualThreads.run(1, () -> PlainTasks.spawnAwait(TIMES));
    }
}
