package dev.heddle.javac.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import dev.heddle.transform.Baseline;
import dev.heddle.transform.ClassBytes;
import dev.heddle.transform.Diagnostic;
import dev.heddle.transform.Weaver;
import dev.heddle.transform.check.Rule;
import dev.heddle.transform.files.ClassPath;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The rules on the sources of {@code src/test/trees}. The first line of each names the rule; the text beside it is what is
 * printed, the patch is all fixes. Each method of its class {@code Warned} is spoken of, none of the class {@code Silent} is,
 * and there are at least three of both.
 */
final class TreeRulesTest {
    private static final int EXAMPLES = 3;

    /** Rules that have nothing to go by in class files. */
    private static final Set<String> IN_TREES_ALONE = Set.of(
            "H107", "H108", "H111", "H212", "H213", "H303", "H304", "H305", "H307", "H403", "H404", "H405", "H406");

    private static final Path FOLDER = Path.of("src", "test", "trees");
    private static final boolean REWRITE = "rewrite".equals(System.getProperty("heddle.goldens"));

    @TestFactory
    Stream<DynamicTest> findingsArePrintedAsWritten() {
        return each((file, found) -> check(file, ".txt", found.printed()));
    }

    @TestFactory
    Stream<DynamicTest> fixesAreAsWritten() {
        return each((file, found) -> check(file, ".patch", found.patch()));
    }

    @TestFactory
    Stream<DynamicTest> whatIsFixedCompilesAndIsNotSpokenOfAgain() {
        return each((file, found) -> {
            long fixed =
                    found.patch().lines().filter(line -> line.startsWith("@@")).count();
            Analysis again = Analysis.of(name(file), Patched.by(found.patch(), read(file)), rule(file));
            assertThat(again.errorsOfJavac()).isEmpty();
            assertThat(again.codes().size()).isLessThanOrEqualTo(found.codes().size() - (fixed > 0 ? 1 : 0));
            assertThat(again.patch()).isEmpty();
        });
    }

    @TestFactory
    Stream<DynamicTest> eachRuleIsTriedOnMistakesAndOnWhatResemblesThem() {
        return each((file, found) -> {
            Set<Long> lines = found.lines();
            assertThat(Methods.of("Warned", file, lines).without)
                    .as("methods that are not spoken of")
                    .isEmpty();
            assertThat(Methods.of("Warned", file, lines).with).hasSizeGreaterThanOrEqualTo(EXAMPLES);
            assertThat(Methods.of("Silent", file, lines).with)
                    .as("methods that are spoken of")
                    .isEmpty();
            assertThat(Methods.of("Silent", file, lines).without).hasSizeGreaterThanOrEqualTo(EXAMPLES);
            assertThat(found.codes()).containsOnly(rule(file));
        });
    }

    /** All that has a caret in a class may be silenced at the class; errors may not. */
    @TestFactory
    Stream<DynamicTest> eachRuleIsSilencedByTheAnnotationUnlessItIsAnError() {
        return each((file, found) -> {
            String word = "heddle:" + rule(file);
            Analysis silenced = Analysis.of(name(file), annotated(file, word), rule(file));
            Analysis ofOthers = Analysis.of(name(file), annotated(file, "heddle:H999"), rule(file));
            assertThat(silenced.errorsOfJavac()).isEmpty();
            assertThat(silenced.codes()).isEqualTo(isError(file) ? found.codes() : List.of());
            assertThat(silenced.patch()).isEqualTo(isError(file) ? ofOthers.patch() : "");
            assertThat(ofOthers.codes()).isEqualTo(found.codes());
        });
    }

    @Test
    void thereIsASourceForEachRuleButThatForWhatJavacRefuses() throws IOException {
        Set<String> tried = new TreeSet<>(Set.of("H007")); // TreeChecksTest
        for (Path file : sources()) {
            tried.add(rule(file));
        }
        assertThat(tried)
                .containsExactlyElementsOf(
                        Scan.rules().stream().map(Rule::code).sorted().toList());
    }

    /** {@code lint} writes what class files show where both show the same; the javac plugin meets it in the trees first. */
    @TestFactory
    Stream<DynamicTest> whatClassFilesShowTooIsTheSameFindingToABaseline() {
        return each((file, found) -> {
            List<Diagnostic> compiled = inClassFiles(found, rule(file));
            assertThat(compiled.isEmpty()).isEqualTo(isError(file) || IN_TREES_ALONE.contains(rule(file)));
            Set<Long> lines = compiled.stream()
                    .map(finding -> (long) finding.place().line())
                    .collect(Collectors.toSet());
            assertThat(Analysis.of(
                                    name(file),
                                    read(file),
                                    Analysis.only(rule(file)).with(Baseline.of(compiled)))
                            .lines())
                    .noneMatch(lines::contains);
        });
    }

    private static List<Diagnostic> inClassFiles(Analysis found, String rule) throws IOException {
        List<Diagnostic> diagnostics = new ArrayList<>();
        List<Path> path = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .filter(Files::exists)
                .toList();
        try (ClassPath classPath = ClassPath.open(path)) {
            ClassBytes classes = name -> {
                byte[] made = found.classFiles().get(name.replace('/', '.'));
                return made == null ? classPath.find(name) : made;
            };
            Weaver weaver = new Weaver(classes, Analysis.only(rule));
            found.classFiles()
                    .values()
                    .forEach(classFile ->
                            diagnostics.addAll(weaver.weave(classFile).diagnostics()));
        }
        return diagnostics.stream()
                .filter(diagnostic -> diagnostic.code().equals(rule))
                .toList();
    }

    private interface Step {
        void check(Path file, Analysis found) throws IOException;
    }

    private static Stream<DynamicTest> each(Step step) {
        return sources().stream()
                .map(file -> DynamicTest.dynamicTest(
                        name(file), () -> step.check(file, Analysis.of(name(file), read(file), rule(file)))));
    }

    private static List<Path> sources() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The source with an annotation at its class. */
    private static String annotated(Path file, String word) throws IOException {
        String declaration = "\nclass " + name(file) + " {\n";
        assertThat(read(file)).containsOnlyOnce(declaration);
        return read(file).replace(declaration, "\n@SuppressWarnings(\"" + word + "\")" + declaration);
    }

    private static boolean isError(Path file) throws IOException {
        return rule(file).startsWith("H0");
    }

    private static String name(Path file) {
        return file.getFileName().toString().replace(".java", "");
    }

    private static String rule(Path file) throws IOException {
        return read(file).lines().findFirst().orElseThrow().substring("// ".length());
    }

    private static String read(Path file) throws IOException {
        return Files.readString(file);
    }

    private static void check(Path file, String ending, String actual) throws IOException {
        Path golden = file.resolveSibling(name(file) + ending);
        if (REWRITE && actual.isEmpty()) {
            Files.deleteIfExists(golden);
        } else if (REWRITE) {
            Files.writeString(golden, actual);
        }
        assertThat(actual)
                .describedAs("%s; -Dheddle.goldens=rewrite makes it anew", golden)
                .isEqualTo(Files.exists(golden) ? Files.readString(golden) : "");
    }

    /** The methods of a class that are spoken of, and those that are not. */
    private static final class Methods extends TreeScanner<@Nullable Void, @Nullable Void> {
        private final CompilationUnitTree unit;
        private final SourcePositions positions;
        private final Set<Long> lines;
        final Set<String> with = new HashSet<>();
        final Set<String> without = new HashSet<>();

        private Methods(CompilationUnitTree unit, SourcePositions positions, Set<Long> lines) {
            this.unit = unit;
            this.positions = positions;
            this.lines = lines;
        }

        static Methods of(String className, Path file, Set<Long> lines) throws IOException {
            JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
            StandardJavaFileManager files = javac.getStandardFileManager(null, null, null);
            JavacTask task = (JavacTask)
                    javac.getTask(null, files, known -> {}, List.of(), null, files.getJavaFileObjects(file));
            CompilationUnitTree unit = task.parse().iterator().next();
            Methods methods = new Methods(unit, Trees.instance(task).getSourcePositions(), lines);
            ((ClassTree) unit.getTypeDecls().get(0))
                    .getMembers().stream()
                            .filter(member -> member instanceof ClassTree type
                                    && type.getSimpleName().contentEquals(className))
                            .flatMap(member -> ((ClassTree) member).getMembers().stream())
                            .forEach(member -> methods.scan(member, null));
            return methods;
        }

        @Override
        public @Nullable Void visitMethod(MethodTree method, @Nullable Void nothing) {
            long first = unit.getLineMap().getLineNumber(positions.getStartPosition(unit, method));
            long last = unit.getLineMap().getLineNumber(positions.getEndPosition(unit, method));
            boolean isSpokenOf = lines.stream().anyMatch(line -> first <= line && line <= last);
            (isSpokenOf ? with : without).add(method.getName().toString());
            return null;
        }
    }
}
