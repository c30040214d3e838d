package dev.heddle.proof.futures;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the rules have said of a library. Confined to one thread. */
final class Findings {
    private final List<String> lines = new ArrayList<>();
    private final List<String> errors = new ArrayList<>();
    private final SortedMap<String, Integer> byRule = new TreeMap<>();
    private int files;
    private int methods;

    /** One file was looked at, in which some methods carry {@code @Async}. */
    void lookedAt(int asyncMethods) {
        files++;
        methods += asyncMethods;
    }

    /** A rule has spoken. */
    void found(String rule, boolean isError, String line) {
        byRule.merge(rule, 1, Integer::sum);
        lines.add(line);
        if (isError) {
            errors.add(line);
        }
    }

    /** Something has failed, which nothing may. */
    void failed(String line) {
        errors.add(line);
    }

    /** All that was said, in the order in which it was. */
    List<String> lines() {
        return lines;
    }

    /** What was said at the level of an error, and failures. */
    List<String> errors() {
        return errors;
    }

    /** How many files were looked at. */
    int files() {
        return files;
    }

    /** For example {@code 120 files, 12 methods: H102 7, H202 3}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(files + " files, " + methods + " methods:");
        byRule.forEach(
                (rule, count) -> text.append(' ').append(rule).append(' ').append(count));
        return text.toString();
    }
}
