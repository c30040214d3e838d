package dev.heddle.samples.http;

/**
 * A request that is answered with an error status. The parser throws it for what it refuses, and the connection is closed
 * behind the answer; a handler may throw it for any status, and the connection goes on. It has no stack trace, since whoever
 * sends nonsense should not make us work.
 */
public final class HttpException extends Exception {
    private static final long serialVersionUID = 1;

    /** Between 400 and 599. */
    private final int status;

    /** Answers with {@code status}; the reason goes to the client as the text of the answer. */
    public HttpException(int status, String reason) {
        super(reason, null, false, false);
        this.status = status;
    }

    static HttpException badRequest(String reason) {
        return new HttpException(400, reason);
    }

    /** The status to answer with. */
    public int status() {
        return status;
    }
}
