package dev.heddle.samples.http;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** The character classes of RFC 9110 and RFC 3986 over bytes. Stateless. */
final class Grammar {
    private static final byte TOKEN = 1;
    private static final byte TARGET = 2;
    private static final byte HOST = 4;
    private static final byte PATH = 8;
    private static final byte QUERY = 16;
    private static final byte[] CLASSES = new byte[256];

    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;
    private static final long SPACES = 0x2020_2020_2020_2020L;
    private static final long DELETES = 0x7f7f_7f7f_7f7f_7f7fL;

    static {
        String alphanumeric = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
        String unreservedAndSubDelims = alphanumeric + "-._~" + "!$&'()*+,;=";
        mark(TOKEN, alphanumeric + "!#$%&'*+-.^_`|~"); // RFC 9110 section 5.6.2
        mark(TARGET, unreservedAndSubDelims + "%:@/?[]"); // RFC 9112 section 3.2
        mark(PATH, unreservedAndSubDelims + "%:@/"); // RFC 3986 section 3.3
        mark(QUERY, unreservedAndSubDelims + "%:@/?"); // RFC 3986 section 3.4
        mark(HOST, unreservedAndSubDelims + "%"); // RFC 3986 section 3.2.2, reg-name and IPv4address
    }

    private Grammar() {}

    private static void mark(byte characterClass, String members) {
        for (int i = 0; i < members.length(); i++) {
            CLASSES[members.charAt(i)] |= characterClass;
        }
    }

    /** The first place in {@code [from, to)} whose byte is none of a token; {@code to} if there is none. */
    static int endOfToken(byte[] bytes, int from, int to) {
        return endOf(TOKEN, bytes, from, to);
    }

    /** The first place whose byte can stand in no form of a request target. */
    static int endOfTarget(byte[] bytes, int from, int to) {
        return endOf(TARGET, bytes, from, to);
    }

    /** The first place whose byte cannot stand in a path. */
    static int endOfPath(byte[] bytes, int from, int to) {
        return endOf(PATH, bytes, from, to);
    }

    /** The first place whose byte cannot stand in a query. */
    static int endOfQuery(byte[] bytes, int from, int to) {
        return endOf(QUERY, bytes, from, to);
    }

    private static int endOf(byte characterClass, byte[] bytes, int from, int to) {
        int i = from;
        while (i < to && (CLASSES[bytes[i] & 0xff] & characterClass) != 0) {
            i++;
        }
        return i;
    }

    /** The first place whose byte cannot stand in a registered name or an IPv4 address. */
    static int endOfHostName(byte[] bytes, int from, int to) {
        return endOf(HOST, bytes, from, to);
    }

    /**
     * The first place whose byte cannot stand in a field value: a control other than a tab (RFC 9110 section 5.5). Eight
     * bytes are looked at together ("hasless" of Anderson, Bit Twiddling Hacks).
     */
    static int endOfText(byte[] bytes, int from, int to) {
        int i = from;
        while (true) {
            while (i + Long.BYTES <= to && !hasControl((long) WORD.get(bytes, i))) {
                i += Long.BYTES;
            }
            int slow = Math.min(i + Long.BYTES, to);
            while (i < slow && isText(bytes[i])) {
                i++;
            }
            if (i < slow || i == to) {
                return i;
            }
        }
    }

    private static boolean hasControl(long word) {
        long belowSpace = (word - SPACES) & ~word;
        long delete = word ^ DELETES;
        return ((belowSpace | ((delete - ONES) & ~delete)) & HIGH_BITS) != 0;
    }

    static boolean isToken(byte b) {
        return (CLASSES[b & 0xff] & TOKEN) != 0;
    }

    /** Whether a byte can stand in a field value: anything but controls, tabs excepted. */
    static boolean isText(byte b) {
        return (b >= ' ' || b < 0 || b == '\t') && b != 0x7f;
    }

    static boolean isSpace(byte b) {
        return b == ' ' || b == '\t';
    }

    static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    /** The value of a hexadecimal digit; -1 for any other byte. */
    static int hexDigit(byte b) {
        if (isDigit(b)) {
            return b - '0';
        }
        int letter = b | 0x20;
        return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
    }

    /** Whether the bytes are those of {@code lowerCase} but for the case of ASCII letters. */
    static boolean equalsIgnoreCase(byte[] bytes, int from, int to, String lowerCase) {
        if (to - from != lowerCase.length()) {
            return false;
        }
        for (int i = 0; i < lowerCase.length(); i++) {
            if (toLowerCase(bytes[from + i]) != lowerCase.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static int toLowerCase(byte b) {
        return b >= 'A' && b <= 'Z' ? b + 0x20 : b;
    }

    /** Whether each percent sign has two hexadecimal digits behind it (RFC 3986 section 2.1). */
    static boolean percentEncodingIsWhole(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] == '%' && (i + 2 >= to || hexDigit(bytes[i + 1]) < 0 || hexDigit(bytes[i + 2]) < 0)) {
                return false;
            }
        }
        return true;
    }
}
