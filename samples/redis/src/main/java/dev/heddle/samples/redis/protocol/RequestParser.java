package dev.heddle.samples.redis.protocol;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The requests in a stream of bytes. The stream is read into {@link #space}, and requests are parsed where they lie: an
 * array of bulk strings, or a line of words. A request that comes in pieces is parsed once, each argument as it comes.
 *
 * <pre>
 *   0 ... begin           parsed and done with
 *   begin ... position    the part of a request that has been parsed
 *   position ... end      read
 *   end ...               space
 * </pre>
 *
 * <p>Space grows with what really comes, never with what is announced. Confined to the loop thread.
 */
public final class RequestParser {
    private static final int SMALL = 2 * 1024;
    private static final int LARGE = 64 * 1024;

    /** Digits of a length; no limit has more. */
    private static final int DIGITS = 10;

    private static final long INCOMPLETE = Long.MIN_VALUE;
    private static final int NONE = -1;

    private final ProtocolLimits limits;
    private final Request request = new Request();
    private byte[] bytes = {};
    private ByteBuffer view = ByteBuffer.wrap(bytes);
    private int begin;
    private int position;
    private int end;

    /** How many arguments of the request are still to come; {@link #NONE} between requests. */
    private int missing = NONE;

    /** The length of the argument that begins at {@code position}; {@link #NONE} if that has not been parsed. */
    private int bulk = NONE;

    /** How many bytes lie behind, before {@link #bytes} begins. */
    private long discarded;

    /** A parser at the beginning of a stream. */
    public RequestParser(ProtocolLimits limits) {
        this.limits = limits;
    }

    /** Where to read to next: at least one byte. {@link #filled} tells that it was done. Ends the request given out before. */
    public ByteBuffer space() {
        boolean full = end == bytes.length;
        if (begin == end) {
            moveToFront();
            if (bytes.length > LARGE) {
                resize(SMALL);
            } else if (full && bytes.length < LARGE) {
                resize(Math.max(SMALL, 2 * bytes.length));
            }
        } else if (full && (begin == 0 || bytes.length < LARGE)) {
            resize((int) Math.min(2L * bytes.length, limits.request() + (long) LARGE));
        } else if (full || begin > bytes.length / 2) {
            moveToFront();
        }
        return view.limit(bytes.length).position(end);
    }

    private void moveToFront() {
        moveTo(bytes);
    }

    private void resize(int size) {
        byte[] other = new byte[size];
        moveTo(other);
        bytes = other;
        view = ByteBuffer.wrap(other);
    }

    private void moveTo(byte[] target) {
        System.arraycopy(bytes, begin, target, 0, end - begin);
        discarded += begin;
        position -= begin;
        end -= begin;
        begin = 0;
    }

    /** The buffer last given out as {@link #space} has been read into, up to its position. */
    public void filled() {
        end = view.position();
    }

    /** The request that {@link #next} has found. */
    public Request request() {
        return request;
    }

    /** How many bytes of the stream belong to requests that have been given out, or to nothing. */
    public long consumed() {
        return discarded + begin;
    }

    /** True if a part of a request has come that {@link #next} has not given out. */
    public boolean hasPart() {
        return begin < end;
    }

    /** How many bytes have been read and not been given out in a request. */
    public int pending() {
        return end - begin;
    }

    /**
     * Parses the next request; false if it has not come as a whole.
     *
     * @throws ProtocolException if what comes is no request, or larger than the limits allow
     */
    public boolean next() throws ProtocolException {
        while (position < end) {
            if (missing == NONE && bytes[begin] != '*') {
                if (!nextInline()) {
                    return false;
                }
            } else if (!nextArray()) {
                return false;
            }
            if (request.count() > 0) {
                return true;
            }
        }
        return false;
    }

    private boolean nextArray() throws ProtocolException {
        if (missing == NONE && !beginArray()) {
            return false;
        }
        while (missing > 0) {
            if (!nextArgument()) {
                return false;
            }
        }
        request.place(bytes, begin);
        begin = position;
        missing = NONE;
        return true;
    }

    private boolean beginArray() throws ProtocolException {
        long count = number("invalid multibulk length");
        if (count == INCOMPLETE) {
            return false;
        }
        if (count > limits.arguments()) {
            throw new ProtocolException("invalid multibulk length");
        }
        request.clear();
        missing = (int) Math.max(count, 0);
        return true;
    }

    private boolean nextArgument() throws ProtocolException {
        if (bulk == NONE) {
            if (position == end) {
                return false;
            }
            if (bytes[position] != '$') {
                throw new ProtocolException("expected '$', got '" + printable(bytes[position]) + "'");
            }
            long length = number("invalid bulk length");
            if (length == INCOMPLETE) {
                return false;
            }
            if (length < 0 || length > limits.bulk()) {
                throw new ProtocolException("invalid bulk length");
            }
            if (position - begin + length + 2 > limits.request()) {
                throw new ProtocolException("request of more than " + limits.request() + " bytes");
            }
            bulk = (int) length;
        }
        int behind = position + bulk;
        if (end - behind < 2) {
            return false;
        }
        if (bytes[behind] != '\r' || bytes[behind + 1] != '\n') {
            throw new ProtocolException("a bulk string does not end where it said it would");
        }
        request.add(position - begin, bulk);
        position = behind + 2;
        bulk = NONE;
        missing--;
        return true;
    }

    private static char printable(byte b) {
        return b >= ' ' && b < 127 ? (char) b : '?';
    }

    /** Parses the number behind the byte at {@code position} and the end of its line, and moves behind it. */
    private long number(String complaint) throws ProtocolException {
        int first = position + 1;
        boolean negative = first < end && bytes[first] == '-';
        if (negative) {
            first++;
        }
        long value = 0;
        for (int at = first; at < end; at++) {
            int digit = bytes[at] - '0';
            if (digit < 0 || digit > 9) {
                if (bytes[at] != '\r' || at == first) {
                    throw new ProtocolException(complaint);
                }
                if (at + 1 == end) {
                    return INCOMPLETE;
                }
                if (bytes[at + 1] != '\n') {
                    throw new ProtocolException(complaint);
                }
                position = at + 2;
                return negative ? -value : value;
            }
            if (at - first == DIGITS) {
                throw new ProtocolException(complaint);
            }
            value = 10 * value + digit;
        }
        return INCOMPLETE;
    }

    private boolean nextInline() throws ProtocolException {
        int lineEnd = position;
        while (lineEnd < end && bytes[lineEnd] != '\n') {
            lineEnd++;
        }
        if (lineEnd - begin > limits.inline()) {
            throw new ProtocolException("too big inline request");
        }
        if (lineEnd == end) {
            position = end; // what has been searched
            return false;
        }
        int textEnd = lineEnd > begin && bytes[lineEnd - 1] == '\r' ? lineEnd - 1 : lineEnd;
        InlineWords.split(Arrays.copyOfRange(bytes, begin, textEnd), request);
        position = lineEnd + 1;
        begin = position;
        return true;
    }
}
