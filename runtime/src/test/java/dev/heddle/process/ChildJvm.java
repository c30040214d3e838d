package dev.heddle.process;

import dev.heddle.engine.EngineChoice;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A virtual machine in a process of its own, with the classes of the tests. */
public final class ChildJvm {
    /** The first version of Java whose classes lie in a folder of their own. */
    private static final int FOREIGN_FUNCTIONS = 22;

    private ChildJvm() {}

    /**
     * Whether this process ignores a signal, which is given as its number. What a process ignores, its children ignore, and
     * the virtual machine leaves it at that.
     */
    public static boolean ignores(int signal) throws IOException {
        Path status = Path.of("/proc/self/status");
        return Files.exists(status)
                && Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("SigIgn:"))
                        .anyMatch(line ->
                                (Long.parseUnsignedLong(line.substring(7).strip(), 16) >>> signal - 1 & 1) != 0);
    }

    /** The command that runs the main method of a class. */
    static Command command(Class<?> main) {
        return command("-Dnothing", main);
    }

    /**
     * The command that runs the main method of a class, with an option for the virtual machine. Its loops have the engine that
     * those of this one have.
     */
    static Command command(String option, Class<?> main) {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                option,
                "-D" + EngineChoice.PROPERTY + "=" + EngineChoice.configured()));
        if (Runtime.version().feature() >= FOREIGN_FUNCTIONS) {
            words.add("--enable-native-access=ALL-UNNAMED");
        }
        words.addAll(List.of("-cp", classPath(), main.getName()));
        return Command.of(words);
    }

    /** What is for this version of Java comes first, see the profile in the pom. */
    private static String classPath() {
        Path target = Path.of("target").toAbsolutePath();
        Path classes = target.resolve("classes");
        List<Path> folders = new ArrayList<>(List.of(target.resolve("test-classes"), classes));
        if (Runtime.version().feature() >= FOREIGN_FUNCTIONS) {
            folders.add(0, classes.resolve("META-INF/versions/" + FOREIGN_FUNCTIONS));
        }
        return folders.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }
}
