package dev.heddle.migrate;

import java.util.ArrayList;
import java.util.List;

/** The comments in a piece of Java text. Stateless. */
final class Comments {
    private Comments() {}

    /** All of them, as they stand there, in their order. */
    static List<String> in(String text) {
        List<String> comments = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            int end = skip(text, at);
            if (text.startsWith("//", at) || text.startsWith("/*", at)) {
                comments.add(text.substring(at, end).stripTrailing());
            }
            at = end;
        }
        return comments;
    }

    /** Whether a literal in the text goes over several lines. */
    static boolean hasTextBlock(String text) {
        int at = 0;
        while (at < text.length()) {
            if (text.startsWith("\"\"\"", at)) {
                return true;
            }
            at = skip(text, at);
        }
        return false;
    }

    /** The position behind the comment, the literal or the character that begins here. */
    private static int skip(String text, int at) {
        if (text.startsWith("//", at)) {
            return until(text, "\n", at + 2, 0);
        }
        if (text.startsWith("/*", at)) {
            return until(text, "*/", at + 2, 2);
        }
        if (text.startsWith("\"\"\"", at)) {
            return literal(text, "\"\"\"", at + 3);
        }
        if (text.charAt(at) == '"' || text.charAt(at) == '\'') {
            return literal(text, text.substring(at, at + 1), at + 1);
        }
        return at + 1;
    }

    private static int until(String text, String end, int from, int included) {
        int found = text.indexOf(end, from);
        return found < 0 ? text.length() : found + included;
    }

    private static int literal(String text, String quote, int from) {
        int at = from;
        while (at < text.length() && !text.startsWith(quote, at)) {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        return Math.min(text.length(), at + quote.length());
    }
}
