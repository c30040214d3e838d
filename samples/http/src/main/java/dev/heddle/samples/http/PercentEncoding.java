package dev.heddle.samples.http;

import java.util.Arrays;

/** Percent signs with two hexadecimal digits, for bytes that cannot stand in a path (RFC 3986 section 2.1). Stateless. */
final class PercentEncoding {
    private PercentEncoding() {}

    /** The bytes that {@code [from, to)}, which the parser has let pass, stand for. */
    static byte[] decode(byte[] bytes, int from, int to) {
        byte[] decoded = new byte[to - from];
        int length = 0;
        for (int i = from; i < to; i++) {
            if (bytes[i] == '%') {
                decoded[length] = (byte) (Grammar.hexDigit(bytes[i + 1]) << 4 | Grammar.hexDigit(bytes[i + 2]));
                i += 2;
            } else {
                decoded[length] = bytes[i];
            }
            length++;
        }
        return Arrays.copyOf(decoded, length);
    }

    /** Whether {@code [from, to)} stands for {@code literal}. */
    static boolean matches(byte[] bytes, int from, int to, byte[] literal) {
        int i = from;
        for (byte expected : literal) {
            if (i == to) {
                return false;
            }
            byte b = bytes[i];
            if (b == '%') {
                b = (byte) (Grammar.hexDigit(bytes[i + 1]) << 4 | Grammar.hexDigit(bytes[i + 2]));
                i += 2;
            }
            if (b != expected) {
                return false;
            }
            i++;
        }
        return i == to;
    }
}
