package dev.heddle.samples.redis.protocol;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;

/**
 * A command and its arguments, counted from 0: slices of one array. A request that comes from a {@link RequestParser} is
 * valid until the parser is asked for the next one; a {@link #copy} is for keeps.
 *
 * <p>Confined to the loop thread.
 */
public final class Request {
    private static final int FEW = 8;
    private static final int MANY = 1024;

    private byte[] bytes = {};

    /** Where in {@link #bytes} the offsets of the arguments are counted from. */
    private int base;

    private int[] offsets = new int[FEW];
    private int[] lengths = new int[FEW];
    private int count;

    Request() {}

    /** A request of its own with these arguments. */
    public static Request of(byte[]... arguments) {
        Request request = new Request();
        int size = 0;
        for (byte[] argument : arguments) {
            request.add(size, argument.length);
            size += argument.length;
        }
        request.bytes = new byte[size];
        for (int i = 0; i < arguments.length; i++) {
            System.arraycopy(arguments[i], 0, request.bytes, request.offsets[i], arguments[i].length);
        }
        return request;
    }

    /** The same request with bytes of its own. */
    public Request copy() {
        Request copy = new Request();
        copy.offsets = new int[count];
        copy.lengths = Arrays.copyOf(lengths, count);
        copy.count = count;
        int size = 0;
        for (int i = 0; i < count; i++) {
            copy.offsets[i] = size;
            size += lengths[i];
        }
        copy.bytes = new byte[size];
        for (int i = 0; i < count; i++) {
            System.arraycopy(bytes, start(i), copy.bytes, copy.offsets[i], lengths[i]);
        }
        return copy;
    }

    void clear() {
        if (offsets.length > MANY) {
            offsets = new int[FEW];
            lengths = new int[FEW];
        }
        count = 0;
    }

    void add(int offset, int length) {
        if (count == offsets.length) {
            offsets = Arrays.copyOf(offsets, 2 * count);
            lengths = Arrays.copyOf(lengths, 2 * count);
        }
        offsets[count] = offset;
        lengths[count++] = length;
    }

    void place(byte[] bytes, int base) {
        this.bytes = bytes;
        this.base = base;
    }

    /** How many arguments there are; the first is the name of the command. */
    public int count() {
        return count;
    }

    /** The array that the arguments are slices of. */
    public byte[] bytes() {
        return bytes;
    }

    /** Where argument {@code i} begins in {@link #bytes}. */
    public int start(int i) {
        return base + offsets[i];
    }

    /** How many bytes argument {@code i} has. */
    public int length(int i) {
        return lengths[i];
    }

    /** The bytes of argument {@code i} in an array of their own. */
    public byte[] argument(int i) {
        int start = start(i);
        return Arrays.copyOfRange(bytes, start, start + lengths[i]);
    }

    /** True if argument {@code i} is {@code word}, which is ASCII in lower case; capitals do not matter. */
    public boolean is(int i, String word) {
        int length = lengths[i];
        if (length != word.length()) {
            return false;
        }
        int start = start(i);
        for (int k = 0; k < length; k++) {
            if (lower(bytes[start + k]) != word.charAt(k)) {
                return false;
            }
        }
        return true;
    }

    /** An ASCII letter in lower case, anything else as it is. */
    public static byte lower(byte b) {
        return b >= 'A' && b <= 'Z' ? (byte) (b + ('a' - 'A')) : b;
    }

    /** Argument {@code i}, a character for each byte. */
    public String text(int i) {
        return new String(bytes, start(i), lengths[i], ISO_8859_1);
    }

    @Override
    public String toString() {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < count; i++) {
            all.append(i == 0 ? "" : " ").append(text(i));
        }
        return all.toString();
    }
}
