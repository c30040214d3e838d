package dev.heddle.transform.plan;

import dev.heddle.transform.facts.Site;
import java.util.List;

/**
 * A place at which the method can be resumed. Immutable.
 *
 * @param number from 1, in code order
 * @param line of the suspension point, 0 if unknown
 * @param stale slots that hold references in other states and must not keep them reachable in this one
 */
public record State(int number, int line, Site.Suspension site, Saved saved, List<Slot> stale) {
    public State {
        stale = List.copyOf(stale);
    }
}
