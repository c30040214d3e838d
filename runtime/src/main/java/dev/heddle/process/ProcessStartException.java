package dev.heddle.process;

import java.io.IOException;

/**
 * Thrown when a process cannot be started: its program is not there or not executable, its directory is none, or the system
 * has no descriptor, memory or process left. Nothing of it stays behind. The cause is what the system has said.
 */
public final class ProcessStartException extends IOException {
    private static final long serialVersionUID = 1;

    private ProcessStartException(String message, IOException cause) {
        super(message, cause);
    }

    /** For a command; {@code refusal} says what the JDK or the system has against it. */
    static ProcessStartException of(Command command, IOException refusal) {
        return new ProcessStartException(
                "`" + command.words().get(0) + "` cannot be started: " + reason(command, refusal), refusal);
    }

    /** Without the program and directory, which the JDK names as well, and without its advice on the lines after. */
    private static String reason(Command command, IOException refusal) {
        String message = String.valueOf(refusal.getMessage())
                .strip()
                .lines()
                .findFirst()
                .orElse("")
                .strip();
        String named = "Cannot run program \"" + command.words().get(0) + "\"";
        int colon = message.startsWith(named) ? message.indexOf(": ", named.length()) : -1;
        return colon < 0 ? message : message.substring(colon + 2);
    }
}
