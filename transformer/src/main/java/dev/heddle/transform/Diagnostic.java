package dev.heddle.transform;

import dev.heddle.transform.source.Printable;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A mistake in a program that is being woven, with its place, the reason and the fix. Immutable.
 *
 * @param severity whether it stops the build
 * @param code stable, for example {@code H001}
 * @param message what is wrong: lower case, no full stop, identifiers in backticks
 * @param place where
 * @param labels what is said beside lines of the source; it is no part of what the finding is
 * @param notes reasons, each shown as {@code = note: ...}
 * @param help the fix, or null
 */
public record Diagnostic(
        Severity severity,
        String code,
        String message,
        Place place,
        Labels labels,
        List<String> notes,
        @Nullable String help) {
    /** How grave a diagnostic is, the gravest first. */
    public enum Severity {
        /** Stops the build; the class is not woven. */
        ERROR,
        /** Is shown; the class is woven. */
        WARNING,
        /** Is shown by {@code lint} only. */
        INFO;

        /** The word that messages begin with, for example {@code warning}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A place in a program.
     *
     * @param file path of the source as far as the class file tells, for example {@code shop/Store.java}
     * @param line from 1, or 0 where the class has no line numbers
     * @param method for example {@code Store.buy(String, int)}
     */
    public record Place(String file, int line, String method) {
        /** Of what cannot even be read so far that its place is known. */
        public static final Place UNKNOWN = new Place("", 0, "");
    }

    /** By file, line and method; a total order of what is shown. */
    public static final Comparator<Diagnostic> BY_PLACE = Comparator.comparing(
                    (Diagnostic diagnostic) -> diagnostic.place().file())
            .thenComparing(diagnostic -> diagnostic.place().line())
            .thenComparing(diagnostic -> diagnostic.place().method())
            .thenComparing(Diagnostic::code)
            .thenComparing(Diagnostic::message);

    /** Keeps a copy of the notes. */
    public Diagnostic {
        notes = List.copyOf(notes);
    }

    /** One without labels. */
    public Diagnostic(
            Severity severity, String code, String message, Place place, List<String> notes, @Nullable String help) {
        this(severity, code, message, place, Labels.NONE, notes, help);
    }

    /** The same without labels: findings between which there is no other difference are one. */
    public Diagnostic withoutLabels() {
        return new Diagnostic(severity, code, message, place, notes, help);
    }

    /** The same, in a file where it has no place yet. */
    public Diagnostic in(String file) {
        return place.equals(Place.UNKNOWN)
                ? new Diagnostic(severity, code, message, new Place(file, 0, ""), labels, notes, help)
                : this;
    }

    /** The same, taken otherwise. */
    public Diagnostic as(Severity other) {
        return new Diagnostic(other, code, message, place, labels, notes, help);
    }

    /** Where the source is at hand: the column, from 0, of that of which the message speaks. */
    public OptionalInt column(SourceFiles sources) {
        Excerpt excerpt = Excerpt.of(this, sources);
        return excerpt == null ? OptionalInt.empty() : excerpt.column();
    }

    /** Whether it stops the build. */
    public boolean isError() {
        return severity == Severity.ERROR;
    }

    /** The message as it is shown where the source is not at hand, several lines without a line break at the end. */
    public String render() {
        return render(SourceFiles.NONE);
    }

    /** The message as it is shown, with its source lines if they can be found. */
    public String render(SourceFiles sources) {
        Excerpt excerpt = Excerpt.of(this, sources);
        StringBuilder text = new StringBuilder();
        text.append(severity.word()).append('[').append(code).append("]: ").append(Printable.of(message));
        if (!place.file().isEmpty()) {
            text.append("\n  --> ").append(Printable.of(place.file()));
        }
        if (place.line() > 0) {
            text.append(':').append(place.line());
        }
        if (excerpt != null && excerpt.place().isUnderlined()) {
            text.append(':').append(excerpt.place().start() + 1);
        }
        if (!place.method().isEmpty()) {
            text.append(" in ").append(Printable.of(place.method()));
        }
        if (excerpt != null) {
            text.append(excerpt.render());
        }
        for (String note : notes) {
            text.append("\n   = note: ").append(Printable.of(note));
        }
        if (help != null) {
            text.append("\n   = help: ").append(Printable.of(help));
        }
        return text.toString();
    }
}
