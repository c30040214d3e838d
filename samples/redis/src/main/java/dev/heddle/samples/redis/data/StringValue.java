package dev.heddle.samples.redis.data;

import java.util.Arrays;

/** A string of bytes that can be changed: the first {@link #length} bytes of an array. Confined to the loop thread. */
public final class StringValue implements Value {
    private static final int MUCH = 1024;

    private byte[] bytes;
    private int length;

    /** The string {@code bytes}, which belongs to this from here on. */
    public StringValue(byte[] bytes) {
        this.bytes = bytes;
        length = bytes.length;
    }

    /** The array that begins with this string; not to be changed. */
    public byte[] bytes() {
        return bytes;
    }

    /** How many bytes the string has. */
    public int length() {
        return length;
    }

    /** A copy of the string. */
    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, length);
    }

    /** Becomes the string {@code source[start, start + count)}. */
    public void set(byte[] source, int start, int count) {
        if (count > bytes.length || bytes.length > MUCH && count < bytes.length / 2) {
            bytes = new byte[count];
        }
        System.arraycopy(source, start, bytes, 0, count);
        length = count;
    }

    /** Replaces what is at {@code offset} and after; a gap before it is filled with zero bytes. */
    public void replace(int offset, byte[] source, int start, int count) {
        int newLength = Math.max(length, offset + count);
        if (newLength > bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) Math.max(newLength, Math.min(2L * bytes.length, Integer.MAX_VALUE - 8)));
        }
        if (offset > length) {
            Arrays.fill(bytes, length, offset, (byte) 0);
        }
        System.arraycopy(source, start, bytes, offset, count);
        length = newLength;
    }

    @Override
    public String typeName() {
        return "string";
    }

    /** A string without bytes is a value like any other. */
    @Override
    public boolean isEmpty() {
        return false;
    }
}
