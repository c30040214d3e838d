package dev.heddle.transform;

import java.util.List;
import java.util.Locale;

/**
 * What can be chosen about weaving. Each option has a name and a text form, the same through every door: the Maven plugin,
 * the agent and the command line. Immutable.
 *
 * @param calls how a call of an async method whose target is known only at run time is made
 * @param variables which local variables a suspended method keeps
 * @param dialect the words of other libraries that are understood
 * @param rules how the findings of each rule are taken
 * @param blocking methods that block, beside those the weaver knows
 * @param held types whose objects should not be held across an await, beside those the weaver knows
 * @param baseline findings that are known and not shown
 */
public record WeaverOptions(
        Calls calls,
        Variables variables,
        Dialect dialect,
        RuleLevels rules,
        BlockingNames blocking,
        HeldTypes held,
        Baseline baseline) {
    /** What is used where nothing is chosen. */
    public static final WeaverOptions DEFAULT = new WeaverOptions(
            Calls.LINKED,
            Variables.LIVE,
            Dialect.HEDDLE,
            RuleLevels.DEFAULT,
            BlockingNames.NONE,
            HeldTypes.NONE,
            Baseline.EMPTY);

    /** The names of all options. */
    public static final List<String> NAMES =
            List.of("async", "await", "baseline", "blocking", "calls", "dialect", "held", "omit", "rules", "variables");

    /** The libraries whose words can be understood by naming them. */
    private enum Library {
        HEDDLE(Dialect.HEDDLE),
        EA_ASYNC(Dialect.EA_ASYNC);

        final Dialect words;

        Library(Dialect words) {
            this.words = words;
        }
    }

    /** How a call of an async method whose target is known only at run time is made. */
    public enum Calls {
        /**
         * Linked when it first runs, by {@code invokedynamic}, to the direct form of its target; calls of methods that
         * subclasses can override for each class of receiver. Costs no object.
         */
        LINKED,
        /**
         * A plain call of the public face, which costs one object, the coroutine. Woven code then has no {@code
         * invokedynamic} and no method handle of its own, for native images, which link everything ahead of time. Calls of
         * static, private and final methods of the same class are made in their direct form all the same.
         */
        PLAIN
    }

    /** Which local variables a suspended method keeps. */
    public enum Variables {
        /** Those that are used again; what is not is free for the garbage collector. */
        LIVE,
        /** All that are in scope, for debuggers. */
        VISIBLE
    }

    /**
     * These options with one of them set from its text form; those that are lists grow by it.
     *
     * @throws IllegalArgumentException if there is no such option or it cannot have that value; says what there is
     */
    public WeaverOptions with(String name, String value) {
        return switch (name) {
            case "async" -> with(dialect.with(choice(Dialect.Async.class, name, value)));
            case "await" -> with(dialect.withAwait(value));
            case "baseline" ->
                new WeaverOptions(calls, variables, dialect, rules, blocking, held, Baseline.read(value));
            case "blocking" ->
                new WeaverOptions(calls, variables, dialect, rules, blocking.with(value), held, baseline);
            case "calls" ->
                new WeaverOptions(
                        choice(Calls.class, name, value), variables, dialect, rules, blocking, held, baseline);
            case "dialect" -> with(dialect.with(choice(Library.class, name, value).words));
            case "held" -> new WeaverOptions(calls, variables, dialect, rules, blocking, held.with(value), baseline);
            case "omit" -> with(dialect.withOmitted(value));
            case "rules" -> with(rules.with(value));
            case "variables" ->
                new WeaverOptions(
                        calls, choice(Variables.class, name, value), dialect, rules, blocking, held, baseline);
            default ->
                throw new IllegalArgumentException(
                        "unknown option `" + name + "`; there are `" + String.join("`, `", NAMES) + "`");
        };
    }

    /**
     * These options with one of them set by {@code <name>=<value>}.
     *
     * @throws IllegalArgumentException if the text has another form, there is no such option or it cannot have that value
     */
    public WeaverOptions with(String setting) {
        int equals = setting.indexOf('=');
        if (equals < 0) {
            throw new IllegalArgumentException(
                    "`" + setting + "` is no option; options are written `<name>=<value>`, with the" + " names `"
                            + String.join("`, `", NAMES) + "`");
        }
        return with(setting.substring(0, equals), setting.substring(equals + 1));
    }

    /** These options, with findings looked for that weaving does not show. */
    public WeaverOptions withInformation() {
        return with(rules.withInformation());
    }

    /** These options, with other findings that are known. */
    public WeaverOptions with(Baseline known) {
        return new WeaverOptions(calls, variables, dialect, rules, blocking, held, known);
    }

    private WeaverOptions with(Dialect words) {
        return new WeaverOptions(calls, variables, words, rules, blocking, held, baseline);
    }

    private WeaverOptions with(RuleLevels levels) {
        return new WeaverOptions(calls, variables, dialect, levels, blocking, held, baseline);
    }

    private static <E extends Enum<E>> E choice(Class<E> type, String name, String value) {
        StringBuilder choices = new StringBuilder();
        for (E choice : type.getEnumConstants()) {
            String text = choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
            if (text.equals(value)) {
                return choice;
            }
            choices.append(choices.length() == 0 ? "" : " or ")
                    .append('`')
                    .append(text)
                    .append('`');
        }
        throw new IllegalArgumentException("`" + name + "` is `" + value + "`; it can be " + choices);
    }
}
