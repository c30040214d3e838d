package dev.heddle.transform.explain;

import java.util.List;

/**
 * The ways on which control gets from state to state. Immutable.
 *
 * @param ways by origin, then by target; none where there are too many to be looked at
 */
record Machine(List<Way> ways) {
    /** The target of the ways that end the method. */
    static final int END = Integer.MAX_VALUE;

    /** What comes after a state from which no way leads on. */
    static final String LEFT = "what has failed leaves the method";

    /**
     * A way from one state to the next suspension.
     *
     * @param from number of the state that is resumed, 0 for the entry
     * @param to number of the next state, or {@link #END}
     */
    record Way(int from, int to, Cause cause) {}

    /** When a way is taken. */
    enum Cause {
        /** In the ordinary run. */
        RUN,
        /** Only after a failure that the method handles. */
        FAILURE
    }

    Machine {
        ways = List.copyOf(ways);
    }

    /** The ways from a state for one cause. */
    List<Way> from(int state, Cause cause) {
        return ways.stream()
                .filter(way -> way.from() == state && way.cause() == cause)
                .toList();
    }
}
