package dev.heddle.io;

/** Thrown when no line end, or no delimiter, comes within the limit, which is in bytes without it. Nothing has been consumed. */
public final class LineTooLongException extends InputTooLongException {
    private static final long serialVersionUID = 1;

    private LineTooLongException(String message, int limit) {
        super(message, limit);
    }

    /** For a line that is longer than {@code limit} bytes. */
    public static LineTooLongException ofLine(int limit) {
        return new LineTooLongException("no line end within " + limit + " bytes", limit);
    }

    /** For bytes that go on beyond {@code limit} without a delimiter. */
    public static LineTooLongException ofDelimiter(int limit) {
        return new LineTooLongException("no delimiter within " + limit + " bytes", limit);
    }
}
