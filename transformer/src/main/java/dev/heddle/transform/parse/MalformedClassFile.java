package dev.heddle.transform.parse;

/** Bytes that are no valid class file. The message says why, in words that can follow "not a valid class file: ". */
public final class MalformedClassFile extends RuntimeException {
    private static final long serialVersionUID = 1;

    public MalformedClassFile(String reason) {
        super(reason);
    }

    MalformedClassFile(String reason, Throwable cause) {
        super(reason, cause);
    }
}
