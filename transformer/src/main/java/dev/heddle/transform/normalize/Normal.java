package dev.heddle.transform.normalize;

import dev.heddle.transform.WeaverOptions;
import dev.heddle.transform.facts.MethodFacts;
import dev.heddle.transform.parse.Hierarchy;

/** Brings a method into the form that the planner takes. */
public final class Normal {
    private Normal() {}

    /** Rewrites the method in place where it has to be, and finds its facts again. */
    public static MethodFacts form(MethodFacts facts, Hierarchy hierarchy, WeaverOptions options) {
        MethodFacts current = facts;
        if (LateConstruction.apply(current)) {
            current = MethodFacts.of(facts.owner(), facts.method(), hierarchy, options);
        }
        if (CompletedFutures.apply(current, hierarchy)) {
            current = MethodFacts.of(facts.owner(), facts.method(), hierarchy, options);
        }
        if (ForwardedResults.apply(current)) {
            current = MethodFacts.of(facts.owner(), facts.method(), hierarchy, options);
        }
        return current;
    }
}
