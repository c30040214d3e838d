package dev.heddle.io;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Bytes that have been read ahead of their consumer: those in {@code [start, end)}. Offsets in its methods are counted from
 * the first of them. It begins small, so that an idle stream holds little, doubles while reads fill it to its end, and
 * shrinks again when it is empty and several reads have needed little of it.
 *
 * <p>Confined to the loop thread.
 */
final class ReadAhead {
    private static final int SMALLEST = 256;
    private static final int LARGEST_KEPT = 16 * 1024;

    /** After so many reads in a row that needed little, it shrinks. */
    private static final int SMALL_READS = 8;

    private static final byte[] NONE = {};

    /** Has no space, and so nothing that would make a difference to those who share it. */
    private static final ByteBuffer NOTHING = ByteBuffer.wrap(NONE);

    private byte[] bytes = NONE;
    private ByteBuffer view = NOTHING;
    private int start;
    private int end;

    /** How large it is to be when it is next empty. */
    private int wantedSize = SMALLEST;

    private int smallReads;

    int size() {
        return end - start;
    }

    byte get(int offset) {
        return bytes[start + offset];
    }

    /** Moves as much as fits into {@code target}; how many bytes. */
    int transfer(ByteBuffer target) {
        int count = Math.min(target.remaining(), size());
        target.put(bytes, start, count);
        skip(count);
        return count;
    }

    /** Free space of one byte at least, and of {@code wanted} if this is empty; {@link #filled} tells how much was used. */
    ByteBuffer room(int wanted) {
        if (start > 0 && (end == bytes.length || size() <= start)) {
            System.arraycopy(bytes, start, bytes, 0, size());
            end -= start;
            start = 0;
        }
        int size = Math.max(wanted, wantedSize);
        if (end == 0 && bytes.length != size) {
            resize(size);
        } else if (end == bytes.length) {
            resize(2 * bytes.length);
        }
        return view.limit(bytes.length).position(end);
    }

    private void resize(int size) {
        if (size == 0) {
            bytes = NONE;
            view = NOTHING;
        } else {
            bytes = end == 0 ? new byte[size] : Arrays.copyOf(bytes, size);
            view = ByteBuffer.wrap(bytes);
        }
    }

    void filled(int count) {
        end += count;
        if (end == bytes.length) {
            wantedSize = Math.min(2 * wantedSize, LARGEST_KEPT);
            smallReads = 0;
        } else if (count > wantedSize / 4) {
            smallReads = 0;
        } else if (++smallReads == SMALL_READS) {
            wantedSize = Math.max(wantedSize / 2, SMALLEST);
            smallReads = 0;
        }
    }

    /** All that is here, in a buffer that is good until the next call. */
    ByteBuffer content() {
        return view.limit(end).position(start);
    }

    void skip(int count) {
        start += count;
        if (start == end) {
            start = 0;
            end = 0;
            if (bytes.length > LARGEST_KEPT) {
                resize(0);
            }
        }
    }

    /** Where {@code wanted} is, not before {@code from}; -1 if it is not here. */
    int indexOf(byte wanted, int from) {
        for (int at = start + from; at < end; at++) {
            if (bytes[at] == wanted) {
                return at - start;
            }
        }
        return -1;
    }

    /** Where all of {@code wanted} is, beginning not before {@code from}; -1 if it is not here. */
    int indexOf(byte[] wanted, int from) {
        for (int at = indexOf(wanted[0], from); at >= 0; at = indexOf(wanted[0], at + 1)) {
            int last = start + at + wanted.length;
            if (last > end) {
                return -1;
            }
            if (Arrays.equals(bytes, start + at, last, wanted, 0, wanted.length)) {
                return at;
            }
        }
        return -1;
    }

    byte[] take(int count) {
        byte[] taken = Arrays.copyOfRange(bytes, start, start + count);
        skip(count);
        return taken;
    }

    /** Takes {@code length} bytes as UTF-8, and leaves out so many after them. */
    String takeText(int length, int leftOut) {
        String text = new String(bytes, start, length, UTF_8);
        skip(length + leftOut);
        return text;
    }
}
