package dev.heddle.migrate;

import java.nio.file.Path;

/** The text of a source file, and where its lines are. Positions count characters from 0. Immutable. */
public record SourceFile(Path path, String text) {
    /** The same file with another text. */
    SourceFile with(String other) {
        return new SourceFile(path, other);
    }

    /** How lines end in this file, told by its first one. */
    String lineBreak() {
        int first = text.indexOf('\n');
        return first > 0 && text.charAt(first - 1) == '\r' ? "\r\n" : "\n";
    }

    /** Where the line of a position begins. */
    int lineStart(int position) {
        return text.lastIndexOf('\n', position - 1) + 1;
    }

    /** Where the line of a position ends, its line break not included. */
    int lineEnd(int position) {
        int end = text.indexOf('\n', position);
        if (end < 0) {
            return text.length();
        }
        return end > position && text.charAt(end - 1) == '\r' ? end - 1 : end;
    }

    /** Where the line behind that of a position begins, or the end of the text. */
    int nextLine(int position) {
        int end = text.indexOf('\n', position);
        return end < 0 ? text.length() : end + 1;
    }

    /** The number of the line of a position, from 1. */
    int line(int position) {
        return (int) text.substring(0, position).chars().filter(c -> c == '\n').count() + 1;
    }

    /** The blanks and tabs that the line of a position begins with. */
    String indent(int position) {
        int start = lineStart(position);
        int end = start;
        while (end < text.length() && (text.charAt(end) == ' ' || text.charAt(end) == '\t')) {
            end++;
        }
        return text.substring(start, end);
    }

    /** The next position that is not white space. */
    int skipWhitespace(int position) {
        int at = position;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }
}
