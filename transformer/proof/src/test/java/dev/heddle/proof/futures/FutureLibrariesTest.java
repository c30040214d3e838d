package dev.heddle.proof.futures;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.transform.WeaverOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The rules, all of them, over libraries with many futures: they call nothing an error, and none fails. What they warn of is
 * counted, and stands in {@code target/futures/*.txt} to be looked at. {@code -Dheddle.library=failsafe} takes only those of
 * such a name.
 */
@Tag("proof")
class FutureLibrariesTest {
    private static final Path FOLDER = Path.of("target", "futures");
    private static final WeaverOptions ALL = WeaverOptions.DEFAULT.with("rules", "*:warning");
    private static final String ONLY = System.getProperty("heddle.library", "");

    /** Of a hundred sources, in how many javac may miss something that its authors had on their class path. */
    private static final int REFUSED = 5;

    @Test
    void thereAreAtLeastTen() throws IOException {
        assertThat(Library.in(FOLDER)).hasSizeGreaterThanOrEqualTo(10);
    }

    @TestFactory
    Stream<DynamicContainer> nothingInThemIsAnError() throws IOException {
        return Library.in(FOLDER).stream()
                .filter(library -> library.name().contains(ONLY))
                .map(library -> DynamicContainer.dynamicContainer(
                        library.name(),
                        Stream.of(Asking.values())
                                .flatMap(asking -> Stream.of(
                                        DynamicTest.dynamicTest(
                                                "classes " + asking, () -> checkClasses(library, asking)),
                                        DynamicTest.dynamicTest(
                                                "sources " + asking, () -> checkSources(library, asking))))));
    }

    private static void checkClasses(Library library, Asking asking) throws IOException {
        check(library, "classes " + asking, ClassRules.of(library, asking, ALL));
    }

    private static void checkSources(Library library, Asking asking) throws IOException {
        SourceRules.Outcome outcome = SourceRules.of(library, asking, ALL);
        check(library, "sources " + asking, outcome.findings());
        List<String> refused = outcome.refused().entrySet().stream()
                .map(each -> each.getKey() + ": " + each.getValue())
                .toList();
        Files.write(FOLDER.resolve(library.name() + " refused.txt"), refused);
        assertThat(refused).hasSizeLessThan(1 + outcome.findings().files() * REFUSED / 100);
    }

    private static void check(Library library, String what, Findings findings) throws IOException {
        System.out.println(library.name() + ", " + what + ": " + findings);
        Files.write(FOLDER.resolve(library.name() + " " + what + ".txt"), findings.lines());
        assertThat(findings.errors()).isEmpty();
    }
}
