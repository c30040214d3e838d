package dev.heddle.proof.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.transform.files.ClassPath;
import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The classes of popular jars verify after suspensions were put into them and they were woven: a sample that the seed chooses
 * ({@code -Dheddle.seed=N}), or with {@code -Dheddle.world=all} every class.
 */
@Tag("proof")
class WorldTest {
    private static final long SEED = Long.getLong("heddle.seed", 1);

    /** One class in so many is taken. */
    private static final int SAMPLE = 12;

    @Test
    void whatOtherPeopleCompiledVerifiesWithSuspensionsEverywhere() throws Exception {
        List<Path> jars = jars();
        try (ClassPath classPath = ClassPath.open(jars);
                URLClassLoader others = new URLClassLoader(urls(jars), ClassLoader.getPlatformClassLoader())) {
            World world = new World(SEED, classPath, others, sample());
            jars.stream().parallel().forEach(world::verify);
            System.out.printf("verify the world, seed %d: %s", SEED, world.report());
            Files.write(Path.of("target", "world-refused.txt"), world.report().refusedMethods());
            Files.write(Path.of("target", "world-failures.txt"), world.report().failures());
            assertThat(world.report().failures()).isEmpty();
            assertThat(jars).hasSizeGreaterThanOrEqualTo(50);
        }
    }

    private static Predicate<String> sample() {
        return "all".equals(System.getProperty("heddle.world"))
                ? type -> true
                : type -> Math.floorMod((type + SEED).hashCode(), SAMPLE) == 0;
    }

    private static List<Path> jars() throws Exception {
        try (Stream<Path> files = Files.list(Path.of("target", "world"))) {
            return files.sorted().toList();
        }
    }

    /** The jars, and of this class path only what woven classes need. */
    private static URL[] urls(List<Path> jars) throws Exception {
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
        return urls.toArray(URL[]::new);
    }
}
