package dev.heddle.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.transform.Diagnostic;
import dev.heddle.transform.WeaveResult;
import dev.heddle.transform.Weaver;
import dev.heddle.transform.WeaverOptions;
import dev.heddle.transform.check.Rule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What docs/errors.md says of the codes: each has a section, its mistakes are reported with it alone, its corrections
 * are woven without a word.
 */
final class ErrorsDocumentTest {
    private static final Path TRANSFORMER = Path.of("..");
    private static final Path DOCUMENT = Path.of("..", "..", "docs", "errors.md");

    private static final Pattern SECTION =
            Pattern.compile("^## (H\\d{3}): .*?(?=^## |\\z)", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern EXAMPLE = Pattern.compile("^```java\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern CODE_IN_SOURCE = Pattern.compile("[\"\\[](H\\d{3})[\"\\]]");

    /** Codes that no few lines of Java give. */
    private static final Set<String> WITHOUT_EXAMPLE =
            Set.of("H005", "H008", "H009", "H010", "H011", "H014", "H016", "H401", "H900");

    /** Codes of rules that look at javac's trees; their examples are tried where these rules are. */
    static final Set<String> OF_TREES = Set.of(
            "H007", "H107", "H108", "H111", "H212", "H213", "H303", "H304", "H305", "H307", "H403", "H404", "H405",
            "H406");

    @Test
    void everyCodeOfTheWeaverHasASectionAndEverySectionACode() throws IOException {
        assertThat(sections().map(section -> section.group(1)).toList()).containsExactlyElementsOf(codes());
    }

    @Test
    void onlyTheSectionsOfTheListAreWithoutExamples() throws IOException {
        assertThat(sections()
                        .filter(section -> !EXAMPLE.matcher(section.group()).find())
                        .map(section -> section.group(1)))
                .containsExactlyInAnyOrderElementsOf(WITHOUT_EXAMPLE);
    }

    @TestFactory
    Stream<DynamicTest> mistakesAreReportedAndCorrectionsAreWoven() throws IOException {
        return sections()
                .filter(section -> !WITHOUT_EXAMPLE.contains(section.group(1)))
                .filter(section -> !OF_TREES.contains(section.group(1)))
                .map(section ->
                        DynamicTest.dynamicTest(section.group(1), () -> check(section.group(1), section.group())));
    }

    private static void check(String code, String section) {
        List<String> examples = EXAMPLE.matcher(section)
                .results()
                .map(example -> example.group(1))
                .toList();
        assertThat(examples).isNotEmpty();
        assertThat(examples.size() % 2).as("each mistake has a correction").isZero();
        IntStream.range(0, examples.size()).forEach(i -> {
            SortedMap<String, byte[]> classFiles =
                    Sources.of("Shop", shop(examples.get(i))).classFiles();
            if (i % 2 == 0) {
                assertThat(codesReported(classFiles, code)).as(examples.get(i)).containsExactly(code);
            } else {
                assertThat(codesReported(classFiles, code)).as(examples.get(i)).isEmpty();
                assertThat(woven(classFiles)).as(examples.get(i)).isTrue();
            }
        });
    }

    private static String shop(String members) {
        return """
                import static dev.heddle.Coroutines.*;

                import dev.heddle.*;
                import dev.heddle.annotation.*;
                import java.io.*;
                import java.net.*;
                import java.net.http.*;
                import java.nio.file.*;
                import java.sql.*;
                import java.time.Duration;
                import java.util.*;
                import java.util.concurrent.*;
                import java.util.concurrent.locks.*;

                class Shop {
                    @Async
                    static Coroutine<Integer> price(String item) {
                        await(sleep(Duration.ofMillis(1)));
                        return done(item.length());
                    }

                """ + members + "}\n";
    }

    private static Set<String> codesReported(SortedMap<String, byte[]> classFiles, String code) {
        Weaver weaver = new Weaver(Program.classPath(classFiles), optionsFor(code));
        Set<String> codes = new TreeSet<>();
        for (byte[] classFile : classFiles.values()) {
            Program.diagnostics(weaver.weave(classFile)).forEach(diagnostic -> codes.add(diagnostic.code()));
        }
        return codes;
    }

    /** What only informs is not looked for by itself, and other rules of that kind would say something to most examples. */
    private static WeaverOptions optionsFor(String code) {
        boolean informs = Rule.of(code)
                .filter(rule -> rule.severity() == Diagnostic.Severity.INFO)
                .isPresent();
        return informs ? WeaverOptions.DEFAULT.with("rules", code + ":warning") : WeaverOptions.DEFAULT;
    }

    private static boolean woven(SortedMap<String, byte[]> classFiles) {
        return new Weaver(Program.classPath(classFiles)).weave(classFiles.get("Shop")) instanceof WeaveResult.Woven;
    }

    private static Stream<MatchResult> sections() throws IOException {
        return SECTION.matcher(Files.readString(DOCUMENT)).results();
    }

    private static List<String> codes() throws IOException {
        try (Stream<Path> sources = Files.walk(TRANSFORMER.resolve("src/main/java"))) {
            return new ArrayList<>(sources.filter(file -> file.toString().endsWith(".java"))
                    .flatMap(file -> CODE_IN_SOURCE.matcher(read(file)).results())
                    .map(found -> found.group(1))
                    .collect(Collectors.toCollection(TreeSet::new)));
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
