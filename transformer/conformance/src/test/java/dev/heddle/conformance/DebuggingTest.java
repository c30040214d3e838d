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
    private static List<Stop> steps;

    @BeforeAll
    static void runBlocking() throws Exception {
        blocking = run(Program.oracle(SOURCES.classFiles()), Stops.BREAKPOINTS, Mode.Pace.READY);
        assertThat(blocking).hasSizeGreaterThan(100);
        steps = run(Program.oracle(SOURCES.classFiles()), Stops.STEPS, Mode.Pace.READY);
        assertThat(steps).hasSizeGreaterThan(100);
    }

    @ParameterizedTest
    @EnumSource(names = {"READY", "SUSPENDS", "MIXED_1"})
    void breakpointsAreHitOnceAndShowAllVariablesWhereVisibleOnesAreKept(Mode.Pace pace) throws Exception {
        assertThat(text(run(woven(Variables.VISIBLE), Stops.BREAKPOINTS, pace))).isEqualTo(text(blocking));
    }

    @ParameterizedTest
    @EnumSource(names = {"READY", "SUSPENDS"})
    void onlyDeadVariablesAreMissingWhereLiveOnesAreKept(Mode.Pace pace) throws Exception {
        List<Stop> actual = run(woven(Variables.LIVE), Stops.BREAKPOINTS, pace);
        golden("missing." + pace).check(missing(blocking, actual));
    }

    /** A step that enters a body stops before the parameters are there; otherwise it is as at breakpoints. */
    @ParameterizedTest
    @EnumSource(Variables.class)
    void stepsGoTheSameWayWhereNothingSuspends(Variables kept) throws Exception {
        List<Stop> actual = run(woven(kept), Stops.STEPS, Mode.Pace.READY);
        golden("missing.STEPS." + kept).check(missing(steps, actual));
    }

    @ParameterizedTest
    @EnumSource(Variables.class)
    void stepsThroughSuspensionsStopAtNoLineThatHasNotRun(Variables kept) throws Exception {
        List<String> expected = places(steps);
        List<String> actual = places(run(woven(kept), Stops.STEPS, Mode.Pace.SUSPENDS));
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

    /** In docs/debugging.md: each line with what is shown there by default, and in parentheses what is missing. */
    @Test
    void theDocumentShowsWhatDebuggersShow() throws Exception {
        String document = Files.readString(Path.of("..", "..", "docs", "debugging.md"));
        List<String> program = Files.readAllLines(Path.of("src", "test", "debug", "Documented.java")).stream()
                .map(String::strip)
                .toList();
        assertThat(String.join("\n", program))
                .contains(block("java", document).lines().map(String::strip).collect(Collectors.joining("\n")));
        List<Stop> actual = run(woven(Variables.LIVE), Stops.BREAKPOINTS, Mode.Pace.SUSPENDS);
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < actual.size(); i++) {
            if (actual.get(i).method().equals("Documented.bill")) {
                Set<String> missing = names(blocking.get(i));
                missing.removeAll(names(actual.get(i)));
                shown.append("%-33s  %s"
                                .formatted(
                                        program.get(actual.get(i).line() - 1), String.join(" ", names(actual.get(i)))))
                        .append(missing.isEmpty() ? "" : " (" + String.join(" ", missing) + ")")
                        .append('\n');
            }
        }
        assertThat(shown).hasToString(block("text", document));
    }

    /** The only code block in a language. */
    private static String block(String language, String document) {
        String[] parts = document.split("(?m)^```" + language + "\n", -1);
        assertThat(parts).hasSize(2);
        return parts[1].substring(0, parts[1].indexOf("```"));
    }

    private static Golden golden(String name) {
        return new Golden(Path.of("src", "test", "debug", name + ".txt"));
    }

    /** Where variables are missing in what is otherwise the same. */
    private static String missing(List<Stop> expected, List<Stop> actual) {
        assertThat(places(actual)).isEqualTo(places(expected));
        StringBuilder missing = new StringBuilder();
        for (int i = 0; i < actual.size(); i++) {
            assertThat(expected.get(i).variables())
                    .describedAs(expected.get(i).place())
                    .containsAllEntriesOf(actual.get(i).variables());
            Set<String> names = names(expected.get(i));
            names.removeAll(names(actual.get(i)));
            if (!names.isEmpty()) {
                missing.append(expected.get(i).place() + " " + String.join(" ", names) + "\n");
            }
        }
        return missing.toString();
    }

    private static Set<String> names(Stop stop) {
        return new TreeSet<>(stop.variables().keySet());
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
