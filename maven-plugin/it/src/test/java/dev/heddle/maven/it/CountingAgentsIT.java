package dev.heddle.maven.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jacoco.core.analysis.Analyzer;
import org.jacoco.core.analysis.CoverageBuilder;
import org.jacoco.core.analysis.IClassCoverage;
import org.jacoco.core.analysis.ICounter;
import org.jacoco.core.analysis.ILine;
import org.jacoco.core.tools.ExecFileLoader;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What JaCoCo's agent and that of OpenTelemetry count in classes that the agent weaves, whichever of them comes first. */
@Tag("proof")
class CountingAgentsIT {
    private static final String AGENT = "-javaagent:" + Heddle.agentJar();
    private static final String COUNTED = "app.Counted";
    private static final Path COUNTED_SOURCE = Path.of("src/projects/counted/app/Counted.java");
    private static final Pattern SPAN =
            Pattern.compile("LoggingSpanExporter - '([^']+)' : \\w+ \\w+ (\\w+) \\[tracer: ");

    private static TestProject agents;

    private final Path work = Heddle.freshFolder("counting-agents-classes");
    private final Path executed = work.resolve("executed");
    private final Path seen = work.resolve("seen");

    CountingAgentsIT() throws IOException {}

    @BeforeAll
    static void theAgentsAreThere() throws Exception {
        agents = TestProject.copyOf("agents");
        agents.maven("process-classes").succeeded();
    }

    @Test
    void jacocoBeforeTheAgentCountsAsIfEveryAwaitBlocked() throws Exception {
        Path classes = compile("counted");
        assertThat(output(COUNTED, classes, jacoco(), AGENT)).containsExactly("13 7");
        assertThat(lines(classes)).isEqualTo("""
                missed | public class Counted {
                covered | System.out.println(Loop.run(suspends(3)) + " " + Loop.run(goesOn(3)));
                covered | }
                covered | int sum = n;
                covered | await(yieldNow());
                covered | sum += 1;
                partly, 1 of 2 branches | if (sum > 100) {
                missed | sum = 0;
                covered | sum += await(goesOn(sum));
                missed | } catch (IllegalStateException e) {
                missed | sum = await(goesOn(1));
                covered | }
                covered | return done(sum);
                covered | int twice = n * 2;
                covered | twice += await(CompletableFuture.completedFuture(1));
                covered | return done(twice);
                missed | await(yieldNow());
                missed | return done(n);
                """);
    }

    /** What is behind a suspension is in two bodies; a line is covered in full if it ran in all that have it. */
    @Test
    void jacocoBehindTheAgentTellsTheLinesThatRanFromThoseThatDidNot() throws Exception {
        Path classes = compile("counted");
        assertThat(output(COUNTED, classes, AGENT, jacoco())).containsExactly("13 7");
        assertThat(lines(seen)).isEqualTo("""
                missed | public class Counted {
                covered | System.out.println(Loop.run(suspends(3)) + " " + Loop.run(goesOn(3)));
                covered | }
                partly | int sum = n;
                partly, 2 of 6 branches | await(yieldNow());
                partly | sum += 1;
                partly, 1 of 4 branches | if (sum > 100) {
                missed | sum = 0;
                partly, 1 of 6 branches | sum += await(goesOn(sum));
                missed | } catch (IllegalStateException e) {
                missed, 0 of 6 branches | sum = await(goesOn(1));
                partly | }
                partly | return done(sum);
                covered | int twice = n * 2;
                partly, 2 of 6 branches | twice += await(CompletableFuture.completedFuture(1));
                covered | return done(twice);
                missed, 0 of 6 branches | await(yieldNow());
                missed | return done(n);
                """);
        assertThat(covered(classes).isNoMatch())
                .as("what JaCoCo knows is of woven classes")
                .isTrue();
    }

    /**
     * It sees classes as they are woven, whichever comes first: what is called in them is traced as anywhere. A span of an
     * async method itself is that of its public face, by which an await does not go that calls a coroutine directly.
     */
    @Test
    void openTelemetryTracesEachCallOnceWhicheverComesFirst() throws Exception {
        Path classes = compile("traced");
        String telemetry = "-javaagent:" + agents.file("target/agents/opentelemetry-javaagent.jar");
        for (List<String> order :
                List.of(List.of(AGENT, telemetry), List.of(telemetry, AGENT), List.of(jacoco(), AGENT, telemetry))) {
            List<String> options = new ArrayList<>(order);
            options.addAll(List.of(
                    "-Dotel.traces.exporter=console",
                    "-Dotel.metrics.exporter=none",
                    "-Dotel.logs.exporter=none",
                    "-Dotel.instrumentation.methods.include=" + "app.Traced[program,plain,awaited,future,spawned]"));
            List<String> output = output("app.Traced", classes, options.toArray(String[]::new));
            assertThat(output).as(order.toString()).contains("200 200 plain awaited future spawned");
            assertThat(spans(output))
                    .as(order.toString())
                    .containsExactlyInAnyOrder(
                            "INTERNAL Traced.program",
                            "CLIENT GET",
                            "SERVER GET /",
                            "CLIENT GET",
                            "SERVER GET /",
                            "INTERNAL Traced.plain",
                            "INTERNAL Traced.plain",
                            "INTERNAL Traced.future",
                            "INTERNAL Traced.spawned");
        }
    }

    private static List<String> spans(List<String> output) {
        return SPAN.matcher(String.join("\n", output))
                .results()
                .map(span -> span.group(2) + " " + span.group(1))
                .toList();
    }

    private String jacoco() {
        return "-javaagent:" + agents.file("target/agents/org.jacoco.agent-runtime.jar") + "=includes=app.*,destfile="
                + executed + ",classdumpdir=" + seen;
    }

    private Path compile(String project) throws IOException {
        Path classes = Files.createDirectories(work.resolve("classes"));
        Javac.compile(Path.of("src/projects").resolve(project), classes);
        return classes;
    }

    private List<String> output(String mainClass, Path classes, String... options) throws Exception {
        List<Object> words = new ArrayList<>(List.of(options));
        words.addAll(List.of("-cp", classes + File.pathSeparator + Heddle.runtimeJar(), mainClass));
        return Command.java(work, words.toArray()).run().succeeded().output();
    }

    /** Each line of the source that JaCoCo knows, with what it says of it by these class files. */
    private String lines(Path classFiles) throws IOException {
        IClassCoverage covered = covered(classFiles);
        List<String> source = Files.readAllLines(COUNTED_SOURCE);
        StringBuilder text = new StringBuilder();
        for (int number = covered.getFirstLine(); number <= covered.getLastLine(); number++) {
            ILine line = covered.getLine(number);
            if (line.getStatus() != ICounter.EMPTY) {
                text.append(word(line))
                        .append(" | ")
                        .append(source.get(number - 1).strip())
                        .append('\n');
            }
        }
        return text.toString();
    }

    private static String word(ILine line) {
        ICounter branches = line.getBranchCounter();
        String ran = branches.getTotalCount() == 0
                ? ""
                : ", " + branches.getCoveredCount() + " of " + branches.getTotalCount() + " branches";
        return switch (line.getStatus()) {
            case ICounter.FULLY_COVERED -> "covered" + ran;
            case ICounter.PARTLY_COVERED -> "partly" + ran;
            default -> "missed" + ran;
        };
    }

    private IClassCoverage covered(Path classFiles) throws IOException {
        ExecFileLoader execution = new ExecFileLoader();
        execution.load(executed.toFile());
        CoverageBuilder builder = new CoverageBuilder();
        new Analyzer(execution.getExecutionDataStore(), builder).analyzeAll(classFiles.toFile());
        return builder.getClasses().stream()
                .filter(each -> each.getName().equals("app/Counted"))
                .findFirst()
                .orElseThrow();
    }
}
