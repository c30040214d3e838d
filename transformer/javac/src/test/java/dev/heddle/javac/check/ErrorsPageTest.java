package dev.heddle.javac.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.transform.WeaverOptions;
import dev.heddle.transform.check.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What docs/errors.md says of the rules that look at trees: each has a section with examples, the mistakes are reported under
 * the code of their section and no other, the corrections are not spoken of.
 */
final class ErrorsPageTest {
    private static final Path DOCUMENT = Path.of("..", "..", "docs", "errors.md");
    private static final Pattern SECTION =
            Pattern.compile("^## (H\\d{3}): .*?(?=^## |\\z)", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern EXAMPLE = Pattern.compile("^```java\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

    /** All but matters of taste, which would have something to say to most examples. */
    private static final WeaverOptions USUAL = WeaverOptions.DEFAULT.with("rules", "H213:warning,H308:warning");

    @TestFactory
    Stream<DynamicTest> mistakesAreReportedAndCorrectionsAreNot() throws IOException {
        Map<String, String> sections = SECTION.matcher(Files.readString(DOCUMENT))
                .results()
                .collect(Collectors.toMap(section -> section.group(1), MatchResult::group));
        return Scan.rules().stream()
                .map(Rule::code)
                .map(code -> DynamicTest.dynamicTest(code, () -> check(code, sections.getOrDefault(code, ""))));
    }

    private static void check(String code, String section) {
        List<String> examples = EXAMPLE.matcher(section)
                .results()
                .map((MatchResult example) -> example.group(1))
                .toList();
        assertThat(examples).isNotEmpty();
        assertThat(examples.size() % 2).as("each mistake has a correction").isZero();
        boolean isError = code.startsWith("H0");
        WeaverOptions options = isError ? USUAL : USUAL.with("rules", code + ":warning");
        for (int i = 0; i < examples.size(); i++) {
            Analysis found = Analysis.of("Shop", shop(examples.get(i)), options);
            if (i % 2 == 0) {
                assertThat(Set.copyOf(found.codes())).as(examples.get(i)).containsExactly(code);
            } else {
                assertThat(found.codes()).as(examples.get(i)).isEmpty();
                assertThat(found.errorsOfJavac()).as(examples.get(i)).isEmpty();
            }
        }
    }

    private static String shop(String members) {
        return """
                import static dev.heddle.Coroutines.*;
                import static org.junit.jupiter.api.Assertions.assertTrue;

                import dev.heddle.*;
                import dev.heddle.annotation.*;
                import dev.heddle.testing.junit.AsyncTest;
                import java.io.*;
                import java.net.*;
                import java.net.http.*;
                import java.nio.file.*;
                import java.sql.*;
                import java.time.Duration;
                import java.util.*;
                import java.util.concurrent.*;
                import java.util.concurrent.locks.*;
                import org.junit.jupiter.api.Test;

                class Shop {
                    @SuppressWarnings("heddle:H403")
                    @Async
                    static Coroutine<Integer> price(String item) {
                        return done(item.length());
                    }

                """ + members + "}\n";
    }
}
