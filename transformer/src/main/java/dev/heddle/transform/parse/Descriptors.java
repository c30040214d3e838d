package dev.heddle.transform.parse;

/** Tells which texts can be names and descriptors in a class file (JVMS §4.2, §4.3). Stateless. */
final class Descriptors {
    private static final int MOST_DIMENSIONS = 255;

    private Descriptors() {}

    /** Whether it is a name without any of these characters. */
    static boolean isName(String name, String excluded) {
        return !name.isEmpty() && isWithout(excluded, name, 0, name.length());
    }

    /** Whether it is what a class constant can hold: a class or an array. */
    static boolean isClass(String name) {
        return name.startsWith("[") ? endOfType(name, 0) == name.length() : isClass(name, 0, name.length());
    }

    /** Whether there are names with slashes between them, each of at least one character. */
    private static boolean isClass(String text, int start, int end) {
        int part = start;
        for (int at = start; at < end; at++) {
            if (text.charAt(at) == '/') {
                if (at == part) {
                    return false;
                }
                part = at + 1;
            }
        }
        return part < end && isWithout(".;[", text, start, end);
    }

    /** Whether it is the descriptor of a field or method. */
    static boolean isDescriptor(String text) {
        if (!text.startsWith("(")) {
            return endOfType(text, 0) == text.length();
        }
        int at = 1;
        while (at > 0 && at < text.length() && text.charAt(at) != ')') {
            at = endOfType(text, at);
        }
        return at > 0 && (text.endsWith(")V") ? at == text.length() - 2 : endOfType(text, at + 1) == text.length());
    }

    /** Where the type ends that begins there, -1 if there is none. */
    private static int endOfType(String text, int start) {
        int at = start;
        while (at < text.length() && text.charAt(at) == '[') {
            at++;
        }
        if (at >= text.length() || at - start > MOST_DIMENSIONS) {
            return -1;
        }
        if (text.charAt(at) != 'L') {
            return "BCDFIJSZ".indexOf(text.charAt(at)) >= 0 ? at + 1 : -1;
        }
        int end = text.indexOf(';', at);
        return end > 0 && isClass(text, at + 1, end) ? end + 1 : -1;
    }

    private static boolean isWithout(String excluded, String text, int start, int end) {
        for (int at = start; at < end; at++) {
            if (excluded.indexOf(text.charAt(at)) >= 0) {
                return false;
            }
        }
        return true;
    }
}
