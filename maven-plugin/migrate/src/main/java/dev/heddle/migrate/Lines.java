package dev.heddle.migrate;

import java.util.ArrayList;
import java.util.List;

/** Statements that are being written at one indentation. Confined to one thread. */
final class Lines {
    /** Whether an exception that is thrown here is caught by the code that is written around. */
    enum Around {
        NOTHING,
        TRY
    }

    final String indent;
    final Around around;
    private final String step;
    private final List<String> statements = new ArrayList<>();

    /**
     * @param step what is added for each level of blocks
     */
    Lines(String indent, String step, Around around) {
        this.indent = indent;
        this.step = step;
        this.around = around;
    }

    /** Statements inside a block of these. */
    Lines deeper(Around inside) {
        return new Lines(indent + step, step, inside);
    }

    Lines deeper() {
        return deeper(around);
    }

    /** The same place in another text. */
    Lines at(String other) {
        return new Lines(other, step, around);
    }

    /** A statement; if it has several lines, all but the first are indented already. */
    void add(String statement) {
        statements.add(indent + statement);
    }

    void addAll(Lines inner) {
        statements.addAll(inner.statements);
    }

    int size() {
        return statements.size();
    }

    /** As they stand behind the indentation of their first line. */
    String text(String lineBreak) {
        return String.join(lineBreak, statements).substring(indent.length());
    }

    /** The same in braces. */
    String block(String lineBreak) {
        Lines inner = deeper();
        for (String statement : statements) {
            inner.add(shift(statement.substring(indent.length()), indent, inner.indent));
        }
        return "{" + lineBreak + inner.indent + inner.text(lineBreak) + lineBreak + indent + "}";
    }

    /** Moves all lines of a text but the first from one indentation to another; a text block stays where it is. */
    static String shift(String text, String from, String to) {
        if (from.equals(to) || text.indexOf('\n') < 0 || Comments.hasTextBlock(text)) {
            return text;
        }
        StringBuilder shifted = new StringBuilder();
        for (String line : text.split("(?<=\n)")) {
            boolean moves = !shifted.isEmpty() && !line.isBlank() && line.startsWith(from);
            shifted.append(moves ? to + line.substring(from.length()) : line);
        }
        return shifted.toString();
    }
}
