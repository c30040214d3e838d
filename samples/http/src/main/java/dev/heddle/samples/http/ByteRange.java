package dev.heddle.samples.http;

import org.jspecify.annotations.Nullable;

/**
 * A part of something with a length (RFC 9110 section 14.1.2). Immutable.
 *
 * @param start the first byte of it
 * @param end behind the last byte of it
 */
record ByteRange(long start, long end) {
    private static final String UNIT = "bytes=";
    private static final int MOST_DIGITS = 18;

    long length() {
        return end - start;
    }

    /**
     * The range that a Range header asks for. Null if it is to be ignored: in another unit, several ranges, or no range by the
     * grammar. Of no length if it lies outside (section 15.5.17).
     */
    static @Nullable ByteRange parse(String header, long size) {
        if (!header.regionMatches(true, 0, UNIT, 0, UNIT.length())) {
            return null;
        }
        String range = header.substring(UNIT.length()).strip();
        int dash = range.indexOf('-');
        if (dash < 0 || range.length() == 1) {
            return null;
        }
        long first = number(range.substring(0, dash));
        long last = number(range.substring(dash + 1));
        boolean lastIsOpen = dash == range.length() - 1;
        if (dash == 0) {
            return last < 0 ? null : new ByteRange(Math.max(0, size - last), size);
        }
        if (first < 0 || last < 0 && !lastIsOpen || !lastIsOpen && last < first) {
            return null;
        }
        if (first >= size) {
            return new ByteRange(0, 0);
        }
        return new ByteRange(first, lastIsOpen ? size : Math.min(last + 1, size));
    }

    /** -1 for anything but digits. */
    private static long number(String digits) {
        boolean isNumber = !digits.isEmpty()
                && digits.length() <= MOST_DIGITS
                && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        return isNumber ? Long.parseLong(digits) : -1;
    }

    /** As the header Content-Range tells it (section 14.4). */
    String contentRange(long size) {
        return "bytes " + start + '-' + (end - 1) + '/' + size;
    }
}
