package dev.heddle.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.Coroutine;
import dev.heddle.Loop;
import dev.heddle.benchmarks.ea.EaPrograms;
import dev.heddle.benchmarks.ea.EaSteps;
import dev.heddle.benchmarks.kotlin.KotlinPrograms;
import dev.heddle.benchmarks.kotlin.KotlinSteps;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rows of a benchmark measure the same work: all peers compute what plain Java computes. */
final class BenchmarksTest {
    private static final int TASKS = 3;
    private static final int TIMES = 1_000;

    private final Loop loop = Loop.open();
    private final EaLoop ea = new EaLoop();

    @AfterEach
    void closeLoops() throws Exception {
        loop.close();
        ea.close();
    }

    @Test
    void oneCallComputesTheSameForAll() {
        int expected = PlainPrograms.callOneDeep(TIMES);

        assertThat(loop.runUntilComplete(HeddlePrograms.callOneDeep(TIMES))).isEqualTo(expected);
        assertThat(KotlinPrograms.callOneDeep(TIMES)).isEqualTo(expected);
        assertThat(EaPrograms.callOneDeep(TIMES).join()).isEqualTo(expected);
    }

    @Test
    void tenCallsComputeTheSameForAll() {
        int expected = PlainPrograms.callTenDeep(TIMES);

        assertThat(loop.runUntilComplete(HeddlePrograms.callTenDeep(TIMES))).isEqualTo(expected);
        assertThat(KotlinPrograms.callTenDeep(TIMES)).isEqualTo(expected);
        assertThat(EaPrograms.callTenDeep(TIMES).join()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8})
    void virtualCallsComputeTheSameForAll(int classes) {
        int expected = PlainSteps.callVirtual(classes, TIMES);

        assertThat(loop.runUntilComplete(HeddleSteps.callVirtual(classes, TIMES)))
                .isEqualTo(expected);
        assertThat(KotlinSteps.callVirtual(classes, TIMES)).isEqualTo(expected);
        assertThat(EaSteps.callVirtual(classes, TIMES).join()).isEqualTo(expected);
    }

    @Test
    void allSwitchAsOftenAsAsked() {
        int expected = TASKS * TIMES;

        assertThat(together(() -> HeddlePrograms.switches(TIMES))).isEqualTo(expected);
        assertThat(together(() -> new HandWrittenSwitches(TIMES))).isEqualTo(expected);
        assertThat(KotlinPrograms.switches(TASKS, TIMES)).isEqualTo(expected);
        assertThat(ea.run(TASKS, executor -> EaPrograms.switches(executor, TIMES)))
                .isEqualTo(expected);
    }

    @Test
    void deepSwitchesComputeTheSameForAll() {
        int expected = TASKS * PlainPrograms.deepSwitches(TIMES);

        assertThat(together(() -> HeddlePrograms.deepSwitches(TIMES))).isEqualTo(expected);
        assertThat(KotlinPrograms.deepSwitches(TASKS, TIMES)).isEqualTo(expected);
        assertThat(ea.run(TASKS, executor -> EaPrograms.deepSwitches(executor, TIMES)))
                .isEqualTo(expected);
    }

    @Test
    void awaitedFuturesAddUpToTheSameForAll() {
        int expected = TIMES & 127;
        PendingFutures futures = new PendingFutures();

        assertThat(futures.drive(HeddlePrograms.awaits(futures, TIMES))).isEqualTo(expected);
        assertThat(futures.drive(HandWrittenAwaits.start(futures, TIMES))).isEqualTo(expected);
        assertThat(futures.drive(KotlinPrograms.awaits(futures, TIMES))).isEqualTo(expected);
        assertThat(futures.drive(EaPrograms.awaits(futures, TIMES))).isEqualTo(expected);
    }

    @Test
    void theWeaverIsGivenMethodsToWeaveAndClassesToLeaveAlone() throws Exception {
        Weaving weaving = new Weaving();
        weaving.compile();
        try {
            assertThat(weaving.method()).isEqualTo(WeavingInput.METHODS);
            assertThat(weaving.untouchedClass()).isZero();
        } finally {
            weaving.close();
        }
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void virtualThreadsRunThePlainPrograms() throws Throwable {
        assertThat(VirtualThreads.run(TASKS, () -> PlainPrograms.switches(TIMES)))
                .isEqualTo(TASKS * TIMES);
    }

    @Test
    void everyRowRunsUnderJmh() throws Exception {
        // in this JVM, each once and with one value of each parameter; fails when any of them does
        System.setProperty("jmh.ignoreLock", "true"); // a measurement on this machine need not stop for a test
        Benchmarks.main("-f 0 -wi 0 -i 1 -bm ss -p tasks=100 -p classes=2 -foe true -v SILENT".split(" "));
    }

    private int together(Supplier<Coroutine<Integer>> program) {
        return loop.runUntilComplete(HeddlePrograms.together(TASKS, program));
    }
}
