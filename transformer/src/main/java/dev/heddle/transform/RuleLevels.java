package dev.heddle.transform;

import dev.heddle.transform.Diagnostic.Severity;
import dev.heddle.transform.check.Rule;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How the findings of each rule are taken. Only warnings can be chosen about; an error is something with which a class cannot
 * be woven. Immutable.
 *
 * @param chosen what has been chosen, by code
 */
public record RuleLevels(Map<String, Level> chosen) {
    private static final SortedMap<String, Rule> WARNINGS = warnings();

    /** What is used where nothing is chosen. */
    public static final RuleLevels DEFAULT = new RuleLevels(Map.of());

    /** How a finding is taken. */
    public enum Level {
        /** Not at all; the rule is not even looked at. */
        OFF,
        /** It is shown. */
        WARNING,
        /** It stops the build. */
        ERROR
    }

    /** Keeps a copy. */
    public RuleLevels {
        chosen = Map.copyOf(chosen);
    }

    /**
     * These levels and more, for example {@code H101:off,H301:error}; {@code *} stands for all warnings.
     *
     * @throws IllegalArgumentException if there is no such rule or level, or the rule is no warning; says what there is
     */
    public RuleLevels with(String text) {
        Map<String, Level> levels = new HashMap<>(chosen);
        for (String choice : text.split(",", -1)) {
            String[] parts = choice.strip().split(":", -1);
            if (parts.length != 2) {
                throw new IllegalArgumentException("`rules` has `" + choice.strip()
                        + "`; a rule and its level are written as `H101:off`, several with commas between them");
            }
            Level level = level(parts[1]);
            if (parts[0].equals("*")) {
                WARNINGS.forEach((code, rule) -> levels.put(code, level));
            } else {
                levels.put(warning(parts[0]), level);
            }
        }
        return new RuleLevels(levels);
    }

    /** How the findings of a rule are shown; empty if they are not. */
    public Optional<Severity> of(Rule rule) {
        Level level = chosen.get(rule.code());
        if (level == null) {
            return Optional.of(rule.severity());
        }
        return switch (level) {
            case OFF -> Optional.empty();
            case WARNING -> Optional.of(Severity.WARNING);
            case ERROR -> Optional.of(Severity.ERROR);
        };
    }

    /** Whether there is a warning that is not off. */
    boolean hasWarnings() {
        return WARNINGS.values().stream().anyMatch(rule -> of(rule).isPresent());
    }

    private static SortedMap<String, Rule> warnings() {
        SortedMap<String, Rule> warnings = new TreeMap<>();
        for (Rule rule : Rule.values()) {
            if (rule.severity() == Severity.WARNING) {
                warnings.put(rule.code(), rule);
            }
        }
        return warnings;
    }

    private static String warning(String code) {
        if (WARNINGS.containsKey(code)) {
            return code;
        }
        String reason = Rule.of(code).isPresent()
                ? "is an error, with which a class cannot be woven"
                : "is no rule; those whose level can be chosen are `" + String.join("`, `", WARNINGS.keySet()) + "`";
        throw new IllegalArgumentException("`rules` names `" + code + "`, which " + reason);
    }

    private static Level level(String text) {
        for (Level level : Level.values()) {
            if (level.name().toLowerCase(Locale.ROOT).equals(text)) {
                return level;
            }
        }
        throw new IllegalArgumentException(
                "`rules` has the level `" + text + "`; there are `off`, `warning` and `error`");
    }
}
