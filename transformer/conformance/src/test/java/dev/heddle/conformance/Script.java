package dev.heddle.conformance;

import dev.heddle.conformance.Driver.Outcome;

/** One run of a case: its mode, its driver, its trace. Runs are strictly one after the other. */
final class Script {
    private static volatile Script current;

    private final Mode mode;
    private final Driver driver;
    private final Trace trace = new Trace();
    private int awaits;
    private boolean awaitsFutures;

    private Script(Mode mode, Driver driver) {
        this.mode = mode;
        this.driver = driver;
    }

    static Script current() {
        return current;
    }

    /** Runs an entry to its end and keeps what it returned or threw in the trace. */
    static Script run(Mode mode, Driver driver, Driver.Entry entry) {
        Script script = new Script(mode, driver);
        current = script;
        try {
            script.trace.returned(driver.run(entry));
        } catch (Throwable thrown) {
            script.trace.threw(thrown);
        }
        return script;
    }

    Trace trace() {
        return trace;
    }

    Driver driver() {
        return driver;
    }

    /** How many probes the run has made. */
    int awaits() {
        return awaits;
    }

    /** Whether the oracle has awaited a future. */
    boolean awaitsFutures() {
        return awaitsFutures;
    }

    void awaitsFuture() {
        awaitsFutures = true;
    }

    /** Numbers the next probe. */
    int next() {
        return ++awaits;
    }

    Timing timing(int await) {
        return mode.pace().timing(await);
    }

    /** What the probe with that number ends with: its own outcome, or the failure that this run prescribes. */
    <T> Outcome<T> outcome(int await, Outcome<T> own) {
        return mode.failsAt(await) ? new Outcome<>(null, mode.failure().of(await)) : own;
    }
}
