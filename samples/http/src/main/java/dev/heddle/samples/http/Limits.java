package dev.heddle.samples.http;

/**
 * How much of anything a client may send before its request is refused: with 414 for the request line, 431 for the fields,
 * 413 for the body. Immutable.
 *
 * @param requestLine bytes of the request line up to its LF
 * @param fieldSection bytes of all fields of a request together; of all trailer fields as well
 * @param fields how many fields a request may have
 * @param body bytes of a body
 * @param chunkExtensions bytes of all chunk extensions of a body together (RFC 9112 section 7.1.1 asks for a limit)
 */
public record Limits(int requestLine, int fieldSection, int fields, long body, int chunkExtensions) {
    /** 8 KiB, 16 KiB, a hundred, 1 MiB, 1 KiB. */
    public static Limits defaults() {
        return new Limits(8 * 1024, 16 * 1024, 100, 1024 * 1024, 1024);
    }

    /** The same with another limit for bodies. */
    public Limits body(long bytes) {
        return new Limits(requestLine, fieldSection, fields, bytes, chunkExtensions);
    }
}
