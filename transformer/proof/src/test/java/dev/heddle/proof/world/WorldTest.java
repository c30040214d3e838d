package dev.heddle.proof.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.proof.jar.ClassOutcome.Refusal;
import dev.heddle.proof.jar.Jar;
import dev.heddle.transform.ClassBytes;
import dev.heddle.transform.files.ClassPath;
import dev.heddle.transform.files.RunningJdk;
import java.io.File;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The classes of popular jars verify after suspensions were put into them and they were woven: a sample that the seed chooses
 * ({@code -Dheddle.seed=N}), or with {@code -Dheddle.world=all} every class. As many threads are busy as there are processors,
 * or {@code -Dheddle.threads=N}. What is behind the counts is in {@code target/world-*.txt}.
 */
@Tag("proof")
class WorldTest {
    private static final long SEED = Long.getLong("heddle.seed", 1);
    private static final int THREADS =
            Integer.getInteger("heddle.threads", Runtime.getRuntime().availableProcessors());
    private static final boolean ALL = "all".equals(System.getProperty("heddle.world"));

    /** One class in so many is taken. */
    private static final int SAMPLE = 12;

    @Test
    void whatOtherPeopleCompiledVerifiesWithSuspensionsEverywhere() throws Exception {
        List<Path> jars = jars();
        long start = System.nanoTime();
        try (ClassPath classPath = ClassPath.open(jars)) {
            World world = new World(SEED, indexed(jars, classPath), urls(jars), sample());
            verify(world, jars);
            WorldReport report = world.report();
            System.out.printf(
                    "verify the world, seed %d, Java %s: %s",
                    SEED, Runtime.version().feature(), report);
            System.out.printf("%d seconds on %d threads%n", (System.nanoTime() - start) / 1_000_000_000, THREADS);
            Files.write(Path.of("target", "world-refused.txt"), report.refused());
            Files.write(Path.of("target", "world-unlinked.txt"), report.unlinked());
            Files.write(Path.of("target", "world-failures.txt"), report.failures());
            assertThat(report.failures()).isEmpty();
            assertThat(report.refused()).allMatch(line -> line.matches(Refusal.FOR_WANT_OF_ROOM));
            assertThat(jars).hasSizeGreaterThanOrEqualTo(50);
            assertThat(report.verified()).isGreaterThan(ALL ? 1_000_000 : 1_000_000 / SAMPLE);
        }
    }

    /** The largest first, so that no thread is left with one at the end. */
    private static void verify(World world, List<Path> jars) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Path> largestFirst = new ArrayList<>(jars);
            largestFirst.sort(
                    Comparator.comparing((Path jar) -> jar.toFile().length()).reversed());
            List<Future<?>> results = new ArrayList<>();
            largestFirst.forEach(jar -> results.add(threads.submit(() -> world.verify(jar))));
            for (Future<?> result : results) {
                result.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static Predicate<String> sample() {
        return ALL ? type -> true : type -> Math.floorMod((type + SEED).hashCode(), SAMPLE) == 0;
    }

    private static List<Path> jars() throws Exception {
        try (Stream<Path> files = Files.list(Path.of("target", "world"))) {
            return files.sorted().toList();
        }
    }

    /** The same classes; most that the weaver asks for are in no jar, so each of the many jars need not be asked. */
    private static ClassBytes indexed(List<Path> jars, ClassBytes classPath) {
        Set<String> names = new HashSet<>();
        jars.forEach(jar -> names.addAll(Jar.names(jar)));
        return name -> names.contains(name) ? classPath.find(name) : RunningJdk.INSTANCE.find(name);
    }

    /** The jars, and of this class path only what woven classes need. */
    private static List<URL> urls(List<Path> jars) throws Exception {
        List<URL> urls = new ArrayList<>();
        for (Path jar : jars) {
            urls.add(jar.toUri().toURL());
        }
        List<String> own = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> entry.contains("runtime") || entry.contains("proof"))
                .toList();
        for (String entry : own) {
            urls.add(Path.of(entry).toUri().toURL());
        }
        return urls;
    }
}
