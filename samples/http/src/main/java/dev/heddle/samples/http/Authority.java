package dev.heddle.samples.http;

import static dev.heddle.samples.http.Grammar.hexDigit;
import static dev.heddle.samples.http.Grammar.isDigit;

/** The grammar of a host with or without a port (RFC 9110 section 7.2, RFC 3986 section 3.2). Stateless. */
final class Authority {
    private static final int GROUPS = 8;
    private static final int DIGITS_OF_A_GROUP = 4;

    private Authority() {}

    static boolean isHost(byte[] bytes, int from, int to) {
        int i = from < to && bytes[from] == '[' ? behindLiteral(bytes, from, to) : behindName(bytes, from, to);
        if (i >= 0 && i < to && bytes[i] == ':') {
            i++;
            while (i < to && isDigit(bytes[i])) {
                i++;
            }
        }
        return i == to;
    }

    private static int behindName(byte[] bytes, int from, int to) {
        int end = Grammar.endOfHostName(bytes, from, to);
        return Grammar.percentEncodingIsWhole(bytes, from, end) ? end : -1;
    }

    /** Behind {@code [IPv6address]}; -1 if there is none. The literals of future versions are refused. */
    private static int behindLiteral(byte[] bytes, int from, int to) {
        int end = from + 1;
        while (end < to && bytes[end] != ']') {
            end++;
        }
        return end < to && isIpv6Address(bytes, from + 1, end) ? end + 1 : -1;
    }

    /** Eight groups of hexadecimal digits; two colons stand for groups that are left out, an IPv4 address for the last two. */
    private static boolean isIpv6Address(byte[] bytes, int from, int to) {
        int groups = 0;
        boolean shortened = to - from >= 2 && bytes[from] == ':' && bytes[from + 1] == ':';
        int i = shortened ? from + 2 : from;
        while (i < to) {
            int end = i;
            while (end < to && hexDigit(bytes[end]) >= 0) {
                end++;
            }
            if (end < to && bytes[end] == '.') {
                return isIpv4Address(bytes, i, to) && isWhole(groups + 2, shortened);
            }
            if (end == i || end - i > DIGITS_OF_A_GROUP || end < to && bytes[end] != ':') {
                return false;
            }
            groups++;
            i = end;
            if (i < to) {
                i++;
                if (i == to) {
                    return false;
                }
                if (bytes[i] == ':') {
                    if (shortened) {
                        return false;
                    }
                    shortened = true;
                    i++;
                }
            }
        }
        return isWhole(groups, shortened);
    }

    private static boolean isWhole(int groups, boolean shortened) {
        return shortened ? groups < GROUPS : groups == GROUPS;
    }

    private static boolean isIpv4Address(byte[] bytes, int from, int to) {
        int i = from;
        for (int octet = 0; octet < 4; octet++) {
            if (octet > 0) {
                if (i == to || bytes[i] != '.') {
                    return false;
                }
                i++;
            }
            int start = i;
            int value = 0;
            while (i < to && isDigit(bytes[i]) && i - start < 3) {
                value = 10 * value + bytes[i] - '0';
                i++;
            }
            if (i == start || value > 255 || i - start > 1 && bytes[start] == '0') {
                return false;
            }
        }
        return i == to;
    }
}
