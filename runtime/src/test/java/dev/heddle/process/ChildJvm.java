package dev.heddle.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A virtual machine in a process of its own, with the classes of the tests. */
public final class ChildJvm {
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

    /** The command that runs the main method of a class, with an option for the virtual machine. */
    static Command command(String option, Class<?> main) {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Path target = Path.of("target").toAbsolutePath();
        String classPath = target.resolve("test-classes") + File.pathSeparator + target.resolve("classes");
        return Command.of(
                java.toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                option,
                "-cp",
                classPath,
                main.getName());
    }
}
