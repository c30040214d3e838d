package dev.heddle.transform;

import dev.heddle.transform.Labels.Label;
import dev.heddle.transform.source.Printable;
import dev.heddle.transform.source.Span;
import dev.heddle.transform.source.Words;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The source line of a diagnostic, with that underlined of which its message speaks, and the lines that its labels are about.
 * Class files have no columns: a name that the message has in backticks is underlined where it stands in the line exactly
 * once, or is called exactly once; arguments behind it are not looked for. Immutable.
 *
 * @param column of what is underlined in the line of the diagnostic as it is, from 0
 * @param place the line of the diagnostic
 * @param others those of the labels
 */
record Excerpt(OptionalInt column, Underlined place, List<Underlined> others) {
    private static final Pattern NAME = Pattern.compile("`([^`]+)`");
    private static final Pattern ARGUMENTS = Pattern.compile("\\s*\\(.*");
    private static final int SMALLEST_MARGIN = 2;

    /** The excerpt for a diagnostic, or null if the file has no such line. */
    static @Nullable Excerpt of(Diagnostic diagnostic, SourceFiles sources) {
        int number = diagnostic.place().line();
        List<String> lines = number > 0 ? sources.lines(diagnostic.place().file()) : List.of();
        if (!isThere(number, lines)) {
            return null; // the source is newer or older than the class file
        }
        Optional<Span> named = named(diagnostic, lines);
        String here = diagnostic.labels().here();
        Underlined place = Underlined.of(number, lines, named.orElse(new Span(0, 0)), '^', here == null ? "" : here);
        List<Underlined> others = new ArrayList<>();
        for (Label label : diagnostic.labels().others()) {
            if (isThere(label.line(), lines)) {
                Optional<Span> span = Words.findWithArguments(lines, label.line(), label.word());
                boolean isBeside = label.line() != number
                        || span.isPresent()
                                && named.filter(span.get()::overlaps).isEmpty();
                if (isBeside) {
                    Span shown = span.orElseGet(() -> whole(lines.get(label.line() - 1)));
                    others.add(Underlined.of(label.line(), lines, shown, '-', label.text()));
                }
            }
        }
        OptionalInt column = named.isPresent() ? OptionalInt.of(named.get().column()) : OptionalInt.empty();
        return new Excerpt(column, place, others);
    }

    private static boolean isThere(int number, List<String> lines) {
        return number > 0 && number <= lines.size() && !lines.get(number - 1).isBlank();
    }

    private static Optional<Span> named(Diagnostic diagnostic, List<String> lines) {
        Matcher names = NAME.matcher(diagnostic.message());
        while (names.find()) {
            String name = ARGUMENTS.matcher(names.group(1)).replaceFirst("");
            for (String word : List.of(name, name.substring(name.lastIndexOf('.') + 1))) {
                Optional<Span> span = Words.find(lines, diagnostic.place().line(), word);
                if (span.isPresent()) {
                    return span;
                }
            }
        }
        return Optional.empty();
    }

    /** All of a line but the space around it. */
    private static Span whole(String line) {
        return new Span(
                line.length() - line.stripLeading().length(),
                line.stripTrailing().length());
    }

    /**
     * A line of the source as it is shown, tabs replaced, and what is said of a part of it.
     *
     * @param number from 1
     * @param start where the part begins, from 0
     * @param length of the part, 0 if nothing is underlined
     * @param sign with which it is underlined
     */
    record Underlined(int number, String text, int start, int length, char sign, String label) {
        static Underlined of(int number, List<String> lines, Span part, char sign, String label) {
            String line = lines.get(number - 1);
            return new Underlined(
                    number,
                    shown(line).stripTrailing(),
                    shown(line.substring(0, part.column())).length(),
                    shown(line.substring(part.column(), part.end())).length(),
                    sign,
                    Printable.of(label));
        }

        private static String shown(String text) {
            return Printable.of(text.replace("\t", "    "));
        }

        boolean isUnderlined() {
            return length > 0;
        }

        String underline() {
            return (" ".repeat(start) + String.valueOf(sign).repeat(length) + " " + label).stripTrailing();
        }
    }

    /** Lines in their order, each behind a line break. */
    String render() {
        List<Underlined> all = new ArrayList<>();
        all.add(place);
        all.addAll(others);
        all.sort(Comparator.comparingInt(Underlined::number));
        int last = all.get(all.size() - 1).number();
        int margin = Math.max(SMALLEST_MARGIN, String.valueOf(last).length());
        String empty = "\n" + " ".repeat(margin) + " |";
        StringBuilder text = new StringBuilder(empty);
        int before = 0;
        for (Underlined each : all) {
            if (each.number() != before) {
                text.append("\n%%%dd | %%s".formatted(margin).formatted(each.number(), each.text()));
                before = each.number();
            }
            if (each.isUnderlined()) {
                text.append(empty).append(' ').append(each.underline());
            }
        }
        return text.toString();
    }
}
