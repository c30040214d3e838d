package dev.heddle.javac.check;

import dev.heddle.javac.check.Fix.Edit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Changes of one file in the form that {@code patch} and {@code git apply} understand. Of changes that overlap, the first is
 * made. Confined to one compilation.
 */
final class Patch {
    /** How many lines around a change are shown. */
    private static final int CONTEXT = 3;

    private final String text;

    /** By where they start; of two of them none begins where the other is. */
    private final NavigableMap<Integer, Edit> edits = new TreeMap<>();

    Patch(String text) {
        this.text = text;
    }

    /** Adds the changes of one fix, all or none of them. */
    void add(List<Edit> fix) {
        if (fix.stream().noneMatch(this::overlaps)) {
            fix.forEach(edit -> edits.put(edit.start(), edit));
        }
    }

    private boolean overlaps(Edit edit) {
        Map.Entry<Integer, Edit> before = edits.floorEntry(edit.start());
        Integer behind = edits.ceilingKey(edit.start());
        return before != null && (before.getValue().end() > edit.start() || before.getKey() == edit.start())
                || behind != null && behind < edit.end();
    }

    boolean isEmpty() {
        return edits.isEmpty();
    }

    private String applied(int start, int end, List<Edit> inside) {
        StringBuilder result = new StringBuilder();
        int at = start;
        for (Edit edit : inside) {
            result.append(text, at, edit.start()).append(edit.text());
            at = edit.end();
        }
        return result.append(text, at, end).toString();
    }

    /** Lines that are replaced, from one to another, exclusive, by what the edits make of them. */
    private record Change(int from, int to, List<String> lines) {
        /** The same without the first and last lines that stay as they are. */
        Change withoutEqualEnds(List<String> old) {
            int first = from;
            int last = to;
            List<String> rest = lines;
            while (first < last && !rest.isEmpty() && rest.get(0).equals(old.get(first))) {
                first++;
                rest = rest.subList(1, rest.size());
            }
            while (first < last && !rest.isEmpty() && rest.get(rest.size() - 1).equals(old.get(last - 1))) {
                last--;
                rest = rest.subList(0, rest.size() - 1);
            }
            return new Change(first, last, rest);
        }
    }

    /** The difference for a file of some name; empty if there is nothing to change. */
    String render(String file) {
        if (isEmpty()) {
            return "";
        }
        List<String> old = lines(text);
        StringBuilder result = new StringBuilder("--- " + file + "\n+++ " + file + "\n");
        int shift = 0;
        for (List<Change> hunk : hunks(changes(old), old.size())) {
            int from = Math.max(hunk.get(0).from() - CONTEXT, 0);
            int to = Math.min(hunk.get(hunk.size() - 1).to() + CONTEXT, old.size());
            int growth = hunk.stream()
                    .mapToInt(change -> change.lines().size() - (change.to() - change.from()))
                    .sum();
            result.append("@@ -%d,%d +%d,%d @@\n".formatted(from + 1, to - from, from + 1 + shift, to - from + growth));
            int at = from;
            for (Change change : hunk) {
                append(result, ' ', old.subList(at, change.from()));
                append(result, '-', old.subList(change.from(), change.to()));
                append(result, '+', change.lines());
                at = change.to();
            }
            append(result, ' ', old.subList(at, to));
            shift += growth;
        }
        return result.toString();
    }

    private static void append(StringBuilder result, char mark, List<String> lines) {
        for (String line : lines) {
            result.append(mark).append(line);
            if (!line.endsWith("\n")) {
                result.append("\n\\ No newline at end of file\n");
            }
        }
    }

    /** What happens to whole lines, in order; edits that touch the same lines are one change. */
    private List<Change> changes(List<String> old) {
        List<Change> changes = new ArrayList<>();
        List<Edit> sorted = List.copyOf(edits.values());
        int line = 0;
        int start = 0;
        for (int i = 0; i < sorted.size(); ) {
            while (start + old.get(line).length() <= sorted.get(i).start() && line < old.size() - 1) {
                start += old.get(line++).length();
            }
            int from = line;
            int end = start + old.get(line).length();
            int first = i;
            while (i < sorted.size() && sorted.get(i).start() < end) {
                while (end < sorted.get(i).end()) {
                    end += old.get(++line).length();
                }
                i++;
            }
            List<String> lines = lines(applied(start, end, sorted.subList(first, i)));
            add(new Change(from, line + 1, lines).withoutEqualEnds(old), changes);
            start = end;
            line++;
        }
        return changes;
    }

    /** Changes of lines that follow each other are one. */
    private static void add(Change change, List<Change> changes) {
        Change before = changes.isEmpty() ? null : changes.get(changes.size() - 1);
        if (before == null || before.to() < change.from()) {
            changes.add(change);
        } else {
            List<String> lines = new ArrayList<>(before.lines());
            lines.addAll(change.lines());
            changes.set(changes.size() - 1, new Change(before.from(), change.to(), lines));
        }
    }

    private static List<List<Change>> hunks(List<Change> changes, int size) {
        List<List<Change>> hunks = new ArrayList<>();
        int end = -1;
        for (Change change : changes) {
            if (hunks.isEmpty() || change.from() - CONTEXT > end) {
                hunks.add(new ArrayList<>());
            }
            hunks.get(hunks.size() - 1).add(change);
            end = Math.min(change.to() + CONTEXT, size);
        }
        return hunks;
    }

    /** The lines with their ends. */
    private static List<String> lines(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split("(?<=\n)"));
    }
}
