package dev.heddle.engine;

/**
 * Thrown by {@link Engine#poll} when an engine can prove that an unlimited wait would never end: everybody waits and
 * nothing is left that could happen. Only an engine that knows its whole world can tell, such as the scripted one.
 */
public final class HangException extends IllegalStateException {
    private static final long serialVersionUID = 1;

    /** A hang; the message says who waits for what. */
    public HangException(String message) {
        super(message);
    }
}
