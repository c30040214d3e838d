package dev.heddle.samples.http;

import static dev.heddle.samples.http.Grammar.endOfTarget;
import static dev.heddle.samples.http.Grammar.endOfToken;
import static dev.heddle.samples.http.Grammar.isDigit;

/**
 * The parser of request heads (RFC 9112 sections 2 to 5), as strict as the grammar: where the RFC lets a server be lenient,
 * this one refuses, since what two parsers read in different ways is how requests are smuggled. It parses in place: what it
 * makes are the places in a {@link Head}. Each byte is looked at once, in whatever pieces a head comes, and the verdict does
 * not depend on the pieces.
 *
 * <pre>
 *   START --CR--> EMPTY_LINE --LF--> METHOD --' '--> TARGET --' '--> VERSION --8 bytes--> CR --> LF --> FIELDS --> COMPLETE
 *     \-----------------------------^
 * </pre>
 *
 * <p>Confined to the loop thread.
 */
final class RequestParser {
    private static final String VERSION = "HTTP/d.d";
    private static final int MAJOR = VERSION.indexOf('d');

    private enum State {
        START,
        EMPTY_LINE,
        METHOD,
        TARGET,
        VERSION,
        CR,
        LF,
        FIELDS,
        COMPLETE
    }

    private final Limits limits;
    private final Head head;
    private State state = State.START;

    /** How many bytes behind the base of the head have been taken. */
    private int position;

    private int lineStart;
    private int versionStart;

    RequestParser(Limits limits, Head head) {
        this.limits = limits;
        this.head = head;
    }

    /** Begins with the next request. */
    void reset() {
        state = State.START;
        position = 0;
        lineStart = 0;
        head.reset();
    }

    /** Whether anything of a request has come. */
    boolean hasBegun() {
        return position > 0;
    }

    /** How many bytes from the base of the head on have been taken; all of it, when it is complete. */
    int position() {
        return position;
    }

    /**
     * Takes the bytes up to {@code end} that it has not taken yet, from {@code head.bytes}, which holds those of this head
     * from {@code head.base} on.
     *
     * @return whether the head is complete
     * @throws HttpException with 400, or 414, 431, 501 or 505
     */
    boolean parse(int end) throws HttpException {
        byte[] bytes = head.bytes;
        int base = head.base;
        int i = base + position;
        while (i < end && state.compareTo(State.FIELDS) < 0) {
            i = step(bytes, base, i, end);
            if (i - base - lineStart > limits.requestLine()) {
                throw new HttpException(414, "the request line is too long"); // RFC 9112 section 3
            }
            if (i < end) {
                i += delimiter(bytes, base, i);
            }
        }
        if (state == State.FIELDS) {
            i = head.fields.parse(bytes, i, end);
            if (head.fields.isComplete()) {
                state = State.COMPLETE;
            }
        }
        position = i - base;
        return state == State.COMPLETE;
    }

    /** Runs over what may come in this state any number of times, or a fixed number of them. */
    private int step(byte[] bytes, int base, int from, int to) throws HttpException {
        return switch (state) {
            case METHOD -> endOfToken(bytes, from, to);
            case TARGET -> endOfTarget(bytes, from, to);
            case VERSION -> version(bytes, base + versionStart, from, to);
            default -> from;
        };
    }

    /** RFC 9112 section 2.3: {@code HTTP/d.d}, in upper case. */
    private int version(byte[] bytes, int start, int from, int to) throws HttpException {
        int end = Math.min(start + VERSION.length(), to);
        for (int i = from; i < end; i++) {
            byte b = bytes[i];
            char expected = VERSION.charAt(i - start);
            if (expected == 'd' ? !isDigit(b) : b != expected) {
                throw HttpException.badRequest("the version is none of HTTP");
            }
            if (i - start == MAJOR && b != '1') {
                throw new HttpException(505, "the version is not 1");
            }
        }
        if (end - start == VERSION.length()) {
            head.minorVersion = bytes[end - 1] == '0' ? 0 : 1;
            state = State.CR;
        }
        return end;
    }

    /** Goes on to the next state at the byte that ended this one; how many bytes that takes, 0 or 1. */
    private int delimiter(byte[] bytes, int base, int i) throws HttpException {
        byte b = bytes[i];
        int place = i - base;
        switch (state) {
            case START -> {
                state = b == '\r' ? State.EMPTY_LINE : State.METHOD;
                return b == '\r' ? 1 : 0;
            }
            case EMPTY_LINE -> { // one before the request line is ignored (RFC 9112 section 2.2)
                expect(b, '\n', "a CR without LF");
                lineStart = place + 1;
                state = State.METHOD;
            }
            case METHOD -> {
                if (b != ' ' || place == lineStart) {
                    throw HttpException.badRequest("the method is no token"); // RFC 9110 section 9.1
                }
                head.method = Head.methodOf(bytes, base + lineStart, i);
                head.targetStart = place + 1;
                state = State.TARGET;
            }
            case TARGET -> {
                expect(b, ' ', "the target is none of RFC 9112 section 3.2");
                head.targetEnd = place;
                divideTarget(bytes, base);
                versionStart = place + 1;
                state = State.VERSION;
            }
            case CR -> {
                expect(b, '\r', "the version is not the end of the request line"); // RFC 9112 section 3
                state = State.LF;
            }
            default -> {
                expect(b, '\n', "a CR without LF"); // RFC 9112 section 2.2
                head.fieldsStart = place + 1;
                state = State.FIELDS;
            }
        }
        return 1;
    }

    /** The four forms of RFC 9112 section 3.2. */
    private void divideTarget(byte[] bytes, int base) throws HttpException {
        int start = base + head.targetStart;
        int end = base + head.targetEnd;
        if (head.method.equals("CONNECT")) {
            throw new HttpException(501, "this is no proxy");
        }
        int path = start;
        if (start == end || bytes[start] != '/') {
            boolean asterisk = end - start == 1 && bytes[start] == '*' && head.method.equals("OPTIONS");
            path = asterisk ? start : behindAuthority(bytes, base, start, end);
        }
        int pathEnd = Grammar.endOfPath(bytes, path, end);
        if (pathEnd < end && (bytes[pathEnd] != '?' || Grammar.endOfQuery(bytes, pathEnd, end) < end)) {
            throw HttpException.badRequest("a bracket in a path or a query"); // RFC 3986 sections 3.3 and 3.4
        }
        if (!Grammar.percentEncodingIsWhole(bytes, path, end)) {
            throw HttpException.badRequest("a percent sign without two hexadecimal digits");
        }
        head.pathStart = path - base;
        head.pathEnd = pathEnd - base;
    }

    /** The absolute form, {@code http://host:port/path}: where its path begins. */
    private int behindAuthority(byte[] bytes, int base, int start, int end) throws HttpException {
        int scheme = start;
        while (scheme < end && bytes[scheme] != ':') {
            scheme++;
        }
        int host = scheme + 3;
        boolean isWeb = Grammar.equalsIgnoreCase(bytes, start, scheme, "http")
                || Grammar.equalsIgnoreCase(bytes, start, scheme, "https");
        if (!isWeb || host >= end || bytes[scheme + 1] != '/' || bytes[scheme + 2] != '/') {
            throw HttpException.badRequest("the target is none of RFC 9112 section 3.2");
        }
        int path = host;
        while (path < end && bytes[path] != '/' && bytes[path] != '?') {
            path++;
        }
        if (path == host || bytes[host] == ':' || !Authority.isHost(bytes, host, path)) {
            throw HttpException.badRequest("the target has no valid host"); // RFC 9110 section 4.2.1
        }
        head.authorityStart = host - base;
        head.authorityEnd = path - base;
        return path;
    }

    private static void expect(byte b, char expected, String otherwise) throws HttpException {
        if (b != expected) {
            throw HttpException.badRequest(otherwise);
        }
    }
}
