package dev.heddle.migrate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Changes of one text, by their positions in it. An edit replaces a range and may keep a part of it, to which further edits
 * apply; edits within the rest of the range are lost with it. Confined to one thread.
 */
final class Edits {
    private static final Comparator<Edit> OUTERMOST_FIRST = Comparator.comparingInt(Edit::start)
            .thenComparing(edit -> edit.start() < edit.end())
            .thenComparing(Comparator.comparingInt(Edit::end).reversed())
            .thenComparing(Comparator.comparingInt(Edit::kept).reversed());

    private final List<Edit> edits = new ArrayList<>();

    /** {@code before}, what is between {@code keptStart} and {@code keptEnd}, {@code after}. */
    private record Edit(int start, int end, String before, int keptStart, int keptEnd, String after) {
        int kept() {
            return keptEnd - keptStart;
        }
    }

    void insert(int position, String text) {
        replace(position, position, text);
    }

    void replace(int start, int end, String text) {
        edits.add(new Edit(start, end, text, start, start, ""));
    }

    /** Replaces a range by a part of it between two texts. */
    void wrap(int start, int end, String before, int keptStart, int keptEnd, String after) {
        edits.add(new Edit(start, end, before, keptStart, keptEnd, after));
    }

    void addAll(Edits others) {
        edits.addAll(others.edits);
    }

    /** Whether a range is in what one of them replaces, and not in the part that it keeps. */
    boolean lose(int start, int end) {
        return edits.stream()
                .anyMatch(edit -> edit.start() <= start
                        && end <= edit.end()
                        && !(edit.keptStart() <= start && end <= edit.keptEnd()));
    }

    boolean isEmpty() {
        return edits.isEmpty();
    }

    /** What a range of the text becomes. */
    String apply(String text, int start, int end) {
        List<Edit> sorted = edits.stream()
                .filter(edit -> edit.start() >= start && edit.end() <= end)
                .sorted(OUTERMOST_FIRST)
                .toList();
        StringBuilder out = new StringBuilder();
        render(text, start, end, sorted, out);
        return out.toString();
    }

    private static void render(String text, int start, int end, List<Edit> sorted, StringBuilder out) {
        int position = start;
        for (int i = 0; i < sorted.size(); i++) {
            Edit edit = sorted.get(i);
            if (edit.start() < position || edit.end() > end) {
                continue; // lost with what is around it, or rendered with what is kept of it
            }
            out.append(text, position, edit.start()).append(edit.before());
            if (edit.kept() > 0) {
                List<Edit> inner = sorted.subList(i + 1, sorted.size()).stream()
                        .filter(each -> each.start() >= edit.keptStart() && each.end() <= edit.keptEnd())
                        .toList();
                render(text, edit.keptStart(), edit.keptEnd(), inner, out);
            }
            out.append(edit.after());
            position = edit.end();
        }
        out.append(text, position, end);
    }
}
