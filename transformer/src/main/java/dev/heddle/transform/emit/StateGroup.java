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
 */
record StateGroup(List<State> states, int line) {
    StateGroup {
        states = List.copyOf(states);
    }

    /** All states of a plan, in the order of the first state of each group. */
    static List<StateGroup> of(AsyncPlan plan) {
        Map<Saved, List<State>> bySaved = new LinkedHashMap<>();
        for (State state : plan.states()) {
            bySaved.computeIfAbsent(state.saved(), saved -> new ArrayList<>()).add(state);
        }
        return bySaved.values().stream()
                .map(states -> new StateGroup(states, line(states, plan)))
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

    State last() {
        return states.get(states.size() - 1);
    }

    Saved saved() {
        return first().saved();
    }

    /** What is stale follows from what is saved. */
    List<Slot> stale() {
        return first().stale();
    }
}
