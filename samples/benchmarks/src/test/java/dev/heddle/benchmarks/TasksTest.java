package dev.heddle.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.Loop;
import dev.heddle.benchmarks.kotlin.KotlinTasks;
import dev.heddle.sync.Mutex;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** What the rows of a benchmark of tasks add up to, which is the same for all peers. */
final class TasksTest {
    private static final int TIMES = 1_000;
    private static final int EXPECTED = TIMES & 127;

    private final Loop loop = Loop.open();

    @AfterEach
    void closeLoop() {
        loop.close();
    }

    @Test
    void tasksOfHeddleDoAllThatIsAsked() throws Exception {
        Mutex mutex = new Mutex();

        assertThat(loop.runUntilComplete(HeddleTasks.spawnAwait(TIMES))).isEqualTo(EXPECTED);
        assertThat(loop.runUntilComplete(HeddleTasks.spawnSuspendJoin(TIMES))).isEqualTo(EXPECTED);
        assertThat(loop.runUntilComplete(HeddleTasks.handOver(64, TIMES))).isEqualTo(EXPECTED);
        assertThat(loop.runUntilComplete(HeddleTasks.lock(TIMES))).isEqualTo(EXPECTED);
        assertThat(loop.runUntilComplete(HeddlePrograms.together(10, () -> HeddleTasks.lockInTurn(mutex, TIMES / 10))))
                .isEqualTo(TIMES);
        assertThat(loop.runUntilComplete(HeddleTasks.timeouts(TIMES))).isEqualTo(EXPECTED);
        assertThat(loop.runUntilComplete(HeddleTasks.timers(TIMES))).isEqualTo(EXPECTED);
        assertThat(loop.runUntilComplete(HeddleTasks.sleepers(TIMES))).isEqualTo(TIMES);
    }

    @Test
    void coroutinesOfKotlinDoAllThatIsAsked() {
        assertThat(KotlinTasks.spawnAwait(TIMES)).isEqualTo(EXPECTED);
        assertThat(KotlinTasks.spawnSuspendJoin(TIMES)).isEqualTo(EXPECTED);
        assertThat(KotlinTasks.handOver(64, TIMES)).isEqualTo(EXPECTED);
        assertThat(KotlinTasks.lock(TIMES)).isEqualTo(EXPECTED);
        assertThat(KotlinTasks.lockInTurn(10, TIMES / 10)).isEqualTo(TIMES);
        assertThat(KotlinTasks.timeouts(TIMES)).isEqualTo(EXPECTED);
        assertThat(KotlinTasks.timers(TIMES)).isEqualTo(EXPECTED);
        assertThat(KotlinTasks.sleepers(TIMES, Sleepers::micros)).isEqualTo(TIMES);
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void virtualThreadsDoAllThatIsAsked() throws Exception {
        ReentrantLock lock = new ReentrantLock(true);

        assertThat(PlainTasks.spawnAwait(TIMES)).isEqualTo(EXPECTED);
        assertThat(PlainTasks.spawnSuspendJoin(TIMES)).isEqualTo(EXPECTED);
        assertThat(PlainTasks.handOver(64, TIMES)).isEqualTo(EXPECTED);
        assertThat(PlainTasks.lock(TIMES)).isEqualTo(EXPECTED);
        assertThat(VirtualThreads.run(10, () -> PlainTasks.lockInTurn(lock, TIMES / 10)))
                .isEqualTo(TIMES);
        assertThat(PlainTasks.timeouts(TIMES)).isEqualTo(EXPECTED);
        assertThat(PlainTasks.sleepers(TIMES)).isEqualTo(TIMES);
    }
}
