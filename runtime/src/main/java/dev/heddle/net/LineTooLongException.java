package dev.heddle.net;

import java.io.IOException;

/** Thrown by {@link TcpStream#readLine} when no line end comes within the limit. Nothing has been consumed. */
public final class LineTooLongException extends IOException {
    private static final long serialVersionUID = 1;

    /** In bytes without the line end. */
    private final int limit;

    LineTooLongException(int limit) {
        super("no line end within " + limit + " bytes");
        this.limit = limit;
    }

    /** The limit that was exceeded, in bytes without the line end. */
    public int limit() {
        return limit;
    }
}
