package dev.heddle.proof.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.proof.jar.ClassOutcome.Refusal;
import dev.heddle.proof.jar.Jar;
import dev.heddle.proof.jar.JarLoom;
import dev.heddle.transform.files.ClassPath;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** The assertion that a library woven to suspend everywhere passes those of its own tests that it passes as it is. */
final class Everywhere {
    /** Chooses the points; {@code -Dheddle.seed=N} does a run once more. */
    static final long SEED = Long.getLong("heddle.seed", 1);

    private static final Duration LIMIT = Duration.ofMinutes(15);

    private Everywhere() {}

    /** @param expected pattern of the unique ids of tests that cannot hold for a woven library */
    static void assertPassesItsOwnTests(Suite suite, String expected) throws Exception {
        System.out.printf(Locale.ROOT, "suspend everywhere, seed %d: %s%n", SEED, suite.name());
        Path folder = Files.createDirectories(Path.of("target", "everywhere", suite.name()));
        List<Path> woven = new ArrayList<>();
        List<Path> classPath = new ArrayList<>(suite.libraries());
        classPath.addAll(suite.classPath());
        Map<String, byte[]> own = new HashMap<>();
        suite.libraries().forEach(library -> own.putAll(Jar.classes(library)));
        try (ClassPath classes = ClassPath.open(classPath)) {
            JarLoom loom = new JarLoom(SEED, own::get, classes);
            for (Path library : suite.libraries()) {
                woven.add(folder.resolve(library.getFileName()));
                loom.weave(library, folder.resolve(library.getFileName()));
            }
            System.out.printf("%s: %s%n", suite.name(), loom);
            assertThat(loom.refused()).allMatch(line -> line.matches(Refusal.FOR_WANT_OF_ROOM));
        }
        Results before = SuiteRun.run(suite, suite.libraries(), folder.resolve("unwoven.txt"), LIMIT);
        print(suite.name() + " unwoven", before);
        Results after = SuiteRun.run(suite, woven, folder.resolve("woven.txt"), LIMIT);
        print(suite.name() + " woven", after);
        assertThat(after.suspensions()).as("suspensions").isPositive();
        Map<String, String> worse = before.worseIn(after);
        worse.keySet().removeIf(Pattern.compile(expected).asMatchPredicate());
        assertThat(worse)
                .as("tests of %s that do not pass when it is woven with seed %d", suite.name(), SEED)
                .isEmpty();
    }

    private static void print(String name, Results results) {
        System.out.printf(
                Locale.ROOT,
                "%s: %,d passed, %,d failed, %,d suspensions, %,d s%n",
                name,
                results.passed().size(),
                results.failures().size(),
                results.suspensions(),
                results.seconds());
    }
}
