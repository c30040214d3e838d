package dev.heddle.proof.suite;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Runs a suite in a virtual machine of its own, against given jars of the library. Stateless. */
public final class SuiteRun {
    /** What the virtual machine needs of this one's class path: the launcher and engines, the runtime and the driver. */
    private static final Pattern HARNESS = Pattern.compile(
            ".*(junit-(platform|jupiter|vintage|4)|hamcrest|opentest4j|heddle-runtime|runtime.target.classes|proof.target.classes).*");

    private SuiteRun() {}

    /**
     * Runs all tests of a suite.
     *
     * @param libraries the jars of the library, woven or not
     * @param results where the results are written; the output of the tests goes to a file beside it
     * @throws IllegalStateException if the run does not end within {@code limit}, or ends before its tests have
     */
    public static Results run(Suite suite, List<Path> libraries, Path results, Duration limit)
            throws IOException, InterruptedException {
        List<Path> classPath = new ArrayList<>(libraries);
        classPath.addAll(suite.tests());
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(HARNESS.asMatchPredicate())
                .map(Path::of)
                .forEach(classPath::add);
        classPath.addAll(suite.classPath());
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(suite.options());
        command.add("-cp");
        command.add(String.join(
                File.pathSeparator,
                classPath.stream().map(path -> path.toAbsolutePath().toString()).toList()));
        command.add(SuiteMain.class.getName());
        command.add(results.toAbsolutePath().toString());
        command.add(suite.included());
        command.add(suite.excluded());
        suite.tests().forEach(root -> command.add(root.toAbsolutePath().toString()));
        Files.deleteIfExists(results);
        long start = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .directory(suite.workingDirectory().toFile())
                .redirectErrorStream(true)
                .redirectOutput(new File(results + ".log"))
                .start();
        try {
            process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } finally {
            process.destroyForcibly();
        }
        return Results.read(results, TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start));
    }
}
