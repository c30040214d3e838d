package dev.heddle.benchmarks;

import dev.heddle.Loop;
import dev.heddle.benchmarks.ea.EaPrograms;
import dev.heddle.benchmarks.kotlin.KotlinPrograms;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.TearDown;

/** One suspension and the resumption by the loop, in steady state. */
@OperationsPerInvocation(Switch.TIMES)
public class Switch extends Measurement {
    static final int TIMES = 200_000;

    /** How many tasks take turns: one alone pays for a whole tick of the loop each time, a hundred share it. */
    @Param({"1", "100"})
    public int tasks;

    private final Loop loop = Loop.open();
    private final EaLoop eaLoop = new EaLoop();

    @Benchmark
    public int heddle() {
        return loop.runUntilComplete(HeddlePrograms.together(tasks, () -> HeddlePrograms.switches(TIMES / tasks)));
    }

    /** The state machine that the weaver has to keep up with. */
    @Benchmark
    public int handWritten() {
        return loop.runUntilComplete(HeddlePrograms.together(tasks, () -> new HandWrittenSwitches(TIMES / tasks)));
    }

    @Benchmark
    public int kotlin() {
        return KotlinPrograms.switches(tasks, TIMES / tasks);
    }

    @Benchmark
    public int eaAsync() {
        return eaLoop.run(tasks, executor -> EaPrograms.switches(executor, TIMES / tasks));
    }

    @Benchmark
    @Fork(jvmArgsAppend = {ONE_CARRIER, NO_SECOND_CARRIER})
    public int virtualThread() throws Throwable {
        return VirtualThreads.run(tasks, () -> PlainPrograms.switches(TIMES / tasks));
    }

    @TearDown
    public void close() throws InterruptedException {
        loop.close();
        eaLoop.close();
    }
}
