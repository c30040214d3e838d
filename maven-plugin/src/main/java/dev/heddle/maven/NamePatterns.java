package dev.heddle.maven;

import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Which classes of a directory are woven: patterns of class names with slashes, for example {@code shop/**}. {@code *}
 * stands for any part of a name between slashes, {@code **} for any folders, {@code ?} for one character. A pattern that
 * matches a class matches the classes nested in it too. Immutable.
 */
final class NamePatterns implements Predicate<String> {
    private final List<Pattern> includes;
    private final List<Pattern> excludes;

    /**
     * Selects what one of {@code includes} matches, or everything where there are none, unless it is excluded.
     *
     * @throws IllegalArgumentException if a pattern has dots, and so could match nothing
     */
    NamePatterns(List<String> includes, List<String> excludes) {
        this.includes = includes.stream().map(NamePatterns::compile).toList();
        this.excludes = excludes.stream().map(NamePatterns::compile).toList();
    }

    @Override
    public boolean test(String name) {
        return (includes.isEmpty() || anyMatches(includes, name)) && !anyMatches(excludes, name);
    }

    private static boolean anyMatches(List<Pattern> patterns, String name) {
        return patterns.stream().anyMatch(pattern -> pattern.matcher(name).matches());
    }

    private static Pattern compile(String pattern) {
        if (pattern.indexOf('.') >= 0) {
            throw new IllegalArgumentException(
                    "pattern `" + pattern + "` has dots; class names are written with slashes"
                            + " and without an ending, for example `shop/**`");
        }
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            if (pattern.startsWith("**/", i)) {
                regex.append("(?:.*/)?");
                i += 2;
            } else if (pattern.startsWith("**", i)) {
                regex.append(".*");
                i += 1;
            } else if (pattern.charAt(i) == '*') {
                regex.append("[^/]*");
            } else if (pattern.charAt(i) == '?') {
                regex.append("[^/]");
            } else {
                regex.append(Pattern.quote(pattern.substring(i, i + 1)));
            }
        }
        return Pattern.compile(regex.append("(?:\\$.*)?").toString());
    }
}
