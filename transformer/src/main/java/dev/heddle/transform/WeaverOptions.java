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
 */
public record WeaverOptions(Calls calls, Variables variables, Dialect dialect) {
    /** What is used where nothing is chosen. */
    public static final WeaverOptions DEFAULT = new WeaverOptions(Calls.LINKED, Variables.LIVE, Dialect.HEDDLE);

    /** The names of all options. */
    public static final List<String> NAMES = List.of("async", "await", "calls", "dialect", "omit", "variables");

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
        /** Linked when it first runs, by {@code invokedynamic}, to the direct form of its target. */
        LINKED,
        /** A plain call of the public face, for native images, which link everything ahead of time. */
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
            case "calls" -> new WeaverOptions(choice(Calls.class, name, value), variables, dialect);
            case "dialect" -> with(dialect.with(choice(Library.class, name, value).words));
            case "omit" -> with(dialect.withOmitted(value));
            case "variables" -> new WeaverOptions(calls, choice(Variables.class, name, value), dialect);
            default ->
                throw new IllegalArgumentException(
                        "unknown option `" + name + "`; there are `" + String.join("`, `", NAMES) + "`");
        };
    }

    private WeaverOptions with(Dialect words) {
        return new WeaverOptions(calls, variables, words);
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
