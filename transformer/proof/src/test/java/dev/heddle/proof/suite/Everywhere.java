package dev.heddle.proof.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.proof.jar.Jar;
import dev.heddle.proof.jar.JarLoom;
import dev.heddle.transform.files.ClassPath;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The assertion that a library woven to suspend everywhere passes those of its own tests that it passes as it is. */
final class Everywhere {
    /** Chooses the points; {@code -Dheddle.seed=N} does a run once more. */
    static final long SEED = Long.getLong("heddle.seed", 1);

    private static final long MINUTES = 10;

    private Everywhere() {}

    /** @param expected unique ids of tests that cannot hold for a woven library */
    static void assertPassesItsOwnTests(Suite suite, Set<String> expected) throws Exception {
        Path folder = Files.createDirectories(Path.of("target", "everywhere", suite.name()));
        List<Path> woven = new ArrayList<>();
        List<Path> classPath = new ArrayList<>(suite.libraries());
        classPath.addAll(suite.classPath());
        JarLoom loom;
        Map<String, byte[]> own = new HashMap<>();
        suite.libraries().forEach(library -> own.putAll(Jar.classes(library)));
        try (ClassPath classes = ClassPath.open(classPath)) {
            loom = new JarLoom(SEED, own::get, classes);
            for (Path library : suite.libraries()) {
                woven.add(folder.resolve(library.getFileName()));
                loom.weave(library, folder.resolve(library.getFileName()));
            }
        }
        Results before = SuiteRun.run(suite, suite.libraries(), folder.resolve("unwoven.txt"), MINUTES);
        Results after = SuiteRun.run(suite, woven, folder.resolve("woven.txt"), MINUTES);
        System.out.printf(
                Locale.ROOT,
                "suspend everywhere, seed %d: %s: %s%n"
                        + "  unwoven %,d passed, %,d failed; woven %,d passed, %,d failed; %,d suspensions%n",
                SEED,
                suite.libraries().get(0).getFileName(),
                loom,
                before.passed(),
                before.failures().size(),
                after.passed(),
                after.failures().size(),
                after.suspensions());
        Map<String, String> ours = new TreeMap<>(after.failures());
        ours.keySet().removeAll(before.failures().keySet());
        ours.keySet().removeAll(expected);
        assertThat(ours).isEmpty();
        assertThat(after.passed() + after.failures().size())
                .isGreaterThanOrEqualTo(before.passed() + before.failures().size());
        assertThat(after.suspensions()).isPositive();
    }
}
