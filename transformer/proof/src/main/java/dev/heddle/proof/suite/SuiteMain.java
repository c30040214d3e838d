package dev.heddle.proof.suite;

import dev.heddle.proof.drive.Point;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.ClassNameFilter;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.MethodFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs the tests of a library in a virtual machine of their own. Writes to a file a line for each test that begins, and one when
 * it has ended: how, its unique id, the milliseconds it took, and for a failure the stack trace, tabs between and line breaks as
 * {@code \n}; at last, the number of suspensions.
 */
public final class SuiteMain {
    private SuiteMain() {}

    /**
     * @param arguments where to write, a pattern of class names to include, one of those and of {@code class#method} to leave
     *     out, and the folders and jars with the tests
     */
    public static void main(String[] arguments) throws IOException {
        Set<Path> roots = Arrays.stream(arguments).skip(3).map(Path::of).collect(Collectors.toSet());
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(DiscoverySelectors.selectClasspathRoots(roots))
                .filters(
                        ClassNameFilter.includeClassNamePatterns(arguments[1]),
                        ClassNameFilter.excludeClassNamePatterns(arguments[2]),
                        MethodFilter.excludeMethodNamePatterns(arguments[2]))
                .build();
        try (PrintWriter results =
                new PrintWriter(Files.newBufferedWriter(Path.of(arguments[0]), StandardCharsets.UTF_8))) {
            LauncherFactory.create().execute(request, new Recorder(results));
            results.println(Results.SUSPENSIONS + "\t" + Point.suspensions());
        }
        Runtime.getRuntime().halt(0); // some tests leave threads behind
    }

    /** Writes each test when it begins and when it has ended; containers only if they fail. Any thread. */
    private static final class Recorder implements TestExecutionListener {
        private final PrintWriter results;
        private final Map<String, Long> begun = new HashMap<>();

        Recorder(PrintWriter results) {
            this.results = results;
        }

        @Override
        public synchronized void executionStarted(TestIdentifier test) {
            if (test.isTest()) {
                begun.put(test.getUniqueId(), System.nanoTime());
                results.println(Results.BEGUN + "\t" + oneLine(test.getUniqueId()));
                results.flush();
            }
        }

        @Override
        public synchronized void executionFinished(TestIdentifier test, TestExecutionResult result) {
            boolean passed = result.getStatus() != TestExecutionResult.Status.FAILED;
            if (test.isTest() || !passed) {
                String trace = result.getThrowable().map(SuiteMain::trace).orElse("");
                Long start = begun.remove(test.getUniqueId());
                long millis = start == null ? 0 : TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
                results.println(result.getStatus() + "\t" + oneLine(test.getUniqueId()) + "\t" + millis + "\t"
                        + (passed ? "" : trace));
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
