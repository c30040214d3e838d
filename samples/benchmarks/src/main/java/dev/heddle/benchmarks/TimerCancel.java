package dev.heddle.benchmarks;

import dev.heddle.benchmarks.kotlin.KotlinTasks;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/** A timer: started and stopped. */
@OperationsPerInvocation(Tasks.TIMES)
public class TimerCancel extends Tasks {
    @Benchmark
    public int heddle() {
        return loop.runUntilComplete(HeddleTasks.timers(TIMES));
    }

    @Benchmark
    public int kotlin() {
        return KotlinTasks.timers(TIMES);
    }
}
