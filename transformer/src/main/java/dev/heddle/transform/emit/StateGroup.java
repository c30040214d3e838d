package dev.heddle.transform.emit;

import dev.heddle.transform.plan.AsyncPlan;
import dev.heddle.transform.plan.Saved;
import dev.heddle.transform.plan.Slot;
import dev.heddle.transform.plan.State;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * States that save the same, and so share the code that spills and the code that restores. Immutable.
 *
 * @param states ascending, at least one
 * @param line the line of all of them, or else the first of the method, which has run whenever one of them has
 * @param exits by which ways the states get to the code that spills
 */
record StateGroup(List<State> states, int line, List<Exit> exits) {
    /** How many values all exits of a method may push for lines of their own. More would be too much code. */
    private static final int MOST_PUSHED = 256;

    /**
     * The code by which some states of a group suspend. It stands in one line of the source, and a debugger that steps over
     * an await stops where the line changes. So there is one for each line, unless the method is large.
     *
     * @param states ascending, at least one
     * @param line as that of a group
     */
    record Exit(List<State> states, int line) {
        Exit {
            states = List.copyOf(states);
        }

        State last() {
            return states.get(states.size() - 1);
        }
    }

    StateGroup {
        states = List.copyOf(states);
        exits = List.copyOf(exits);
    }

    /** All states of a plan, in the order of the first state of each group. */
    static List<StateGroup> of(AsyncPlan plan) {
        Map<Saved, List<State>> bySaved = new LinkedHashMap<>();
        for (State state : plan.states()) {
            bySaved.computeIfAbsent(state.saved(), saved -> new ArrayList<>()).add(state);
        }
        int pushed = plan.states().stream()
                .mapToInt(state -> 1 + SuspendMethod.passed(state.saved()).size())
                .sum();
        return bySaved.values().stream()
                .map(states -> {
                    int line = line(states, plan);
                    List<Exit> exits = pushed <= MOST_PUSHED ? byLine(states) : List.of(new Exit(states, line));
                    return new StateGroup(states, line, exits);
                })
                .toList();
    }

    private static List<Exit> byLine(List<State> states) {
        Map<Integer, List<State>> byLine = new LinkedHashMap<>();
        for (State state : states) {
            byLine.computeIfAbsent(state.line(), line -> new ArrayList<>()).add(state);
        }
        return byLine.entrySet().stream()
                .map(exit -> new Exit(exit.getValue(), exit.getKey()))
                .toList();
    }

    private static int line(List<State> states, AsyncPlan plan) {
        int line = states.get(0).line();
        boolean same = states.stream().allMatch(state -> state.line() == line);
        return same ? line : plan.line();
    }

    State first() {
        return states.get(0);
    }

    Saved saved() {
        return first().saved();
    }

    /** What is stale follows from what is saved. */
    List<Slot> stale() {
        return first().stale();
    }
}
