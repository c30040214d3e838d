package dev.heddle.testing.junit;

import dev.heddle.testing.Fault;

/** What an {@link AsyncTest} is tried with, besides the orders of its seeds. */
public enum Explore {
    /** Nothing else. */
    ORDERS,

    /** Each {@link Fault} at each point: once with a cancellation, a failure, a timeout injected there. */
    CANCEL_EVERYWHERE(Fault.values());

    private final Fault[] faults;

    Explore(Fault... faults) {
        this.faults = faults;
    }

    Fault[] faults() {
        return faults.clone();
    }
}
