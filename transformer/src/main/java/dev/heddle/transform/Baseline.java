package dev.heddle.transform;

import dev.heddle.transform.check.Rule;
import dev.heddle.transform.source.Printable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Findings that were there when a rule was taken up, and are not shown any more: one a line in a file, without the numbers of
 * lines, so that they stay the same when code above them changes. The same finding twice in a method stands there twice.
 * What keeps a class from being woven is never in it. Immutable.
 *
 * @param counts how often each finding may occur
 */
public record Baseline(Map<String, Integer> counts) {
    /** Nothing is known. */
    public static final Baseline EMPTY = new Baseline(Map.of());

    private static final Pattern LAMBDA = Pattern.compile("(.*\\.)lambda\\$(.+)");

    private static final String HEADER = """
            # Findings of Heddle that are known and not shown. `lint` writes this file; a line that is deleted is shown again.
            """;

    /** Keeps a copy. */
    public Baseline {
        counts = Collections.unmodifiableMap(new TreeMap<>(counts));
    }

    /**
     * Reads a baseline.
     *
     * @throws IllegalArgumentException if there is no such file or it cannot be read
     */
    public static Baseline read(String file) {
        try {
            return of(Files.readAllLines(Path.of(file), StandardCharsets.UTF_8).stream()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList());
        } catch (NoSuchFileException missing) {
            throw new IllegalArgumentException(
                    "the baseline `" + file + "` does not exist; `lint` can write it", missing);
        } catch (IOException | InvalidPathException unreadable) {
            throw new IllegalArgumentException(
                    "the baseline `" + file + "` cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    /** A baseline of findings; what keeps a class from being woven is left out. */
    public static Baseline of(Collection<Diagnostic> findings) {
        return of(findings.stream()
                .filter(finding -> Rule.of(finding.code())
                        .filter(rule -> rule.severity() != Diagnostic.Severity.ERROR)
                        .isPresent())
                .map(Baseline::line)
                .toList());
    }

    private static Baseline of(List<String> lines) {
        return new Baseline(lines.stream().collect(Collectors.toMap(line -> line, line -> 1, Integer::sum)));
    }

    /** How many findings it has. */
    public int size() {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** How often a finding may occur. What keeps a class from being woven may not, whatever the file says. */
    public int allowed(Diagnostic finding) {
        boolean isMistake = Rule.of(finding.code())
                .filter(rule -> rule.severity() == Diagnostic.Severity.ERROR)
                .isPresent();
        return isMistake ? 0 : counts.getOrDefault(line(finding), 0);
    }

    /** What of these findings is not known, in the same order. */
    public List<Diagnostic> unknown(Collection<Diagnostic> findings) {
        KnownFindings known = new KnownFindings(this);
        return findings.stream()
                .filter(finding -> !known.contains(finding))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    /**
     * The line that stands for a finding, the same whether it was made in a source or in a class file. Numbers of lines and
     * lambdas, which change with the code around, are left out; so are parameters, as a lambda and the constructor of an inner
     * class have more of them in the class file.
     */
    public static String line(Diagnostic finding) {
        String method = declaration(finding.place().method());
        String message = finding.message().replaceAll("(?<![\\w`$])\\d+", "#");
        return Printable.of(finding.code() + " " + finding.place().file() + " " + method + ": " + message);
    }

    /** The method without parameters; of a lambda the one in which it stands, by whose name compilers call it. */
    private static String declaration(String method) {
        String name = method.replaceFirst("(\\$\\d+)?\\(.*", "");
        Matcher lambda = LAMBDA.matcher(name);
        if (!lambda.matches()) {
            return name;
        }
        String around = lambda.group(2);
        return lambda.group(1)
                + switch (around) {
                    case "new" -> "<init>";
                    case "static" -> "static { }";
                    default -> around;
                };
    }

    /** The text of the file. */
    public String text() {
        StringBuilder text = new StringBuilder(HEADER);
        counts.forEach((line, count) -> text.append((line + "\n").repeat(count)));
        return text.toString();
    }
}
