package dev.heddle.samples.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

/**
 * An answer: a status, headers, and a body that is there or is written while it is sent. The head is encoded when it is made,
 * so one that is kept and used again costs two copies of bytes. Length, transfer coding, date and what happens to the
 * connection are added by the server. Immutable, but for what a writer does.
 */
public final class Response {
    private static final byte[] NOTHING = {};

    private static final int LARGEST_HEAD = 8 * 1024;
    private static final long UNKNOWN = -1;

    private final int status;

    /** Status line and headers, with the length if it is known; each with its line end. */
    private final byte[] head;

    private final byte[] content;
    private final @Nullable BodyWriter writer;

    /** Of the body that {@link #writer} writes. */
    private final long length;

    private Response(int status, byte[] head, byte[] content, @Nullable BodyWriter writer, long length) {
        this.status = status;
        this.head = head;
        this.content = content;
        this.writer = writer;
        this.length = length;
    }

    /** 200 with a text. */
    public static Response text(String text) {
        return text(200, text);
    }

    /** Any status with a text. */
    public static Response text(int status, String text) {
        return bytes(status, "text/plain; charset=utf-8", text.getBytes(UTF_8));
    }

    /** Any status with a body, which the caller does not change from now on. */
    public static Response bytes(int status, String contentType, byte[] content) {
        return new Response(status, headOf(status, contentType, content.length), content, null, content.length);
    }

    /** A status and nothing else. */
    public static Response empty(int status) {
        long length = status == 204 || status == 304 || status < 200 ? UNKNOWN : 0; // RFC 9110 section 8.6
        return new Response(status, headOf(status, null, length), NOTHING, null, 0);
    }

    /** 200 with a body of unknown length. */
    public static Response stream(String contentType, BodyWriter writer) {
        return new Response(200, headOf(200, contentType, UNKNOWN), NOTHING, writer, UNKNOWN);
    }

    /** Any status with a body of known length; a writer that writes more or less than that fails. */
    public static Response stream(int status, String contentType, long length, BodyWriter writer) {
        return new Response(status, headOf(status, contentType, length), NOTHING, writer, length);
    }

    static Response of(HttpException failure) {
        return text(failure.status(), failure.getMessage() + "\n");
    }

    private static byte[] headOf(int status, @Nullable String contentType, long length) {
        if (status < 200 || status > 599) {
            throw new IllegalArgumentException("no status of an answer: " + status);
        }
        StringBuilder head = new StringBuilder("HTTP/1.1 ").append(status).append(' ');
        head.append(Status.reason(status)).append("\r\n");
        if (contentType != null) {
            append(head, "Content-Type", contentType);
        }
        if (length != UNKNOWN) {
            append(head, "Content-Length", Long.toString(length));
        }
        return head.toString().getBytes(ISO_8859_1);
    }

    private static void append(StringBuilder head, String name, String value) {
        head.append(name).append(": ").append(value).append("\r\n");
    }

    /**
     * The same with one header more.
     *
     * @throws IllegalArgumentException if the name is no token, or the value has a control character in it, such as a line
     *     end that would begin a header of somebody else's
     */
    public Response header(String name, String value) {
        byte[] nameBytes = name.getBytes(UTF_8);
        byte[] valueBytes = value.getBytes(UTF_8);
        if (nameBytes.length == 0
                || Grammar.endOfToken(nameBytes, 0, nameBytes.length) < nameBytes.length
                || Grammar.endOfText(valueBytes, 0, valueBytes.length) < valueBytes.length) {
            throw new IllegalArgumentException("no header: " + name + ": " + value);
        }
        StringBuilder line = new StringBuilder();
        append(line, name, new String(valueBytes, ISO_8859_1));
        byte[] added = line.toString().getBytes(ISO_8859_1);
        if (head.length + added.length > LARGEST_HEAD) {
            throw new IllegalArgumentException("the headers of an answer have no more than " + LARGEST_HEAD + " bytes");
        }
        byte[] longer = new byte[head.length + added.length];
        System.arraycopy(head, 0, longer, 0, head.length);
        System.arraycopy(added, 0, longer, head.length, added.length);
        return new Response(status, longer, content, writer, length);
    }

    /** The status. */
    public int status() {
        return status;
    }

    byte[] head() {
        return head;
    }

    byte[] content() {
        return content;
    }

    @Nullable
    BodyWriter writer() {
        return writer;
    }

    /** Whether the length is told by the head. */
    boolean hasLength() {
        return length != UNKNOWN;
    }

    long length() {
        return length;
    }
}
