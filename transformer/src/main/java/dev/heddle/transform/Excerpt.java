package dev.heddle.transform;

import dev.heddle.transform.source.Printable;
import dev.heddle.transform.source.Words;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The source line of a diagnostic, with that underlined of which its message speaks. Class files have no columns: a name
 * that the message has in backticks is underlined where it stands in the line exactly once, or is called exactly once.
 * Immutable.
 *
 * @param number of the line, from 1
 * @param text of the line, tabs replaced
 * @param start where the underlined part begins, from 0; meaningless if {@code length} is 0
 * @param column where it begins in the line as it is, from 0
 * @param length of the underlined part, 0 if there is none
 */
record Excerpt(int number, String text, int start, int column, int length) {
    private static final Pattern NAME = Pattern.compile("`([^`]+)`");

    /** The excerpt for a diagnostic, or null if the file has no such line. */
    static @Nullable Excerpt of(Diagnostic diagnostic, SourceFiles sources) {
        int number = diagnostic.place().line();
        List<String> lines = number > 0 ? sources.lines(diagnostic.place().file()) : List.of();
        if (number > lines.size() || lines.isEmpty() || lines.get(number - 1).isBlank()) {
            return null; // the source is newer or older than the class file
        }
        String line = lines.get(number - 1);
        Matcher names = NAME.matcher(diagnostic.message());
        while (names.find()) {
            String name = names.group(1);
            for (String word : List.of(name, name.substring(name.lastIndexOf('.') + 1))) {
                OptionalInt column = Words.column(lines, number, word);
                if (column.isPresent()) {
                    int start =
                            withoutTabs(line.substring(0, column.getAsInt())).length();
                    return new Excerpt(
                            number, withoutTabs(line).stripTrailing(), start, column.getAsInt(), word.length());
                }
            }
        }
        return new Excerpt(number, withoutTabs(line).stripTrailing(), 0, 0, 0);
    }

    private static String withoutTabs(String text) {
        return Printable.of(text.replace("\t", "    "));
    }

    /** Three lines, each behind a line break; two where nothing is underlined. */
    String render() {
        String margin = "%2d".formatted(number);
        String empty = "\n" + " ".repeat(margin.length()) + " |";
        String shown = empty + "\n" + margin + " | " + text;
        return length == 0 ? shown : shown + empty + " " + " ".repeat(start) + "^".repeat(length);
    }
}
