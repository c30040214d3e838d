package dev.heddle.maven.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A program run as a process of its own, on the JDK that runs this test. */
final class Command {
    private static final long MINUTES = 10;

    /** For builds that end in seconds: code is compiled once, quickly, and garbage collected by one thread. */
    private static final String QUICK_START = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC";

    /** Maven resets the colour even where it is told to use none. */
    private static final Pattern COLOUR = Pattern.compile("\u001B\\[[0-9;]*m");

    private final Path folder;
    private final List<String> words;

    private Command(Path folder, List<String> words) {
        this.folder = folder;
        this.words = words;
    }

    /**
     * How a command ended.
     *
     * @param output all lines of both streams
     */
    record Outcome(int exitCode, List<String> output) {
        Outcome succeeded() {
            assertThat(exitCode).as(() -> String.join("\n", output)).isZero();
            return this;
        }

        Outcome failed() {
            assertThat(exitCode).as(() -> String.join("\n", output)).isNotZero();
            return this;
        }

        String text() {
            return String.join("\n", output);
        }
    }

    /** {@code java} with these arguments. */
    static Command java(Path folder, Object... arguments) {
        return jdk("java", folder, arguments);
    }

    /** A program of the JDK with these arguments. */
    static Command jdk(String program, Path folder, Object... arguments) {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", program).toString());
        Arrays.stream(arguments).map(Object::toString).forEach(words::add);
        return new Command(folder, words);
    }

    /** {@code mvn} with these arguments: the Maven of the outer build. */
    static Command maven(Path folder, LocalRepository repository, List<String> arguments) throws IOException {
        return maven(Maven.outer(), folder, repository, arguments);
    }

    /** A Maven with these arguments, the settings of the outer build and a local repository. */
    static Command maven(Maven maven, Path folder, LocalRepository repository, List<String> arguments)
            throws IOException {
        List<String> words = new ArrayList<>();
        words.add(maven.command().toString());
        words.add("-B");
        words.add("-ntp");
        words.add("-Dstyle.color=never");
        words.add("-Dmaven.repo.local=" + repository.folder);
        words.addAll(LocalRepository.OPTIONS);
        String[] session = System.getProperty("heddle.maven.session").split("offline=|;settings=", 3);
        if (session[1].equals("true")) {
            words.add("-o");
        }
        if (Files.exists(Path.of(session[2]))) {
            words.addAll(List.of("-s", session[2]));
        }
        words.addAll(arguments);
        return new Command(folder, words);
    }

    /** Starts it, for a test that talks to the program while it runs and reads its output from the process. */
    Process start() throws IOException {
        return builder().start();
    }

    private ProcessBuilder builder() {
        ProcessBuilder builder =
                new ProcessBuilder(words).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().merge("MAVEN_OPTS", QUICK_START, (own, quick) -> own + " " + quick);
        return builder;
    }

    /** Runs it to its end. */
    Outcome run() throws IOException, InterruptedException {
        Path output = Files.createTempFile("heddle", ".out");
        try {
            Process process = builder().redirectOutput(output.toFile()).start();
            if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly().waitFor();
                throw new AssertionError(words + " did not end:\n" + Files.readString(output));
            }
            try (Stream<String> lines = Files.lines(output)) {
                return new Outcome(
                        process.exitValue(),
                        lines.filter(line -> !line.startsWith("Picked up "))
                                .map(line -> COLOUR.matcher(line).replaceAll(""))
                                .toList());
            }
        } finally {
            Files.delete(output);
        }
    }
}
