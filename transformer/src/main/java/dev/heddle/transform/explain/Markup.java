package dev.heddle.transform.explain;

import dev.heddle.transform.source.Printable;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Writes HTML that is well-formed XML as well. Whatever is given as text or as the value of an attribute is escaped here, so it cannot become anything else.
 * Elements are closed in the order in which they were opened. Used once.
 */
final class Markup {
    private final StringBuilder out = new StringBuilder();
    private final Deque<String> open = new ArrayDeque<>();

    /** Opens an element. */
    Markup open(String element, String... attributes) {
        begin(element, attributes);
        out.append('>');
        open.push(element);
        return this;
    }

    /** Writes an element that never has anything in it. */
    Markup empty(String element, String... attributes) {
        begin(element, attributes);
        out.append("/>");
        return this;
    }

    private void begin(String element, String... attributes) {
        out.append('<').append(element);
        for (int i = 0; i < attributes.length; i += 2) {
            out.append(' ').append(attributes[i]).append("=\"");
            escape(attributes[i + 1]);
            out.append('"');
        }
    }

    /** Closes the element that was opened last. */
    Markup close() {
        out.append("</").append(open.pop()).append('>');
        return this;
    }

    /** Writes text, which may have several lines. */
    Markup text(String text) {
        escape(text);
        return this;
    }

    /** Writes an element with text in it. */
    Markup element(String element, String text, String... attributes) {
        return open(element, attributes).text(text).close();
    }

    /** Breaks the line of the file, where that does not show. */
    Markup newLine() {
        out.append('\n');
        return this;
    }

    /** Writes what is HTML already: parts of this program. */
    Markup raw(String html) {
        out.append(html);
        return this;
    }

    @Override
    public String toString() {
        if (!open.isEmpty()) {
            throw new IllegalStateException("still open: " + open);
        }
        return out.toString();
    }

    private void escape(String text) {
        for (String line : text.split("(?<=\n)")) {
            boolean ends = line.endsWith("\n");
            String shown = Printable.of(ends ? line.substring(0, line.length() - 1) : line);
            for (int i = 0; i < shown.length(); i++) {
                char character = shown.charAt(i);
                switch (character) {
                    case '&' -> out.append("&amp;");
                    case '<' -> out.append("&lt;");
                    case '>' -> out.append("&gt;");
                    case '"' -> out.append("&quot;");
                    case '\'' -> out.append("&#39;");
                    default -> out.append(character);
                }
            }
            if (ends) {
                out.append('\n');
            }
        }
    }
}
