package dev.heddle.samples.http;

import static dev.heddle.samples.http.Grammar.equalsIgnoreCase;
import static dev.heddle.samples.http.Grammar.isDigit;
import static dev.heddle.samples.http.Grammar.isSpace;

/**
 * What the fields of a head say about the message and its connection: how long the body is, whether the connection goes on,
 * and whether the client waits for leave to send. Whatever could be understood in two ways is refused.
 *
 * <p>Confined to the loop thread.
 */
final class Framing {
    /** More cannot be told from an overflow while digits are read. */
    private static final long TOO_LARGE = Long.MAX_VALUE / 10 - 1;

    private final Limits limits;
    private boolean hasHost;
    private long contentLength;
    private boolean chunked;
    private boolean close;
    private boolean keepAlive;
    private boolean expectsContinue;

    Framing(Limits limits) {
        this.limits = limits;
    }

    /**
     * Reads the fields of a head.
     *
     * @throws HttpException with 400, or 413, 417 or 501
     */
    void read(Head head) throws HttpException {
        hasHost = false;
        contentLength = -1;
        chunked = false;
        close = false;
        keepAlive = false;
        expectsContinue = false;
        for (int field = 0; field < head.fields.count(); field++) {
            switch (head.nameLength(field)) { // most fields are of no concern here, and their names have other lengths
                case 4 -> host(head, field);
                case 6 -> expect(head, field);
                case 10 -> connection(head, field);
                case 14 -> contentLength(head, field);
                case 17 -> transferEncoding(head, field);
                default -> {}
            }
        }
        boolean isOld = head.minorVersion == 0;
        if (!hasHost && !isOld) {
            throw HttpException.badRequest("there is no Host"); // RFC 9112 section 3.2
        }
        if (chunked && (isOld || contentLength >= 0)) { // RFC 9112 sections 6.1 and 6.3
            throw HttpException.badRequest("Transfer-Encoding with a Content-Length or in HTTP/1.0");
        }
        if (contentLength > limits.body()) {
            throw new HttpException(413, "the body is too large");
        }
        expectsContinue &= !isOld; // RFC 9110 section 10.1.1
        close |= isOld && !keepAlive; // RFC 9112 section 9.3
    }

    private void host(Head head, int field) throws HttpException {
        if (head.isNamed(field, "host")) {
            if (hasHost || !Authority.isHost(head.bytes, head.valueStart(field), head.valueEnd(field))) {
                throw HttpException.badRequest("a second or an invalid Host"); // RFC 9112 section 3.2
            }
            hasHost = true;
        }
    }

    private void expect(Head head, int field) throws HttpException {
        if (head.isNamed(field, "expect")) {
            if (!equalsIgnoreCase(head.bytes, head.valueStart(field), head.valueEnd(field), "100-continue")) {
                throw new HttpException(417, "nothing but 100-continue can be expected"); // RFC 9110 section 10.1.1
            }
            expectsContinue = true;
        }
    }

    /** RFC 9112 section 6.2, and one such field at most, where 6.3 would allow equal ones. */
    private void contentLength(Head head, int field) throws HttpException {
        if (!head.isNamed(field, "content-length")) {
            return;
        }
        int end = head.valueEnd(field);
        int i = head.valueStart(field);
        long length = 0;
        boolean isNumber = i < end;
        for (; i < end && isNumber; i++) {
            isNumber = isDigit(head.bytes[i]) && length < TOO_LARGE;
            length = 10 * length + head.bytes[i] - '0';
        }
        if (!isNumber || contentLength >= 0) {
            throw HttpException.badRequest("a second or an invalid Content-Length");
        }
        contentLength = length;
    }

    /** RFC 9112 section 6.1: {@code chunked} and nothing else, once. */
    private void transferEncoding(Head head, int field) throws HttpException {
        if (!head.isNamed(field, "transfer-encoding")) {
            return;
        }
        int start = head.valueStart(field);
        int end = head.valueEnd(field);
        if (equalsIgnoreCase(head.bytes, start, end, "chunked") && !chunked) {
            chunked = true;
        } else if (!chunked && end - start > 8 && endsChunkedByAnother(head.bytes, start, end)) {
            throw new HttpException(501, "no transfer coding but chunked is known here");
        } else {
            throw HttpException.badRequest("the last transfer coding is not chunked, or it comes twice");
        }
    }

    /** Whether the list ends in {@code chunked}, with something in front of it that is not. */
    private static boolean endsChunkedByAnother(byte[] bytes, int start, int end) {
        int last = end - "chunked".length();
        byte before = bytes[last - 1];
        return equalsIgnoreCase(bytes, last, end, "chunked")
                && (before == ',' || isSpace(before))
                && !equalsIgnoreCase(bytes, start, Math.min(start + "chunked".length(), end), "chunked");
    }

    /** The options {@code close} and {@code keep-alive} in a list (RFC 9110 sections 5.6.1 and 7.6.1). */
    private void connection(Head head, int field) {
        if (!head.isNamed(field, "connection")) {
            return;
        }
        byte[] bytes = head.bytes;
        int end = head.valueEnd(field);
        int start = head.valueStart(field);
        while (start < end) {
            if (bytes[start] == ',' || isSpace(bytes[start])) {
                start++;
                continue;
            }
            int next = start;
            while (next < end && bytes[next] != ',' && !isSpace(bytes[next])) {
                next++;
            }
            close |= equalsIgnoreCase(bytes, start, next, "close");
            keepAlive |= equalsIgnoreCase(bytes, start, next, "keep-alive");
            start = next;
        }
    }

    /** Whether there is a body, of whatever length. */
    boolean announcesBody() {
        return chunked || contentLength > 0;
    }

    /** The length of the body that the head announces, 0 if it announces none; of no meaning if it is chunked. */
    long contentLength() {
        return Math.max(contentLength, 0);
    }

    boolean isChunked() {
        return chunked;
    }

    /** Whether the connection ends behind the answer. */
    boolean closes() {
        return close;
    }

    /** Whether the client has asked for what HTTP/1.0 does not do by itself. */
    boolean asksToKeepAlive() {
        return keepAlive;
    }

    /** Whether the client waits for a 100 before it sends the body. */
    boolean expectsContinue() {
        return expectsContinue;
    }
}
