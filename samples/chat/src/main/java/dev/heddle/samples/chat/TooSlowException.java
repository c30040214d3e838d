package dev.heddle.samples.chat;

/** A client cannot keep up with its room, and is shed. */
final class TooSlowException extends Exception {
    private static final long serialVersionUID = 1;

    TooSlowException(String reason) {
        super(reason);
    }
}
