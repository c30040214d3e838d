package dev.heddle.samples.redis.protocol;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Replies, encoded one after the other into an array that grows: what is written to a connection, or to a file, at once.
 *
 * <p>Confined to the loop thread.
 */
public final class Replies {
    private static final int SMALL = 1024;

    /** A larger array is given back when it is empty. */
    private static final int LARGE = 256 * 1024;

    private static final int LONGEST_NUMBER = 20;
    private static final byte[] OK = ascii("+OK\r\n");
    private static final byte[] PONG = ascii("+PONG\r\n");
    private static final byte[] QUEUED = ascii("+QUEUED\r\n");
    private static final byte[] NULL_BULK = ascii("$-1\r\n");
    private static final byte[] NULL_ARRAY = ascii("*-1\r\n");

    private byte[] bytes = {};
    private ByteBuffer view = ByteBuffer.wrap(bytes);
    private int size;

    private static byte[] ascii(String text) {
        return text.getBytes(ISO_8859_1);
    }

    /** How many bytes there are. */
    public int size() {
        return size;
    }

    /** True if there is nothing to write. */
    public boolean isEmpty() {
        return size == 0;
    }

    /** Takes back everything behind the first {@code size} bytes. */
    public void truncate(int size) {
        this.size = size;
    }

    /** Takes back everything; what {@link #view} has given out may be overwritten. */
    public void clear() {
        size = 0;
        if (bytes.length > LARGE) {
            bytes = new byte[] {};
            view = ByteBuffer.wrap(bytes);
        }
    }

    /** All of it, valid until something is added. */
    public ByteBuffer view() {
        return view.limit(size).position(0);
    }

    /** A copy of all of it. */
    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }

    /** The array that begins with {@link #size} bytes of replies, valid until something is added. */
    public byte[] array() {
        return bytes;
    }

    private void reserve(int more) {
        if (bytes.length - size < more) {
            grow(more);
        }
    }

    private void grow(int more) {
        long needed = (long) size + more;
        if (needed > Integer.MAX_VALUE - 8) {
            throw new IllegalStateException("replies of more than 2 GiB at once");
        }
        long length = Math.max(Math.max(SMALL, 2L * bytes.length), needed);
        bytes = Arrays.copyOf(bytes, (int) Math.min(length, Integer.MAX_VALUE - 8));
        view = ByteBuffer.wrap(bytes);
    }

    /** Adds bytes that are encoded already. */
    public void encoded(byte[] source, int start, int length) {
        reserve(length);
        System.arraycopy(source, start, bytes, size, length);
        size += length;
    }

    private void encoded(byte[] source) {
        encoded(source, 0, source.length);
    }

    /** Adds everything that is in {@code other}. */
    public void all(Replies other) {
        encoded(other.bytes, 0, other.size);
    }

    /** {@code OK}. */
    public void ok() {
        encoded(OK);
    }

    /** {@code PONG}. */
    public void pong() {
        encoded(PONG);
    }

    /** {@code QUEUED}. */
    public void queued() {
        encoded(QUEUED);
    }

    /** The absence of a string. */
    public void nullBulk() {
        encoded(NULL_BULK);
    }

    /** The absence of an array. */
    public void nullArray() {
        encoded(NULL_ARRAY);
    }

    /** A word that tells how it went. */
    public void status(String text) {
        line('+', text);
    }

    /** That it did not go; {@code text} begins with a word in capitals that programs look at. */
    public void error(String text) {
        line('-', text);
    }

    private void line(char type, String text) {
        byte[] line = text.getBytes(ISO_8859_1);
        reserve(line.length + 3);
        bytes[size++] = (byte) type;
        for (byte b : line) {
            bytes[size++] = b == '\r' || b == '\n' ? (byte) ' ' : b;
        }
        lineEnd();
    }

    private void lineEnd() {
        bytes[size++] = '\r';
        bytes[size++] = '\n';
    }

    /** A whole number. */
    public void integer(long value) {
        number(':', value);
    }

    /** 1 or 0. */
    public void integer(boolean value) {
        number(':', value ? 1 : 0);
    }

    /** The beginning of an array; its {@code count} elements follow. */
    public void array(int count) {
        number('*', count);
    }

    private void number(char type, long value) {
        reserve(LONGEST_NUMBER + 3);
        bytes[size++] = (byte) type;
        digits(value);
        lineEnd();
    }

    private void digits(long value) {
        if (value >= 0 && value < 10) {
            bytes[size++] = (byte) ('0' + value);
            return;
        }
        if (value < 0) {
            bytes[size++] = '-';
        }
        int length = digitsOf(value);
        long rest = value;
        for (int at = size + length - 1; at >= size; at--) {
            bytes[at] = (byte) ('0' + Math.abs(rest % 10));
            rest /= 10;
        }
        size += length;
    }

    private static int digitsOf(long value) {
        int digits = 1;
        for (long rest = value / 10; rest != 0; rest /= 10) {
            digits++;
        }
        return digits;
    }

    /** A string of bytes. */
    public void bulk(byte[] source, int start, int length) {
        reserve(length + LONGEST_NUMBER + 5);
        bytes[size++] = '$';
        digits(length);
        lineEnd();
        System.arraycopy(source, start, bytes, size, length);
        size += length;
        lineEnd();
    }

    /** A string of bytes. */
    public void bulk(byte[] source) {
        bulk(source, 0, source.length);
    }

    /** A string of characters. */
    public void bulk(String text) {
        bulk(text.getBytes(UTF_8));
    }

    /** A whole number, as a string. */
    public void bulk(long value) {
        reserve(2 * LONGEST_NUMBER + 5);
        bytes[size++] = '$';
        digits(value < 0 ? digitsOf(value) + 1 : digitsOf(value));
        lineEnd();
        digits(value);
        lineEnd();
    }

    /** A number that may have a fraction, as a string. */
    public void bulk(double value) {
        bulk(ascii(Decimals.format(value)));
    }

    /** A string, or its absence. */
    public void bulkOrNull(byte[] source) {
        if (source == null) {
            nullBulk();
        } else {
            bulk(source);
        }
    }

    /** A request, encoded as a client does. */
    public void request(Request request) {
        array(request.count());
        for (int i = 0; i < request.count(); i++) {
            bulk(request.bytes(), request.start(i), request.length(i));
        }
    }

    @Override
    public String toString() {
        return new String(bytes, 0, size, ISO_8859_1);
    }
}
