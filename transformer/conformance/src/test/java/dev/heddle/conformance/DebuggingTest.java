package dev.heddle.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.conformance.Debugger.Stop;
import dev.heddle.conformance.Debugger.Stops;
import dev.heddle.transform.Weaver;
import dev.heddle.transform.WeaverOptions;
import dev.heddle.transform.WeaverOptions.Variables;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A woven program looks to a debugger as it would if every await blocked: the same lines in the same order, and at each of
 * them the same variables with the same values.
 */
final class DebuggingTest {
    private static final Sources SOURCES = Sources.in("debug");

    @TempDir
    private static Path folder;

    private static List<Stop> blocking;

    @BeforeAll
    static void runBlocking() throws Exception {
        blocking = run(Program.oracle(SOURCES.classFiles()), Stops.BREAKPOINTS, Mode.Pace.READY);
        assertThat(blocking).hasSizeGreaterThan(100);
    }

    @ParameterizedTest
    @EnumSource(names = {"READY", "SUSPENDS", "MIXED_1"})
    void breakpointsAreHitOnceAndShowAllVariablesWhereVisibleOnesAreKept(Mode.Pace pace) throws Exception {
        assertThat(text(run(woven(Variables.VISIBLE), Stops.BREAKPOINTS, pace))).isEqualTo(text(blocking));
    }

    @ParameterizedTest
    @EnumSource(names = {"READY", "SUSPENDS"})
    void onlyDeadVariablesAreMissingWhereLiveOnesAreKept(Mode.Pace pace) throws Exception {
        List<Stop> expected = blocking;
        List<Stop> actual = run(woven(Variables.LIVE), Stops.BREAKPOINTS, pace);
        assertThat(places(actual)).isEqualTo(places(expected));
        StringBuilder missing = new StringBuilder();
        for (int i = 0; i < actual.size(); i++) {
            assertThat(expected.get(i).variables())
                    .describedAs(expected.get(i).place())
                    .containsAllEntriesOf(actual.get(i).variables());
            Set<String> names = new TreeSet<>(expected.get(i).variables().keySet());
            names.removeAll(actual.get(i).variables().keySet());
            if (!names.isEmpty()) {
                missing.append(expected.get(i).place() + " " + String.join(" ", names) + "\n");
            }
        }
        new Golden(Path.of("src", "test", "debug", "missing." + pace + ".txt")).check(missing.toString());
    }

    @Test
    void stepsGoTheSameWayWhereNothingSuspends() throws Exception {
        List<Stop> expected = run(Program.oracle(SOURCES.classFiles()), Stops.STEPS, Mode.Pace.READY);
        List<Stop> actual = run(woven(Variables.VISIBLE), Stops.STEPS, Mode.Pace.READY);
        assertThat(places(actual)).isEqualTo(places(expected));
    }

    @Test
    void stepsThroughSuspensionsStopAtNoLineThatHasNotRun() throws Exception {
        List<String> expected = places(run(Program.oracle(SOURCES.classFiles()), Stops.STEPS, Mode.Pace.READY));
        List<String> actual = places(run(woven(Variables.VISIBLE), Stops.STEPS, Mode.Pace.SUSPENDS));
        Set<String> handlers = new TreeSet<>(places(blocking)); // steps over what throws arrive behind its line
        handlers.removeAll(expected);
        Set<String> reached = new TreeSet<>();
        int next = 0;
        for (String place : actual) {
            if (next < expected.size() && place.equals(expected.get(next))) {
                next++;
                reached.add(place);
            } else if (!handlers.contains(place)) {
                assertThat(reached).contains(place);
            }
        }
        assertThat(next).isEqualTo(expected.size());
    }

    private static Program woven(Variables variables) {
        WeaverOptions options =
                WeaverOptions.DEFAULT.with("variables", variables.name().toLowerCase(Locale.ROOT));
        SortedMap<String, byte[]> compiled = SOURCES.classFiles();
        return Program.woven(compiled, new Weaver(Program.classPath(compiled), options));
    }

    private static String text(List<Stop> stops) {
        return stops.stream().map(Stop::toString).collect(Collectors.joining("\n"));
    }

    private static List<String> places(List<Stop> stops) {
        return stops.stream().map(Stop::place).toList();
    }

    private static List<Stop> run(Program program, Stops stops, Mode.Pace pace) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(pace.name()));
        SOURCES.files().forEach(file -> arguments.add(Sources.className(file)));
        Path classes = Files.createTempDirectory(folder, "classes");
        program.write(classes);
        return Debugger.run(classes, "debug", stops, arguments);
    }
}
