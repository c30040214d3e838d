package dev.heddle.proof.suite;

import dev.heddle.proof.drive.Point;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.ClassNameFilter;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs the tests of a library in a virtual machine of their own. Writes a line for each test to a file: how it ended, its unique
 * id, and for a failure the stack trace, tabs between and line breaks as {@code \n}; at last, the number of suspensions.
 */
public final class SuiteMain {
    private SuiteMain() {}

    /**
     * @param arguments where to write, a pattern of class names to include, one of those to leave out, and the folders and jars
     *     with the tests
     */
    public static void main(String[] arguments) throws IOException {
        Set<Path> roots = Arrays.stream(arguments).skip(3).map(Path::of).collect(Collectors.toSet());
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(DiscoverySelectors.selectClasspathRoots(roots))
                .filters(
                        ClassNameFilter.includeClassNamePatterns(arguments[1]),
                        ClassNameFilter.excludeClassNamePatterns(arguments[2]))
                .build();
        try (PrintWriter results =
                new PrintWriter(Files.newBufferedWriter(Path.of(arguments[0]), StandardCharsets.UTF_8))) {
            LauncherFactory.create().execute(request, new Recorder(results));
            results.println("SUSPENSIONS\t" + Point.suspensions());
        }
        Runtime.getRuntime().halt(0); // some tests leave threads behind
    }

    /** Writes each test when it has ended; containers only if they fail. Any thread. */
    private static final class Recorder implements TestExecutionListener {
        private final PrintWriter results;

        Recorder(PrintWriter results) {
            this.results = results;
        }

        @Override
        public synchronized void executionFinished(TestIdentifier test, TestExecutionResult result) {
            boolean passed = result.getStatus() != TestExecutionResult.Status.FAILED;
            if (test.isTest() || !passed) {
                String trace = result.getThrowable().map(SuiteMain::trace).orElse("");
                results.println(result.getStatus() + "\t" + oneLine(test.getUniqueId()) + "\t" + (passed ? "" : trace));
                results.flush();
            }
        }
    }

    private static String trace(Throwable failure) {
        StringBuilder text = new StringBuilder(oneLine(String.valueOf(failure)));
        Arrays.stream(failure.getStackTrace())
                .limit(40)
                .forEach(at -> text.append("\\n  at ").append(at));
        if (failure.getCause() != null && failure.getCause() != failure) {
            text.append("\\n caused by ").append(trace(failure.getCause()));
        }
        return text.toString();
    }

    private static String oneLine(String text) {
        return text.replace("\t", " ").replace("\r", "").replace("\n", "\\n");
    }
}
