package dev.heddle.samples.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import org.jspecify.annotations.Nullable;

/**
 * The head of a request as places in the bytes it came in. Places are counted from {@link #base}, so that the bytes can be
 * moved. Strings are made when they are asked for, and not for the methods that everybody uses.
 *
 * <p>Filled by {@link RequestParser}, for one request after the other. Confined to the loop thread.
 */
final class Head {
    private static final String[] METHODS = {"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"};

    byte[] bytes = {};
    int base;

    String method = "";
    int targetStart;
    int targetEnd;

    /** Behind the authority, if the target has one. */
    int pathStart;

    int pathEnd;

    /** Of the host in a target that has one; both 0 else. */
    int authorityStart;

    int authorityEnd;

    /** The second number of the version, 1 if it is more. */
    int minorVersion;

    /** Where the fields begin. */
    int fieldsStart;

    final FieldSection fields;

    Head(Limits limits) {
        fields = new FieldSection(limits);
    }

    void reset() {
        authorityStart = 0;
        authorityEnd = 0;
        fields.reset();
    }

    /** The name of a method, which is case-sensitive (RFC 9110 section 9.1). */
    static String methodOf(byte[] bytes, int from, int to) {
        for (String each : METHODS) {
            if (each.length() == to - from && each.charAt(0) == bytes[from] && matches(each, bytes, from)) {
                return each;
            }
        }
        return new String(bytes, from, to - from, ISO_8859_1);
    }

    private static boolean matches(String text, byte[] bytes, int from) {
        for (int i = 1; i < text.length(); i++) {
            if (text.charAt(i) != bytes[from + i]) {
                return false;
            }
        }
        return true;
    }

    /** The bytes of the target between two places. */
    String text(int from, int to) {
        return new String(bytes, base + from, to - from, ISO_8859_1);
    }

    /** The number of the first field of that name from {@code first} on; -1 if there is none. */
    int find(String lowerCaseName, int first) {
        for (int i = first; i < fields.count(); i++) {
            if (isNamed(i, lowerCaseName)) {
                return i;
            }
        }
        return -1;
    }

    boolean isNamed(int field, String lowerCaseName) {
        int start = base + fieldsStart;
        return Grammar.equalsIgnoreCase(
                bytes, start + fields.nameStart(field), start + fields.nameEnd(field), lowerCaseName);
    }

    int nameLength(int field) {
        return fields.nameEnd(field) - fields.nameStart(field);
    }

    /** Where in {@link #bytes} the value of a field begins. */
    int valueStart(int field) {
        return base + fieldsStart + fields.valueStart(field);
    }

    /** Where in {@link #bytes} the value of a field ends. */
    int valueEnd(int field) {
        return base + fieldsStart + fields.valueEnd(field);
    }

    String name(int field) {
        return text(fieldsStart + fields.nameStart(field), fieldsStart + fields.nameEnd(field));
    }

    String value(int field) {
        return text(fieldsStart + fields.valueStart(field), fieldsStart + fields.valueEnd(field));
    }

    /** The values of all fields of that name, joined by commas (RFC 9110 section 5.3); null if there is none. */
    @Nullable
    String joined(String lowerCaseName) {
        int field = find(lowerCaseName, 0);
        if (field < 0) {
            return null;
        }
        String first = value(field);
        int next = find(lowerCaseName, field + 1);
        if (next < 0) {
            return first;
        }
        StringBuilder joined = new StringBuilder(first);
        for (; next >= 0; next = find(lowerCaseName, next + 1)) {
            joined.append(", ").append(value(next));
        }
        return joined.toString();
    }
}
