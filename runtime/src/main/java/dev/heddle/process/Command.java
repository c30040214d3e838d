package dev.heddle.process;

import java.io.File;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A program to start and how: its arguments, directory, environment, and what its standard input, output and error are.
 * Unless said otherwise it has the directory and environment of this process, and the three are pipes to
 * {@link Subprocess#stdin}, {@link Subprocess#stdout} and {@link Subprocess#stderr}.
 *
 * <p>Each method gives another command and leaves this one as it is. Immutable.
 */
public final class Command {
    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final int OUTPUT_LIMIT = 16 * 1024 * 1024;

    /** The file of the system that is always empty, which the JDK knows as the one that takes everything. */
    private static final File NOTHING = Objects.requireNonNull(Redirect.DISCARD.file());

    /** Where the error output goes. */
    private enum ErrorOutput {
        APART,
        WITH_OUTPUT
    }

    /** What becomes of the processes that it has started. */
    private enum Family {
        LEFT_ALONE,
        ENDED
    }

    private final List<String> words;
    private @Nullable Path directory;
    private boolean emptyEnvironment;

    /** A null value removes the variable. */
    private Map<String, @Nullable String> environment = Map.of();

    private Redirect stdin = Redirect.PIPE;
    private Redirect stdout = Redirect.PIPE;
    private Redirect stderr = Redirect.PIPE;
    private ErrorOutput errorOutput = ErrorOutput.APART;
    private Family family = Family.LEFT_ALONE;
    private Duration grace = GRACE;
    private int outputLimit = OUTPUT_LIMIT;

    private Command(List<String> words) {
        if (words.isEmpty()) {
            throw new IllegalArgumentException("a command has at least one word, its program");
        }
        this.words = words;
    }

    private Command(Command other) {
        words = other.words;
        directory = other.directory;
        emptyEnvironment = other.emptyEnvironment;
        environment = other.environment;
        stdin = other.stdin;
        stdout = other.stdout;
        stderr = other.stderr;
        errorOutput = other.errorOutput;
        family = other.family;
        grace = other.grace;
        outputLimit = other.outputLimit;
    }

    /** A program, which is looked up on the path unless its name has a slash, and its arguments. No shell reads them. */
    public static Command of(String program, String... arguments) {
        List<String> words = new ArrayList<>();
        words.add(program);
        words.addAll(Arrays.asList(arguments));
        return of(words);
    }

    /** A program and its arguments. No shell reads them. */
    public static Command of(List<String> words) {
        return new Command(List.copyOf(words));
    }

    /** A line for the shell {@code sh}. What comes from outside does not belong into it: the shell would take it as code. */
    public static Command shell(String line) {
        return of("sh", "-c", line);
    }

    /** In that directory. */
    public Command directory(Path directory) {
        Command changed = new Command(this);
        changed.directory = Objects.requireNonNull(directory, "directory");
        return changed;
    }

    /** With that variable. */
    public Command environment(String name, String value) {
        return withVariable(name, Objects.requireNonNull(value, "value"));
    }

    /** Without that variable. */
    public Command withoutEnvironment(String name) {
        return withVariable(name, null);
    }

    private Command withVariable(String name, @Nullable String value) {
        Command changed = new Command(this);
        changed.environment = new LinkedHashMap<>(environment);
        changed.environment.put(name, value);
        return changed;
    }

    /** Without any variable but those that are given from here on. */
    public Command emptyEnvironment() {
        Command changed = new Command(this);
        changed.emptyEnvironment = true;
        changed.environment = Map.of();
        return changed;
    }

    /** With that standard input: {@link Redirect#INHERIT}, {@link Redirect#from}, or {@link Redirect#PIPE}. */
    public Command stdin(Redirect stdin) {
        Command changed = new Command(this);
        changed.stdin = Objects.requireNonNull(stdin, "stdin");
        return changed;
    }

    /** With an empty standard input. */
    public Command withoutStdin() {
        return stdin(Redirect.from(NOTHING));
    }

    /**
     * With that standard output: {@link Redirect#INHERIT}, {@link Redirect#DISCARD}, {@link Redirect#to},
     * {@link Redirect#appendTo}, or {@link Redirect#PIPE}.
     */
    public Command stdout(Redirect stdout) {
        Command changed = new Command(this);
        changed.stdout = Objects.requireNonNull(stdout, "stdout");
        return changed;
    }

    /** With that error output, apart from the standard output. The same redirects as for {@link #stdout}. */
    public Command stderr(Redirect stderr) {
        Command changed = new Command(this);
        changed.stderr = Objects.requireNonNull(stderr, "stderr");
        changed.errorOutput = ErrorOutput.APART;
        return changed;
    }

    /** With the error output going where the standard output goes. */
    public Command stderrToStdout() {
        Command changed = new Command(this);
        changed.stderr = Redirect.PIPE;
        changed.errorOutput = ErrorOutput.WITH_OUTPUT;
        return changed;
    }

    /** With that time between the request to end, TERM, and the end by KILL, when the subprocess is closed. 5 seconds. */
    public Command grace(Duration grace) {
        Command changed = new Command(this);
        changed.grace = Objects.requireNonNull(grace, "grace");
        return changed;
    }

    /**
     * With its descendants ended, too, when the subprocess is closed while it runs: its children, their children and so on, as
     * far as none between has ended before. What a shell has started goes on otherwise when the shell is gone.
     */
    public Command withDescendants() {
        Command changed = new Command(this);
        changed.family = Family.ENDED;
        return changed;
    }

    /** With that limit in bytes for each of the outputs that {@link Subprocess#communicate} collects. 16 MiB. */
    public Command outputLimit(int bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException("a limit of " + bytes + " bytes");
        }
        Command changed = new Command(this);
        changed.outputLimit = bytes;
        return changed;
    }

    /** The program and its arguments. */
    public List<String> words() {
        return words;
    }

    @Nullable
    Path directory() {
        return directory;
    }

    Redirect stdin() {
        return stdin;
    }

    Redirect stdout() {
        return stdout;
    }

    Redirect stderr() {
        return stderr;
    }

    boolean hasErrorOutput() {
        return errorOutput == ErrorOutput.APART;
    }

    boolean endsDescendants() {
        return family == Family.ENDED;
    }

    Duration grace() {
        return grace;
    }

    int outputLimit() {
        return outputLimit;
    }

    /** What starts it, with the redirects as they were given. */
    ProcessBuilder builder() {
        ProcessBuilder builder = new ProcessBuilder(words);
        if (directory != null) {
            builder.directory(directory.toFile());
        }
        if (emptyEnvironment) {
            builder.environment().clear();
        }
        environment.forEach((name, value) -> {
            if (value == null) {
                builder.environment().remove(name);
            } else {
                builder.environment().put(name, value);
            }
        });
        return builder.redirectInput(stdin)
                .redirectOutput(stdout)
                .redirectError(stderr)
                .redirectErrorStream(!hasErrorOutput());
    }

    /** The program and its arguments, without what they may hold of secrets in the environment. */
    @Override
    public String toString() {
        return String.join(" ", words);
    }
}
