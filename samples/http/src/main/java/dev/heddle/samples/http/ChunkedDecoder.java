package dev.heddle.samples.http;

import static dev.heddle.samples.http.Grammar.endOfText;
import static dev.heddle.samples.http.Grammar.endOfToken;
import static dev.heddle.samples.http.Grammar.hexDigit;
import static dev.heddle.samples.http.Grammar.isSpace;
import static dev.heddle.samples.http.Grammar.isText;
import static dev.heddle.samples.http.Grammar.isToken;

/**
 * The chunked coding (RFC 9112 section 7.1) taken apart in place: it runs over sizes, extensions and trailers, and tells
 * where payload is. Extensions are checked against the grammar and dropped, and so are trailers.
 *
 * <pre>
 *   SIZE --';'--> BEFORE_NAME --> NAME --'='--> BEFORE_VALUE --> TOKEN, or QUOTED (with ESCAPED) --> BEHIND_QUOTED
 *   NAME --space--> BEHIND_NAME --> NAME or BEFORE_VALUE; others --space--> BEFORE_SEMICOLON --> BEFORE_NAME
 *   SIZE, NAME, TOKEN, BEHIND_QUOTED --CR--> LF --> DATA --> DATA_CR --> DATA_LF --> SIZE
 *                                                \--> TRAILERS behind the last chunk --> COMPLETE
 * </pre>
 *
 * <p>Confined to the loop thread.
 */
final class ChunkedDecoder {
    /** What fits into a long with certainty. */
    private static final int MOST_DIGITS = 15;

    private enum State {
        SIZE,
        BEFORE_NAME,
        NAME,
        BEHIND_NAME,
        BEFORE_VALUE,
        TOKEN,
        QUOTED,
        ESCAPED,
        BEHIND_QUOTED,
        BEFORE_SEMICOLON,
        LF,
        DATA,
        DATA_CR,
        DATA_LF,
        TRAILERS,
        COMPLETE
    }

    private final Limits limits;
    private final FieldSection trailers;
    private State state = State.SIZE;

    /** Of the chunk whose size is being read, then what is left of its payload. */
    private long chunk;

    private int digits;
    private int extensionBytes;
    private long total;

    ChunkedDecoder(Limits limits) {
        this.limits = limits;
        this.trailers = new FieldSection(limits);
    }

    void reset() {
        state = State.SIZE;
        chunk = 0;
        digits = 0;
        extensionBytes = 0;
        total = 0;
        trailers.reset();
    }

    boolean isComplete() {
        return state == State.COMPLETE;
    }

    /** How many bytes from here on are payload; 0 where framing is. */
    long payload() {
        return state == State.DATA ? chunk : 0;
    }

    /** So many bytes of payload have been used. */
    void used(long bytes) {
        chunk -= bytes;
        if (chunk == 0) {
            state = State.DATA_CR;
        }
    }

    /**
     * Takes framing in {@code [from, to)}, up to the next payload or the end of the body.
     *
     * @return the place behind the last byte taken
     * @throws HttpException with 400, or 413 or 431
     */
    int skipFraming(byte[] bytes, int from, int to) throws HttpException {
        int i = from;
        while (i < to && state != State.DATA && state != State.COMPLETE) {
            if (state == State.TRAILERS) {
                i = trailers.parse(bytes, i, to);
                if (trailers.isComplete()) {
                    state = State.COMPLETE;
                }
            } else {
                int run = run(bytes, i, to);
                countExtension(run - i);
                i = run;
                if (i < to) {
                    accept(bytes[i]);
                    i++;
                }
            }
        }
        return i;
    }

    private int run(byte[] bytes, int from, int to) {
        return switch (state) {
            case NAME, TOKEN -> endOfToken(bytes, from, to);
            case QUOTED -> endOfQuoted(bytes, from, to);
            default -> from;
        };
    }

    private static int endOfQuoted(byte[] bytes, int from, int to) {
        int end = endOfText(bytes, from, to);
        int i = from;
        while (i < end && bytes[i] != '"' && bytes[i] != '\\') {
            i++;
        }
        return i;
    }

    private void countExtension(int bytes) throws HttpException {
        extensionBytes += bytes;
        if (extensionBytes > limits.chunkExtensions()) {
            throw HttpException.badRequest("the chunk extensions are too large"); // RFC 9112 section 7.1.1
        }
    }

    private void accept(byte b) throws HttpException {
        switch (state) {
            case SIZE -> size(b);
            case LF -> {
                expect(b == '\n', "a CR without LF");
                endSize();
            }
            case DATA_CR -> {
                expect(b == '\r', "a chunk is longer than its size");
                state = State.DATA_LF;
            }
            case DATA_LF -> {
                expect(b == '\n', "a CR without LF");
                chunk = 0;
                digits = 0;
                state = State.SIZE;
            }
            default -> {
                countExtension(1);
                extension(b);
            }
        }
    }

    private void size(byte b) throws HttpException {
        int digit = hexDigit(b);
        if (digit >= 0 && digits < MOST_DIGITS) {
            chunk = chunk << 4 | digit;
            digits++;
        } else {
            expect(digits > 0 && digit < 0, "a chunk size that is no number");
            endPart(b, State.BEFORE_SEMICOLON);
        }
    }

    /** The whole number is known: payload comes next, or the trailers behind the last chunk. */
    private void endSize() throws HttpException {
        total += chunk;
        if (total > limits.body()) {
            throw new HttpException(413, "the body is too large");
        }
        state = chunk == 0 ? State.TRAILERS : State.DATA;
    }

    /** A byte between a size and the end of its line. */
    private void extension(byte b) throws HttpException {
        switch (state) {
            case BEFORE_NAME -> {
                if (!isSpace(b)) {
                    expect(isToken(b), "a chunk extension without a name");
                    state = State.NAME;
                }
            }
            case NAME -> {
                if (b == '=') {
                    state = State.BEFORE_VALUE;
                } else {
                    endPart(b, State.BEHIND_NAME);
                }
            }
            case BEHIND_NAME -> {
                if (!isSpace(b)) {
                    expect(b == '=' || b == ';', "a space in a chunk extension");
                    state = b == '=' ? State.BEFORE_VALUE : State.BEFORE_NAME;
                }
            }
            case BEFORE_VALUE -> {
                if (!isSpace(b)) {
                    expect(b == '"' || isToken(b), "a chunk extension without a value");
                    state = b == '"' ? State.QUOTED : State.TOKEN;
                }
            }
            case QUOTED -> {
                expect(b == '"' || b == '\\', "a control character in a chunk extension");
                state = b == '"' ? State.BEHIND_QUOTED : State.ESCAPED;
            }
            case ESCAPED -> {
                expect(isText(b), "a control character in a chunk extension");
                state = State.QUOTED;
            }
            case BEFORE_SEMICOLON -> {
                if (!isSpace(b)) {
                    expect(b == ';', "a space behind a chunk size or extension");
                    state = State.BEFORE_NAME;
                }
            }
            default -> endPart(b, State.BEFORE_SEMICOLON); // TOKEN, BEHIND_QUOTED
        }
    }

    /** Behind a size, a name or a value: the end of the line, the next extension, or spaces, which the grammar calls bad. */
    private void endPart(byte b, State behindSpace) throws HttpException {
        if (b == '\r') {
            state = State.LF;
        } else if (b == ';') {
            state = State.BEFORE_NAME;
        } else {
            expect(isSpace(b), "a chunk size or extension with something behind it");
            state = behindSpace;
        }
    }

    private static void expect(boolean holds, String otherwise) throws HttpException {
        if (!holds) {
            throw HttpException.badRequest(otherwise);
        }
    }
}
