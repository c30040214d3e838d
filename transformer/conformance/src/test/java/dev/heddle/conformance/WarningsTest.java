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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;

/**
 * The warnings of {@code src/test/warnings}: the text beside each file is what is said to it. Each method of its class
 * {@code Warned} gets a warning, none of the class {@code Silent} does; there are at least three of both. A file can say in its
 * first line which rules look at it.
 */
final class WarningsTest {
    private static final int EXAMPLES = 3;
    private static final String OPTION = "// rules=";

    private final Sources sources = Sources.in("warnings");

    @TestFactory
    Stream<DynamicTest> warningsAreGivenAsWritten() {
        return sources.files().stream()
                .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> {
                    List<Diagnostic> found = new ArrayList<>();
                    sources.classesOf(file).forEach(name -> found.addAll(diagnostics(name, options(file))));
                    Golden.beside(file, ".txt").check(Program.render(found, Sources.LINES) + "\n");
                }));
    }

    @TestFactory
    Stream<DynamicTest> eachRuleIsTriedOnMistakesAndOnWhatResemblesThem() {
        return sources.files().stream()
                .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> {
                    String name = Sources.className(file).replace('.', '/');
                    WeaverOptions options = options(file);
                    assertThat(warned(name + "$Warned", options))
                            .hasSizeGreaterThanOrEqualTo(EXAMPLES)
                            .isEqualTo(methods(name + "$Warned"));
                    assertThat(warned(name + "$Silent", options)).isEmpty();
                    assertThat(methods(name + "$Silent")).hasSizeGreaterThanOrEqualTo(EXAMPLES);
                }));
    }

    /** Which rule a file is about is what is found in each of its methods. */
    @TestFactory
    Stream<DynamicTest> eachRuleOfBytecodeHasAFileOfItsOwn() {
        return Stream.of(Rule.values())
                .filter(rule -> rule.severity() != Diagnostic.Severity.ERROR)
                .map(Rule::code)
                .filter(code -> !ErrorsDocumentTest.OF_TREES.contains(code))
                .map(code -> DynamicTest.dynamicTest(
                        code,
                        () -> assertThat(sources.files()).anySatisfy(file -> {
                            String name = Sources.className(file).replace('.', '/');
                            assertThat(warned(name + "$Warned", options(file), code))
                                    .isEqualTo(methods(name + "$Warned"));
                        })));
    }

    @Test
    void aRuleThatIsOffSaysNothing() {
        WeaverOptions options = WeaverOptions.DEFAULT.with("rules", "H101:off");

        assertThat(diagnostics("warnings/CoroutineDropped$Warned", options)).isEmpty();
    }

    @Test
    void aRuleThatIsRaisedStopsTheWeaving() {
        WeaverOptions options = WeaverOptions.DEFAULT.with("rules", "H301:error, H302:off");
        Weaver weaver = new Weaver(Program.classPath(sources.classFiles()), options);

        assertThat(weaver.weave(sources.classFiles().get("warnings/CancelledKept$Warned")))
                .isInstanceOfSatisfying(
                        WeaveResult.Rejected.class,
                        rejected -> assertThat(rejected.diagnostics())
                                .allMatch(Diagnostic::isError)
                                .extracting(Diagnostic::code)
                                .containsOnly("H301"));
    }

    @Test
    void whereAllWarningsAreOffNothingIsSaid() {
        WeaverOptions options = WeaverOptions.DEFAULT.with("rules", "*:off");

        assertThat(sources.classFiles().keySet())
                .allSatisfy(name -> assertThat(diagnostics(name, options)).isEmpty());
    }

    private static WeaverOptions options(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.limit(1)
                    .filter(line -> line.startsWith(OPTION))
                    .map(line -> WeaverOptions.DEFAULT.with(line.substring(OPTION.indexOf("rules"))))
                    .findFirst()
                    .orElse(WeaverOptions.DEFAULT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Set<String> warned(String name, WeaverOptions options) {
        return warned(name, options, "");
    }

    /** The methods in which something is found, by all rules or by the one with that code. */
    private Set<String> warned(String name, WeaverOptions options, String code) {
        return diagnostics(name, options).stream()
                .filter(diagnostic -> diagnostic.code().startsWith(code))
                .map(diagnostic -> diagnostic.place().method().replaceAll(".*\\$Warned\\.|\\(.*", ""))
                .map(method -> method.replaceAll("^lambda\\$|\\$\\d+$", ""))
                .collect(Collectors.toSet());
    }

    private Set<String> methods(String name) {
        ClassNode owner = new ClassNode();
        new ClassReader(sources.classFiles().get(name)).accept(owner, ClassReader.SKIP_CODE);
        return owner.methods.stream()
                .filter(method -> !method.name.startsWith("<") && (method.access & Opcodes.ACC_SYNTHETIC) == 0)
                .map(method -> method.name)
                .collect(Collectors.toSet());
    }

    private List<Diagnostic> diagnostics(String name, WeaverOptions options) {
        Weaver weaver = new Weaver(Program.classPath(sources.classFiles()), options);
        return Program.diagnostics(weaver.weave(sources.classFiles().get(name)));
    }
}
