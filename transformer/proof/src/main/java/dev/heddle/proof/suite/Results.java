package dev.heddle.proof.suite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * How the tests of one run ended. Immutable.
 *
 * @param passed how many succeeded
 * @param failures unique id to stack trace
 * @param suspensions how often points have suspended
 */
public record Results(int passed, Map<String, String> failures, long suspensions) {
    public Results {
        failures = Map.copyOf(failures);
    }

    /** Reads what {@link SuiteMain} has written. */
    static Results read(Path file) throws IOException {
        int passed = 0;
        long suspensions = -1;
        Map<String, String> failures = new TreeMap<>();
        for (String line : Files.readAllLines(file)) {
            String[] fields = line.split("\t", 3);
            switch (fields[0]) {
                case "SUCCESSFUL" -> passed++;
                case "FAILED" -> failures.put(fields[1], fields[2].replace("\\n", "\n"));
                case "SUSPENSIONS" -> suspensions = Long.parseLong(fields[1]);
                default -> {} // aborted: an assumption of the test does not hold here
            }
        }
        if (suspensions < 0) {
            throw new IllegalStateException("the run of " + file + " did not come to its end");
        }
        return new Results(passed, failures, suspensions);
    }
}
