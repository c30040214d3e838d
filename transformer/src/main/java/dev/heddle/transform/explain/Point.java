package dev.heddle.transform.explain;

import java.util.List;
import java.util.Locale;

/**
 * A place in a method for which the state machine has a state, or which hands the method's work on. Immutable.
 *
 * @param state its number, 0 for the entry; a tail has no state and is numbered among the tails
 * @param line 0 if unknown
 * @param target what is awaited, in a word or two; empty for the entry
 * @param reason how it is reached, and why so
 * @param kept what the frame keeps while it stands here
 */
record Point(Kind kind, int state, int line, String target, Call call, String reason, List<Kept> kept) {
    enum Kind {
        ENTRY,
        AWAIT,
        EMIT,
        CLOSE,
        /** {@code return other(x)} in a protected range, which is awaited. */
        RETURN,
        /** {@code return other(x)} outside of one: what is returned takes the place of the method. */
        TAIL;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How what is awaited is started. */
    enum Call {
        /** By a call of its direct form, without a coroutine object. */
        FUSED,
        /** As the object that it is. */
        OBJECT
    }

    /**
     * A value that is kept.
     *
     * @param slot the field of the frame; empty for what is known to be null
     * @param value the variable's name, or what stands for one that has none
     * @param reason who reads it when the method goes on
     */
    record Kept(String slot, String type, String value, String reason) {}

    Point {
        kept = List.copyOf(kept);
    }

    boolean suspends() {
        return kind != Kind.ENTRY && kind != Kind.TAIL;
    }

    /** What stands in the margin of the source: the state's number, or an arrow for a tail. */
    String mark() {
        return kind == Kind.TAIL ? "\u2192" : String.valueOf(state);
    }

    /** The names of what is kept, with blanks. */
    String keptNames() {
        return String.join(" ", kept.stream().map(Kept::value).toList());
    }
}
