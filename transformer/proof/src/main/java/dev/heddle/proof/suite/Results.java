package dev.heddle.proof.suite;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How the tests of one run ended. Immutable.
 *
 * @param passed unique ids of those that succeeded
 * @param failures unique id to stack trace
 * @param suspensions how often points have suspended
 * @param seconds from the start of the virtual machine to its end
 */
public record Results(Set<String> passed, Map<String, String> failures, long suspensions, long seconds) {
    /** The first field of a line: a test begins. */
    static final String BEGUN = "BEGUN";

    /** The first field of the last line. */
    static final String SUSPENSIONS = "SUSPENSIONS";

    public Results {
        passed = Set.copyOf(passed);
        failures = Map.copyOf(failures);
    }

    /** What is worse in another run: each test that fails only there, or passes only here, with the stack trace there. */
    public Map<String, String> worseIn(Results other) {
        Map<String, String> worse = new TreeMap<>(other.failures);
        worse.keySet().removeAll(failures.keySet());
        for (String test : passed) {
            if (!other.passed.contains(test)) {
                worse.putIfAbsent(test, "did not run to its end");
            }
        }
        return worse;
    }

    /**
     * Reads what {@link SuiteMain} has written.
     *
     * @throws IllegalStateException if the last line is missing, with the tests that had not ended
     */
    static Results read(Path file, long seconds) throws IOException {
        Set<String> passed = new HashSet<>();
        Set<String> running = new TreeSet<>();
        Map<String, String> failures = new TreeMap<>();
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] fields = line.split("\t", 4);
                if (fields[0].equals(SUSPENSIONS)) {
                    return new Results(passed, failures, Long.parseLong(fields[1]), seconds);
                }
                if (fields.length < 2) {
                    break; // the virtual machine died while it wrote this line
                }
                running.remove(fields[1]);
                switch (fields[0]) {
                    case BEGUN -> running.add(fields[1]);
                    case "SUCCESSFUL" -> passed.add(fields[1]);
                    case "FAILED" -> failures.put(fields[1], fields[fields.length - 1].replace("\\n", "\n"));
                    default -> {} // aborted: an assumption of the test does not hold here
                }
            }
        } catch (NoSuchFileException ended) {
            // the virtual machine has not come to the first test
        }
        throw new IllegalStateException(
                "the run of " + file + " did not come to its end within " + seconds + " seconds; it was in " + running);
    }
}
