package dev.heddle.process;

import java.io.File;
import java.nio.file.Path;

/** A virtual machine in a process of its own, with the classes of the tests. */
final class ChildJvm {
    private ChildJvm() {}

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
