package dev.heddle.process;

import java.io.IOException;

/** Thrown when a process that had to succeed has ended with another exit status than 0. */
public final class ProcessFailedException extends IOException {
    private static final long serialVersionUID = 1;
    private static final int TAIL = 2000;

    private final transient ProcessResult result;

    /** For the end of a command; the message has the tail of its error output. */
    ProcessFailedException(Command command, ProcessResult result) {
        super("`" + command.words().get(0) + "` ended with status " + result.exitStatus() + tail(result.stderrText()));
        this.result = result;
    }

    private static String tail(String text) {
        String stripped = text.strip();
        if (stripped.isEmpty()) {
            return "";
        }
        int cut = stripped.length() - TAIL;
        return ": " + (cut > 0 ? "..." + stripped.substring(cut) : stripped);
    }

    /** The exit status and all of the output; null in a copy that was serialized. */
    public ProcessResult result() {
        return result;
    }
}
