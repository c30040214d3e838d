package dev.heddle.benchmarks;

import dev.heddle.benchmarks.kotlin.KotlinTasks;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/** A task of a million that sleep at the same time: spawned, woken by its timer, ended. */
@OperationsPerInvocation(Sleepers.TIMES)
@Fork(jvmArgsAppend = {"-Xms4g", "-Xmx4g"})
public class Sleepers extends Tasks {
    static final int TIMES = 1_000_000;
    private static final int LONGEST = 100_000;

    @Benchmark
    public int heddle() {
        return loop.runUntilComplete(HeddleTasks.sleepers(TIMES));
    }

    @Benchmark
    public int kotlin() {
        return KotlinTasks.sleepers(TIMES, Sleepers::micros);
    }

    @Benchmark
    @Fork(jvmArgsAppend = {"-Xms4g", "-Xmx4g", ONE_CARRIER, NO_SECOND_CARRIER})
    public int virtualThread() throws Throwable {
        return VirtualThreads.run(1, () -> PlainTasks.sleepers(TIMES));
    }

    /** How long one of them sleeps: up to a tenth of a second, less than it takes to start them all. */
    static long micros(int sleeper) {
        return 1 + sleeper * 7_919L % LONGEST;
    }
}
