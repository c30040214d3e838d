package dev.heddle.transform;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is said beside lines of the source, where they can be shown. Immutable.
 *
 * @param here beside the place of the diagnostic, or null
 * @param others beside other places in the same file, by line
 */
public record Labels(@Nullable String here, List<Label> others) {
    /** Nothing is said. */
    public static final Labels NONE = of(List.of());

    /**
     * What is said beside a line.
     *
     * @param line from 1
     * @param word what is underlined, with the arguments behind it, if it stands in the line once; otherwise the line is
     * @param text lower case, no full stop, for example {@code taken here}
     */
    public record Label(int line, String word, String text) {}

    /** Leaves out labels of places of which the class file does not tell the line. */
    public Labels {
        others = others.stream()
                .filter(label -> label.line() > 0)
                .distinct()
                .sorted(Comparator.comparingInt(Label::line))
                .toList();
    }

    /** Labels beside other places than that of the diagnostic. */
    public static Labels of(List<Label> others) {
        return new Labels(null, others);
    }
}
