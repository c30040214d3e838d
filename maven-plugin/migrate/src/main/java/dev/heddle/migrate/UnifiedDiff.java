package dev.heddle.migrate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The difference of two texts, in the unified format with three lines of context. The shortest script of insertions and
 * deletions, by Myers, "An O(ND) Difference Algorithm and Its Variations" (1986). Stateless.
 */
final class UnifiedDiff {
    private static final int CONTEXT = 3;
    private static final String NO_LINE_BREAK = "\n\\ No newline at end of file\n";

    private UnifiedDiff() {}

    /** One line of the script: {@code ' '}, {@code '-'} or {@code '+'}, and how many lines of each text came before. */
    private record Step(char sign, int before, int after, String line) {}

    /** The diff with its two lines of names; empty if the texts are equal. */
    static String of(String before, String after, String nameBefore, String nameAfter) {
        if (before.equals(after)) {
            return "";
        }
        List<Step> script = script(lines(before), lines(after));
        StringBuilder out = new StringBuilder("--- " + nameBefore + "\n+++ " + nameAfter + "\n");
        int at = 0;
        while (at < script.size()) {
            int start = nextChange(script, at);
            if (start == script.size()) {
                break;
            }
            int end = endOfHunk(script, start);
            hunk(script.subList(Math.max(at, start - CONTEXT), end), out);
            at = end;
        }
        return out.toString();
    }

    private static int nextChange(List<Step> script, int from) {
        int at = from;
        while (at < script.size() && script.get(at).sign() == ' ') {
            at++;
        }
        return at;
    }

    /** Behind the context of the last change that is near enough to the one before. */
    private static int endOfHunk(List<Step> script, int firstChange) {
        int last = firstChange;
        while (true) {
            while (last < script.size() && script.get(last).sign() != ' ') {
                last++;
            }
            int next = nextChange(script, last);
            if (next == script.size() || next - last > 2 * CONTEXT) {
                return Math.min(script.size(), last + CONTEXT);
            }
            last = next;
        }
    }

    private static void hunk(List<Step> steps, StringBuilder out) {
        long removed = steps.stream().filter(step -> step.sign() != '+').count();
        long added = steps.stream().filter(step -> step.sign() != '-').count();
        out.append("@@ -").append(range(steps.get(0).before(), removed));
        out.append(" +").append(range(steps.get(0).after(), added)).append(" @@\n");
        for (Step step : steps) {
            out.append(step.sign()).append(step.line());
            if (!step.line().endsWith("\n")) {
                out.append(NO_LINE_BREAK);
            }
        }
    }

    private static String range(int before, long count) {
        long start = count == 0 ? before : before + 1L;
        return count == 1 ? "" + start : start + "," + count;
    }

    private static List<String> lines(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split("(?<=\n)"));
    }

    private static List<Step> script(List<String> before, List<String> after) {
        int limit = before.size() + after.size();
        int[] furthest = new int[2 * limit + 2];
        List<int[]> history = new ArrayList<>();
        for (int edits = 0; edits <= limit; edits++) {
            history.add(furthest.clone());
            for (int diagonal = -edits; diagonal <= edits; diagonal += 2) {
                int x = isDown(furthest, limit, diagonal, edits)
                        ? furthest[limit + diagonal + 1]
                        : furthest[limit + diagonal - 1] + 1;
                int y = x - diagonal;
                while (x < before.size() && y < after.size() && before.get(x).equals(after.get(y))) {
                    x++;
                    y++;
                }
                furthest[limit + diagonal] = x;
                if (x >= before.size() && y >= after.size()) {
                    return backwards(before, after, history);
                }
            }
        }
        throw new AssertionError("a text is reached by removing all of the other one first");
    }

    private static boolean isDown(int[] furthest, int limit, int diagonal, int edits) {
        return diagonal == -edits
                || diagonal != edits && furthest[limit + diagonal - 1] < furthest[limit + diagonal + 1];
    }

    private static List<Step> backwards(List<String> before, List<String> after, List<int[]> history) {
        int limit = before.size() + after.size();
        List<Step> script = new ArrayList<>();
        int x = before.size();
        int y = after.size();
        for (int edits = history.size() - 1; edits >= 0; edits--) {
            int[] furthest = history.get(edits);
            int diagonal = x - y;
            int previous = isDown(furthest, limit, diagonal, edits) ? diagonal + 1 : diagonal - 1;
            int previousX = edits == 0 ? 0 : furthest[limit + previous];
            int previousY = edits == 0 ? 0 : previousX - previous;
            while (x > previousX && y > previousY) {
                x--;
                y--;
                script.add(new Step(' ', x, y, before.get(x)));
            }
            if (edits > 0) {
                boolean inserted = x == previousX;
                x = previousX;
                y = previousY;
                script.add(inserted ? new Step('+', x, y, after.get(y)) : new Step('-', x, y, before.get(x)));
            }
        }
        Collections.reverse(script);
        return script;
    }
}
