package dev.heddle.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jacoco.core.analysis.Analyzer;
import org.jacoco.core.analysis.CoverageBuilder;
import org.jacoco.core.analysis.IClassCoverage;
import org.jacoco.core.analysis.ICounter;
import org.jacoco.core.data.ExecutionDataStore;
import org.jacoco.core.data.SessionInfoStore;
import org.jacoco.core.instr.Instrumenter;
import org.jacoco.core.runtime.LoggerRuntime;
import org.jacoco.core.runtime.RuntimeData;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What JaCoCo reports of the lines of woven methods, whichever of the two rewrites the class first. */
final class CoverageTest {
    private static final String NAME = "coverage.Covered";
    private static final String SOURCE = """
            package coverage;

            import static dev.heddle.Coroutines.await;
            import static dev.heddle.Coroutines.done;

            import dev.heddle.Coroutine;
            import dev.heddle.annotation.Async;
            import dev.heddle.conformance.Probe;

            class Covered {
                private int field = 1;

                static Coroutine<Integer> run() {
                    return new Covered().method(3);
                }

                @Async
                Coroutine<Integer> method(int n) {
                    int sum = n;            // 19 executed
                    sum += await(called()); // 20 executed
                    if (sum > 100) {        // 21 executed, one of two branches
                        sum = 0;            // 22 not executed
                    }
                    try {
                        sum += await(Probe.of(field)); // 25 executed
                    } catch (IllegalStateException e) {
                        sum += await(Probe.of(2)); // 27 not executed
                    }
                    sum++;            // 29 executed
                    return done(sum); // 30 executed
                }

                @Async
                Coroutine<Integer> called() {
                    field++;                    // 35 executed
                    int n = await(Probe.of(1)); // 36 executed
                    return done(n);             // 37 executed
                }

                @Async
                Coroutine<Integer> notCalled() {
                    int n = await(Probe.of(1)); // 42 not executed
                    return done(n);             // 43 not executed
                }
            }
            """;
    private static final SortedMap<String, byte[]> COMPILED =
            Sources.of(NAME, SOURCE).classFiles();

    @ParameterizedTest
    @EnumSource(names = {"READY", "SUSPENDS"})
    void weavingWhatIsInstrumentedCountsAsIfEveryAwaitBlocked(Mode.Pace pace) throws Exception {
        Coverage coverage = new Coverage();
        Program program = Program.woven(coverage.instrument(COMPILED));
        assertThat(lines(coverage.of(program, pace, COMPILED))).isEqualTo("""
                10 covered
                11 covered
                14 covered
                19 covered
                20 covered
                21 partly
                22 missed
                25 covered
                26 missed
                27 missed
                28 covered
                29 covered
                30 covered
                35 covered
                36 covered
                37 covered
                42 missed
                43 missed
                """);
    }

    @ParameterizedTest
    @EnumSource(names = {"READY", "SUSPENDS"})
    void instrumentingWhatIsWovenTellsTheLinesThatRanFromThoseThatDidNot(Mode.Pace pace) throws Exception {
        Coverage coverage = new Coverage();
        SortedMap<String, byte[]> woven = Program.woven(COMPILED).classFiles();
        Program program = new Program(coverage.instrument(woven));
        String lines = lines(coverage.of(program, pace, woven));
        assertThat(lines.lines().filter(line -> line.endsWith(" missed")))
                .containsExactly("22 missed", "26 missed", "27 missed", "42 missed", "43 missed");
        assertThat(lines).contains("19 partly\n", "20 partly\n", "29 partly\n", "30 partly\n");
    }

    private static String lines(IClassCoverage covered) {
        StringBuilder text = new StringBuilder();
        for (int line = covered.getFirstLine(); line <= covered.getLastLine(); line++) {
            String status = switch (covered.getLine(line).getStatus()) {
                case ICounter.FULLY_COVERED -> "covered";
                case ICounter.PARTLY_COVERED -> "partly";
                case ICounter.NOT_COVERED -> "missed";
                default -> "";
            };
            if (!status.isEmpty()) {
                text.append(line).append(' ').append(status).append('\n');
            }
        }
        return text.toString();
    }

    /** One run under JaCoCo, without its agent. */
    private static final class Coverage {
        private final LoggerRuntime runtime = new LoggerRuntime();
        private final Instrumenter instrumenter = new Instrumenter(runtime);

        SortedMap<String, byte[]> instrument(Map<String, byte[]> classFiles) throws IOException {
            SortedMap<String, byte[]> instrumented = new TreeMap<>();
            for (Map.Entry<String, byte[]> classFile : classFiles.entrySet()) {
                instrumented.put(classFile.getKey(), instrumenter.instrument(classFile.getValue(), classFile.getKey()));
            }
            return instrumented;
        }

        /** Runs the program, and analyses it by the class files that were instrumented. */
        IClassCoverage of(Program program, Mode.Pace pace, Map<String, byte[]> instrumented) throws Exception {
            RuntimeData data = new RuntimeData();
            runtime.startup(data);
            Method run = program.define().loadClass(NAME).getDeclaredMethod("run");
            run.setAccessible(true);
            Script script = Script.run(Mode.PLAIN.at(pace), new DirectDriver(), () -> run.invoke(null));
            assertThat(script.trace().lines()).endsWith("returned 7");
            ExecutionDataStore executed = new ExecutionDataStore();
            data.collect(executed, new SessionInfoStore(), false);
            runtime.shutdown();
            CoverageBuilder builder = new CoverageBuilder();
            Analyzer analyzer = new Analyzer(executed, builder);
            for (Map.Entry<String, byte[]> classFile : instrumented.entrySet()) {
                analyzer.analyzeClass(classFile.getValue(), classFile.getKey());
            }
            return builder.getClasses().stream()
                    .filter(covered -> covered.getName().equals("coverage/Covered"))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
