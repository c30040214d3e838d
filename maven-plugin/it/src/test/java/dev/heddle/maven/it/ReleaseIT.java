package dev.heddle.maven.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the profile {@code release} makes of the tree is complete, the same wherever it is made, and compatible. */
@Tag("proof")
class ReleaseIT {
    private static final int OLDEST_JDK = 22;
    private static final Pattern LIBRARY = Pattern.compile("\"purl\" : \"pkg:maven/([^@]+)@");

    @BeforeEach
    void aReleaseIsBuiltOnANewJdk() {
        assumeTrue(Runtime.version().feature() >= OLDEST_JDK);
    }

    @Test
    void itIsCompleteAndEqualByteForByteWhereverItIsBuilt() throws Exception {
        Path work = Heddle.freshFolder("release");
        LocalRepository repository = LocalRepository.empty(work.resolve("repository"));
        Path one = release(work.resolve("one"), repository);
        Path another = release(work.resolve("another/place"), repository);
        List<Path> files = published(one);
        assertThat(published(another)).isEqualTo(files);
        for (Path file : files) {
            assertThat(another.resolve(file)).hasSameBinaryContentAs(one.resolve(file));
        }
        for (String module : List.of("annotations", "transformer", "maven-plugin", "runtime")) {
            assertThat(names(files, module)).anyMatch(name -> name.endsWith("-sources.jar"));
            assertThat(names(files, module)).anyMatch(name -> name.endsWith("-javadoc.jar"));
            assertThat(names(files, module)).contains("bom.json");
        }
        assertThat(libraries(one.resolve("runtime/target/bom.json")))
                .containsOnly("dev.heddle/heddle-runtime", "dev.heddle/heddle-annotations");
        assertThat(libraries(one.resolve("transformer/target/bom.json")))
                .allMatch(library -> library.equals("dev.heddle/heddle-transformer")
                        || library.equals("dev.heddle/heddle-annotations")
                        || library.startsWith("org.ow2.asm/"));
    }

    @ParameterizedTest
    @CsvSource({
        "annotations, dev.heddle.annotation, dev.heddle.operator",
        "transformer, dev.heddle.transform, dev.heddle.transform.check"
    })
    void aClassThatTheLastReleaseHadAndThisOneLacksFailsItIfItsPackageIsExported(
            String module, String exported, String internal) throws Exception {
        Path work = Heddle.freshFolder("release-api-" + module);
        LocalRepository repository = LocalRepository.empty(work.resolve("repository"));
        Path tree = work.resolve("tree");
        Heddle.copy(Heddle.ROOT, tree);
        List<Path> gone = List.of(writeGone(tree, module, exported), writeGone(tree, module, internal));
        List<Path> poms = poms(tree);
        replace(poms, Heddle.VERSION, "0.0.9");
        Command.maven(tree, repository, List.of("-q", "-DskipTests", "-pl", module, "-am", "install"))
                .run()
                .succeeded();
        replace(poms, "0.0.9", Heddle.VERSION);
        for (Path file : gone) {
            Files.delete(file);
        }
        Command.Outcome broken = Command.maven(
                        tree, repository, List.of("-Prelease", "-DskipTests", "-pl", module, "clean", "verify"))
                .run();
        assertThat(broken.failed().text())
                .contains("japicmp")
                .contains(exported + ".Gone")
                .doesNotContain(internal + ".Gone");
    }

    private static Path writeGone(Path tree, String module, String packageName) throws IOException {
        Path folder = tree.resolve(module).resolve("src/main/java").resolve(packageName.replace('.', '/'));
        Path file = Files.createDirectories(folder).resolve("Gone.java");
        return Files.writeString(
                file, "package " + packageName + ";\n\n/** Not there any more. */\npublic @interface Gone {}\n");
    }

    private static Path release(Path tree, LocalRepository repository) throws Exception {
        Heddle.copy(Heddle.ROOT, tree);
        List<String> modules = Heddle.modules().stream()
                .filter(module -> !read(tree.resolve(module).resolve("pom.xml")).contains("<internal>true</internal>"))
                .toList();
        Command.maven(
                        tree,
                        repository,
                        List.of("-q", "-Prelease", "-DskipTests", "-pl", String.join(",", modules), "package"))
                .run()
                .succeeded();
        return tree;
    }

    /** All archives and bills of materials, from the root of the tree. */
    private static List<Path> published(Path tree) throws IOException {
        try (Stream<Path> files = Files.walk(tree)) {
            return files.filter(file -> file.getParent().endsWith("target"))
                    .filter(file -> file.toString().endsWith(".jar") || file.endsWith("bom.json"))
                    .map(tree::relativize)
                    .sorted()
                    .toList();
        }
    }

    private static List<String> names(List<Path> files, String module) {
        return files.stream()
                .filter(file -> file.startsWith(module))
                .map(file -> file.getFileName().toString())
                .toList();
    }

    private static List<String> libraries(Path bill) {
        return LIBRARY.matcher(read(bill))
                .results()
                .map(library -> library.group(1))
                .toList();
    }

    private static List<Path> poms(Path tree) throws IOException {
        try (Stream<Path> files = Files.walk(tree)) {
            return files.filter(file -> file.endsWith("pom.xml")).toList();
        }
    }

    private static void replace(List<Path> files, String from, String to) throws IOException {
        for (Path file : files) {
            Files.writeString(file, Files.readString(file).replace(from, to));
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
