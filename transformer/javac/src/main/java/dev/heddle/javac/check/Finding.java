package dev.heddle.javac.check;

import com.sun.source.tree.Tree;
import dev.heddle.transform.check.Rule;
import dev.heddle.transform.source.Printable;

/**
 * Something that a rule has found. Immutable.
 *
 * @param at where the caret stands
 * @param message what is wrong: lower case, no full stop, identifiers in backticks
 * @param note the reason
 * @param help the way out
 * @param fix the way out as a change of the source; {@link Fix#NONE} where it is not that simple
 */
record Finding(Rule rule, Tree at, String message, String note, String help, Fix fix) {
    Finding(Rule rule, Tree at, String message, String note, String help) {
        this(rule, at, message, note, help, Fix.NONE);
    }

    /** The same with a fix. */
    Finding fixedBy(Fix change) {
        return new Finding(rule, at, message, note, help, change);
    }

    /** What javac is given to print: below the first line it puts the source and the caret. */
    String text() {
        return "[" + rule.code() + "] " + Printable.of(message) + "\n= note: " + Printable.of(note) + "\n= help: "
                + Printable.of(help);
    }
}
