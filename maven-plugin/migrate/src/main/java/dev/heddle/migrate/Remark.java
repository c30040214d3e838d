package dev.heddle.migrate;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What migration says of a place: why it is left as it is, or what is different behind the change. Immutable.
 *
 * @param severity which of the two
 * @param message lower case, no full stop, identifiers in backticks
 * @param subject of what it is said, for example {@code Store.load(String)}
 * @param file as it is named in the source tree
 * @param line from 1
 * @param column from 1
 * @param excerpt the line, tabs replaced
 * @param length of the part that is meant
 * @param help what to do about it, or null
 */
public record Remark(
        Severity severity,
        String message,
        String subject,
        Path file,
        int line,
        int column,
        String excerpt,
        int length,
        @Nullable String help) {
    /** What a remark is about. */
    public enum Severity {
        /** The place is left as it is. */
        REFUSED,
        /** The place is rewritten, and something about it is different. */
        NOTE
    }

    static Remark at(
            Severity severity,
            String message,
            String subject,
            SourceFile source,
            int start,
            int end,
            @Nullable String help) {
        int lineStart = source.lineStart(start);
        int lineEnd = source.lineEnd(start);
        String before = source.text().substring(lineStart, start).replace("\t", "    ");
        String meant = source.text().substring(start, Math.max(start, Math.min(end, lineEnd)));
        return new Remark(
                severity,
                message,
                subject,
                source.path(),
                source.line(start),
                before.length() + 1,
                before + source.text().substring(start, lineEnd).replace("\t", "    "),
                Math.max(1, meant.length()),
                help);
    }

    /** As it is shown, several lines without a line break at the end; files are named from {@code root}. */
    public String render(Path root) {
        String number = "%2d".formatted(line);
        String margin = "\n" + " ".repeat(number.length()) + " |";
        String shown = (severity == Severity.REFUSED ? "refused: " : "note: ") + message
                + "\n  --> " + Names.from(root, file) + ":" + line + ":" + column
                + (subject.isEmpty() ? "" : " in " + subject)
                + margin
                + "\n" + number + " | " + excerpt.stripTrailing()
                + margin + " " + " ".repeat(column - 1) + "^".repeat(length);
        return help == null ? shown : shown + "\n   = help: " + help;
    }
}
