package dev.heddle.benchmarks;

import dev.heddle.benchmarks.kotlin.KotlinTasks;
import dev.heddle.sync.Mutex;
import java.util.concurrent.locks.ReentrantLock;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/** A lock that ten tasks want: waited for, held over a suspension, and handed to the next one. */
@OperationsPerInvocation(Tasks.TIMES)
public class MutexInTurn extends Tasks {
    private static final int WANTING = 10;

    @Benchmark
    public int heddle() {
        Mutex mutex = new Mutex();
        return loop.runUntilComplete(
                HeddlePrograms.together(WANTING, () -> HeddleTasks.lockInTurn(mutex, TIMES / WANTING)));
    }

    @Benchmark
    public int kotlin() {
        return KotlinTasks.lockInTurn(WANTING, TIMES / WANTING);
    }

    @Benchmark
    @Fork(jvmArgsAppend = {ONE_CARRIER, NO_SECOND_CARRIER})
    public int virtualThread() throws Throwable {
        ReentrantLock lock = new ReentrantLock(true);
        return VirtualThreads.run(WANTING, () -> PlainTasks.lockInTurn(lock, TIMES / WANTING));
    }
}
