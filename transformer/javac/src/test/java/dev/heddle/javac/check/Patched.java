package dev.heddle.javac.check;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Applies patches as {@code patch} does, but without tolerance: each line that it shows has to be there. */
final class Patched {
    private static final Pattern HUNK = Pattern.compile("@@ -(\\d+),(\\d+) \\+(\\d+),(\\d+) @@");

    private Patched() {}

    /** The text as a patch of it alone makes it. */
    static String by(String patch, String text) {
        List<String> old = new ArrayList<>(text.lines().toList());
        List<String> result = new ArrayList<>();
        int at = 0;
        int end = 0;
        for (String line : patch.lines().skip(2).toList()) {
            Matcher hunk = HUNK.matcher(line);
            if (hunk.matches()) {
                if (end > 0) {
                    same(end, result.size());
                }
                int from = Integer.parseInt(hunk.group(1)) - 1;
                result.addAll(old.subList(at, from));
                at = from;
                same(Integer.parseInt(hunk.group(3)) - 1, result.size());
                end = result.size() + Integer.parseInt(hunk.group(4));
            } else if (line.startsWith("+")) {
                result.add(line.substring(1));
            } else {
                same(old.get(at), line.substring(1));
                at++;
                if (line.startsWith(" ")) {
                    result.add(line.substring(1));
                }
            }
        }
        result.addAll(old.subList(at, old.size()));
        return String.join("\n", result) + "\n";
    }

    private static void same(Object expected, Object actual) {
        if (!expected.equals(actual)) {
            throw new AssertionError("the patch says `" + expected + "` where there is `" + actual + "`");
        }
    }
}
