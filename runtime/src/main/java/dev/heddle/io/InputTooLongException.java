package dev.heddle.io;

import java.io.IOException;

/** Thrown when more comes than a limit allows. Nothing has been consumed. */
public class InputTooLongException extends IOException {
    private static final long serialVersionUID = 1;

    /** In bytes. */
    private final int limit;

    /** For an input that goes on beyond {@code limit} bytes. */
    public InputTooLongException(int limit) {
        this("the input goes on beyond " + limit + " bytes", limit);
    }

    InputTooLongException(String message, int limit) {
        super(message);
        this.limit = limit;
    }

    /** The limit that was exceeded, in bytes. */
    public final int limit() {
        return limit;
    }
}
