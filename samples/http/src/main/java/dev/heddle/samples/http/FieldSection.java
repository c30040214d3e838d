package dev.heddle.samples.http;

import static dev.heddle.samples.http.Grammar.endOfText;
import static dev.heddle.samples.http.Grammar.endOfToken;
import static dev.heddle.samples.http.Grammar.isSpace;

import java.util.Arrays;

/**
 * The parser of a field section: the lines of headers or trailers and the empty line behind them (RFC 9112 section 5). It
 * remembers where names and values stand, and makes no strings. Each byte is looked at once, in whatever pieces it comes.
 *
 * <pre>
 *   LINE --CR--> LAST_LF --LF--> COMPLETE
 *     \--> NAME --':'--> BEFORE_VALUE --> VALUE --CR--> LF --LF--> LINE
 * </pre>
 *
 * <p>Confined to the loop thread.
 */
final class FieldSection {
    private static final int PLACES_OF_A_FIELD = 4;
    private static final int FIELDS_AT_FIRST = 12;

    private enum State {
        LINE,
        NAME,
        BEFORE_VALUE,
        VALUE,
        LF,
        LAST_LF,
        COMPLETE
    }

    private final Limits limits;
    private State state = State.LINE;

    /** Start and end of the name, start and end of the value, for each field; counted from the start of the section. */
    private int[] places = new int[PLACES_OF_A_FIELD * FIELDS_AT_FIRST];

    private int count;

    /** Bytes taken so far. */
    private int size;

    FieldSection(Limits limits) {
        this.limits = limits;
    }

    void reset() {
        state = State.LINE;
        count = 0;
        size = 0;
    }

    boolean isComplete() {
        return state == State.COMPLETE;
    }

    int count() {
        return count;
    }

    int nameStart(int field) {
        return places[PLACES_OF_A_FIELD * field];
    }

    int nameEnd(int field) {
        return places[PLACES_OF_A_FIELD * field + 1];
    }

    int valueStart(int field) {
        return places[PLACES_OF_A_FIELD * field + 2];
    }

    int valueEnd(int field) {
        return places[PLACES_OF_A_FIELD * field + 3];
    }

    /**
     * Takes the bytes in {@code [from, to)}, up to the end of the section.
     *
     * @return the place behind the last byte taken
     * @throws HttpException with 400 or 431
     */
    int parse(byte[] bytes, int from, int to) throws HttpException {
        int base = from - size;
        int i = from;
        while (i < to && state != State.COMPLETE) {
            i = step(bytes, base, i, to);
            if (i - base > limits.fieldSection()) {
                throw new HttpException(431, "the fields are too large");
            }
            if (i < to) {
                i += delimiter(bytes[i], i - base);
            }
        }
        size = i - base;
        return i;
    }

    /** Runs over what may come in this state any number of times. */
    private int step(byte[] bytes, int base, int from, int to) {
        switch (state) {
            case NAME:
                return endOfToken(bytes, from, to);
            case BEFORE_VALUE:
                int value = from;
                while (value < to && isSpace(bytes[value])) {
                    value++;
                }
                return value;
            case VALUE:
                int end = endOfText(bytes, from, to);
                for (int i = end; i > from; i--) {
                    if (!isSpace(bytes[i - 1])) {
                        places[PLACES_OF_A_FIELD * count + 3] = i - base;
                        break;
                    }
                }
                return end;
            default:
                return from;
        }
    }

    /** Goes on to the next state at the byte that ended this one; how many bytes that takes, 0 or 1. */
    private int delimiter(byte b, int place) throws HttpException {
        switch (state) {
            case LINE:
                return beginLine(b, place);
            case NAME:
                return endName(b, place);
            case BEFORE_VALUE:
                places[PLACES_OF_A_FIELD * count + 2] = place;
                places[PLACES_OF_A_FIELD * count + 3] = place;
                state = State.VALUE;
                return 0;
            case VALUE:
                expect(b, '\r', "a control character in a field value"); // RFC 9110 section 5.5
                state = State.LF;
                return 1;
            case LF:
                expect(b, '\n', "a CR without LF"); // RFC 9112 section 2.2
                count++;
                state = State.LINE;
                return 1;
            default:
                expect(b, '\n', "a CR without LF");
                state = State.COMPLETE;
                return 1;
        }
    }

    private int beginLine(byte b, int place) throws HttpException {
        if (b == '\r') {
            state = State.LAST_LF;
            return 1;
        }
        if (isSpace(b)) {
            throw HttpException.badRequest("a field line begins with a space"); // RFC 9112 sections 2.2 and 5.2
        }
        if (count == limits.fields()) {
            throw new HttpException(431, "there are too many fields");
        }
        if (PLACES_OF_A_FIELD * count == places.length) {
            places = Arrays.copyOf(places, 2 * places.length);
        }
        places[PLACES_OF_A_FIELD * count] = place;
        state = State.NAME;
        return 0;
    }

    private int endName(byte b, int place) throws HttpException {
        if (place == places[PLACES_OF_A_FIELD * count]) {
            throw HttpException.badRequest("a field line without a name");
        }
        if (isSpace(b)) {
            throw HttpException.badRequest("a space behind a field name"); // RFC 9112 section 5.1
        }
        expect(b, ':', "a field name that is no token"); // RFC 9110 section 5.1
        places[PLACES_OF_A_FIELD * count + 1] = place;
        state = State.BEFORE_VALUE;
        return 1;
    }

    private static void expect(byte b, char expected, String otherwise) throws HttpException {
        if (b != expected) {
            throw HttpException.badRequest(otherwise);
        }
    }
}
