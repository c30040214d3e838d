package dev.heddle.proof.suite;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The suites as the build has laid them out: for each a folder with the library, its tests, and what these need. */
final class Suites {
    private static final Path FOLDER = Path.of("target", "suites");

    private static final String ALL_TESTS = ".*Test";
    private static final String NONE = "";

    /** What tests are compiled against besides. */
    private static final Pattern OF_TESTS = Pattern.compile("junit|hamcrest|apiguardian|opentest4j");

    /** Frames of drivers need stack, and tests that nest deep expect to get far. */
    private static final List<String> OPTIONS = List.of(
            "-Xss8m",
            "-Xmx3g",
            "-Duser.timezone=UTC",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
            "--add-opens=java.base/java.time=ALL-UNNAMED",
            "--add-opens=java.base/java.time.chrono=ALL-UNNAMED",
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED");

    private Suites() {}

    /** All tests of a suite. */
    static Suite of(String name) {
        return of(name, ALL_TESTS, NONE);
    }

    /** The tests of a suite in classes whose names match one pattern and, as {@code class#method} too, not the other. */
    static Suite of(String name, String included, String excluded) {
        Path folder = FOLDER.resolve(name);
        return new Suite(
                name,
                files(folder.resolve("library")),
                files(folder.resolve("tests")),
                files(folder.resolve("others")),
                included,
                excluded,
                OPTIONS,
                folder);
    }

    /**
     * A suite whose tests are compiled here, from the folders of a source archive that are named. Tests find their resources on
     * the class path and where they are used to, in the folder that they run in.
     */
    static Suite compiled(
            String name,
            SourceArchive archive,
            String included,
            String excluded,
            List<String> sources,
            List<String> resources)
            throws Exception {
        Path folder = FOLDER.resolve(name);
        Path source = archive.unpacked();
        List<Path> classPath = new ArrayList<>(files(folder.resolve("library")));
        classPath.addAll(files(folder.resolve("others")));
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(OF_TESTS.asPredicate())
                .map(Path::of)
                .forEach(classPath::add);
        Path tests = SourceArchive.compile(
                sources.stream().map(source::resolve).toList(),
                classPath,
                folder.resolve("tests").resolve("classes"));
        for (String resource : resources) {
            SourceArchive.copyResources(source.resolve(resource), tests);
            SourceArchive.copyResources(source.resolve(resource), folder.resolve("src/test/resources"));
        }
        return of(name, included, excluded);
    }

    private static List<Path> files(Path folder) {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException missing) {
            throw new UncheckedIOException(Objects.requireNonNull(missing.getMessage()), missing);
        }
    }
}
