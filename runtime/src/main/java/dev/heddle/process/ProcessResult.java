package dev.heddle.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;

/**
 * How a process has ended and what it has written. Immutable, as long as nobody writes to the arrays.
 *
 * @param exitStatus 0 for success; of a process that a signal has ended, 128 and the number of the signal
 * @param stdout all of its standard output; empty if that was not a pipe
 * @param stderr all of its error output; empty if that was not a pipe of its own
 */
public record ProcessResult(int exitStatus, byte[] stdout, byte[] stderr) {
    /** The standard output as UTF-8. */
    public String stdoutText() {
        return new String(stdout, UTF_8);
    }

    /** The lines of the standard output as UTF-8. */
    public List<String> stdoutLines() {
        return stdoutText().lines().toList();
    }

    /** The error output as UTF-8. */
    public String stderrText() {
        return new String(stderr, UTF_8);
    }

    /** True if the exit status is 0. */
    public boolean isSuccess() {
        return exitStatus == 0;
    }

    @Override
    public String toString() {
        return "exit status " + exitStatus + ", " + stdout.length + " and " + stderr.length + " bytes of output";
    }
}
