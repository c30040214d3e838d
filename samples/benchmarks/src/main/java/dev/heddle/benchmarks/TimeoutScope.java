package dev.heddle.benchmarks;

import dev.heddle.benchmarks.kotlin.KotlinTasks;
import java.util.concurrent.TimeoutException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/** A limit of time around something that suspends once. */
@OperationsPerInvocation(Tasks.TIMES)
public class TimeoutScope extends Tasks {
    @Benchmark
    public int heddle() throws TimeoutException {
        return loop.runUntilComplete(HeddleTasks.timeouts(TIMES));
    }

    @Benchmark
    public int kotlin() {
        return KotlinTasks.timeouts(TIMES);
    }

    @Benchmark
    @Fork(jvmArgsAppend = {ONE_CARRIER, NO_SECOND_CARRIER})
    public int virtualThread() throws Throwable {
        return VirtualThreads.run(1, () -> PlainTasks.timeouts(TIMES));
    }
}
