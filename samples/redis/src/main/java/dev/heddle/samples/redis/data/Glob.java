package dev.heddle.samples.redis.data;

/**
 * A pattern for strings of bytes: {@code *} is any string, {@code ?} any byte, {@code [ab]}, {@code [a-c]} and {@code [^a]} a
 * byte out of some, and {@code \} takes what follows as it is. Immutable.
 */
public final class Glob {
    private final byte[] pattern;

    /** The pattern {@code pattern}, which must not be changed from here on. */
    public Glob(byte[] pattern) {
        this.pattern = pattern;
    }

    /**
     * True if all of {@code text} is of this form. Takes time in proportion to the product of the lengths at most: only the
     * last star that was passed is tried again.
     */
    public boolean matches(byte[] text) {
        int p = 0;
        int t = 0;
        int afterStar = -1;
        int starText = 0;
        while (t < text.length) {
            if (p < pattern.length && pattern[p] == '*') {
                p++;
                afterStar = p;
                starText = t;
            } else if (p < pattern.length && matchesAt(p, text[t])) {
                p = behind(p);
                t++;
            } else if (afterStar >= 0) {
                p = afterStar;
                starText++;
                t = starText;
            } else {
                return false;
            }
        }
        while (p < pattern.length && pattern[p] == '*') {
            p++;
        }
        return p == pattern.length;
    }

    /** True if the part of the pattern that begins at {@code p} stands for {@code b}. */
    private boolean matchesAt(int p, byte b) {
        switch (pattern[p]) {
            case '?':
                return true;
            case '[':
                return matchesClass(p, b);
            case '\\':
                return pattern[p + 1 < pattern.length ? p + 1 : p] == b;
            default:
                return pattern[p] == b;
        }
    }

    private boolean matchesClass(int p, byte b) {
        int at = p + 1;
        boolean negated = at < pattern.length && pattern[at] == '^';
        if (negated) {
            at++;
        }
        boolean found = false;
        for (; at < pattern.length && pattern[at] != ']'; at++) {
            if (pattern[at] == '\\' && at + 1 < pattern.length) {
                at++;
                found |= pattern[at] == b;
            } else if (at + 2 < pattern.length && pattern[at + 1] == '-') {
                int low = Math.min(pattern[at] & 0xFF, pattern[at + 2] & 0xFF);
                int high = Math.max(pattern[at] & 0xFF, pattern[at + 2] & 0xFF);
                found |= (b & 0xFF) >= low && (b & 0xFF) <= high;
                at += 2;
            } else {
                found |= pattern[at] == b;
            }
        }
        return found != negated;
    }

    /** Where the part of the pattern that begins at {@code p} ends; a class without an end ends with the pattern. */
    private int behind(int p) {
        if (pattern[p] == '\\') {
            return Math.min(p + 2, pattern.length);
        }
        if (pattern[p] != '[') {
            return p + 1;
        }
        int at = p + 1;
        if (at < pattern.length && pattern[at] == '^') {
            at++;
        }
        while (at < pattern.length && pattern[at] != ']') {
            if (pattern[at] == '\\' && at + 1 < pattern.length) {
                at++;
            } else if (at + 2 < pattern.length && pattern[at + 1] == '-') {
                at += 2;
            }
            at++;
        }
        return Math.min(at + 1, pattern.length);
    }
}
