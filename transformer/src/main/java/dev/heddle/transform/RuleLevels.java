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
 * How the findings of each rule are taken. An error is something with which a class cannot be woven; only about the others can
 * be chosen. Immutable.
 *
 * @param chosen what has been chosen, by code
 * @param least the least grave findings that are looked for
 */
public record RuleLevels(Map<String, Level> chosen, Severity least) {
    private static final SortedMap<String, Rule> CHOICES = choices();

    /** Matters of taste, which are looked for only where somebody chooses to. */
    private static final Map<String, Level> OPTIONAL =
            Map.of("H403", Level.OFF, "H404", Level.OFF, "H405", Level.OFF, "H406", Level.OFF);

    /** What is used where nothing is chosen: errors and warnings. */
    public static final RuleLevels DEFAULT = new RuleLevels(OPTIONAL, Severity.WARNING);

    /** How a finding is taken. */
    public enum Level {
        /** Not at all; the rule is not even looked at. */
        OFF,
        /** It is shown by {@code lint}. */
        INFO,
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
     * These levels and more, for example {@code H101:off,H301:error}; {@code *} stands for all rules but the errors.
     *
     * @throws IllegalArgumentException if there is no such rule or level, or the rule is an error; says what there is
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
                CHOICES.forEach((code, rule) -> levels.put(code, level));
            } else {
                levels.put(choice(parts[0]), level);
            }
        }
        return new RuleLevels(levels, least);
    }

    /** These levels, with information looked for too. */
    public RuleLevels withInformation() {
        return new RuleLevels(chosen, Severity.INFO);
    }

    /** How the findings of a rule are shown; empty if they are not. */
    public Optional<Severity> of(Rule rule) {
        return taken(rule).filter(severity -> severity.compareTo(least) <= 0);
    }

    private Optional<Severity> taken(Rule rule) {
        Level level = chosen.get(rule.code());
        if (level == null) {
            return Optional.of(rule.severity());
        }
        return switch (level) {
            case OFF -> Optional.empty();
            case INFO -> Optional.of(Severity.INFO);
            case WARNING -> Optional.of(Severity.WARNING);
            case ERROR -> Optional.of(Severity.ERROR);
        };
    }

    /** Whether something is looked for besides errors. */
    boolean hasWarnings() {
        return CHOICES.values().stream().anyMatch(rule -> of(rule).isPresent());
    }

    private static SortedMap<String, Rule> choices() {
        SortedMap<String, Rule> choices = new TreeMap<>();
        for (Rule rule : Rule.values()) {
            if (rule.severity() != Severity.ERROR) {
                choices.put(rule.code(), rule);
            }
        }
        return choices;
    }

    private static String choice(String code) {
        if (CHOICES.containsKey(code)) {
            return code;
        }
        String reason = Rule.of(code).isPresent()
                ? "is an error, with which a class cannot be woven"
                : "is no rule; those whose level can be chosen are `" + String.join("`, `", CHOICES.keySet()) + "`";
        throw new IllegalArgumentException("`rules` names `" + code + "`, which " + reason);
    }

    private static Level level(String text) {
        for (Level level : Level.values()) {
            if (level.name().toLowerCase(Locale.ROOT).equals(text)) {
                return level;
            }
        }
        throw new IllegalArgumentException(
                "`rules` has the level `" + text + "`; there are `off`, `info`, `warning` and `error`");
    }
}
