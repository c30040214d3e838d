package dev.heddle.benchmarks;

import dev.heddle.Loop;
import dev.heddle.benchmarks.kotlin.KotlinPrograms;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What the groups share whose calls never suspend: a loop that has run other programs before.
 *
 * <p>A loop that has only ever run one kind of coroutine is inlined into it, and the calls measured then begin so deep in
 * one compiled method that the compiler reaches its limit of nested inlining ({@code MaxInlineLevel}) before it reaches the
 * last of them. No program with more than two kinds of coroutine is compiled like that. Kotlin's loop is treated the same.
 */
public abstract class Calls extends Measurement {
    private static final int TASKS = 10;
    private static final int TIMES = 20_000;

    final Loop loop = Loop.open();

    /** Runs on each loop two other kinds of coroutine, long enough to be known before the compiler decides. */
    @Setup
    public void runOtherPrograms() {
        loop.runUntilComplete(HeddlePrograms.together(TASKS, () -> HeddlePrograms.switches(TIMES)));
        loop.runUntilComplete(HeddlePrograms.together(TASKS, () -> HeddlePrograms.deepSwitches(TIMES)));
        KotlinPrograms.switches(TASKS, TIMES);
        KotlinPrograms.deepSwitches(TASKS, TIMES);
    }

    @TearDown
    public void close() {
        loop.close();
    }
}
