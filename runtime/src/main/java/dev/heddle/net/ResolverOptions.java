package dev.heddle.net;

import java.time.Duration;

/** How a {@link Resolver} looks up names and how long it remembers. Immutable. */
public final class ResolverOptions {
    private static final ResolverOptions DEFAULTS = new ResolverOptions(
            SystemLookup.SHARED::lookUp, Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(5), 1_000);

    final HostLookup lookup;
    final Duration deadline;
    final Duration memory;
    final Duration memoryOfUnknown;

    /** How many names are remembered. */
    final int size;

    private ResolverOptions(HostLookup lookup, Duration deadline, Duration memory, Duration memoryOfUnknown, int size) {
        this.lookup = lookup;
        this.deadline = deadline;
        this.memory = memory;
        this.memoryOfUnknown = memoryOfUnknown;
        this.size = size;
    }

    /**
     * Asks the system, and gives up after 10 seconds. Remembers addresses for 30 seconds, and that there are none for 5, of
     * the 1,000 names asked for last.
     */
    public static ResolverOptions defaults() {
        return DEFAULTS;
    }

    /** The same, asking {@code lookup}. */
    public ResolverOptions lookup(HostLookup lookup) {
        return new ResolverOptions(lookup, deadline, memory, memoryOfUnknown, size);
    }

    /** The same, giving up after so much time. */
    public ResolverOptions within(Duration deadline) {
        return new ResolverOptions(lookup, deadline, memory, memoryOfUnknown, size);
    }

    /** The same, remembering addresses for so long; zero for not at all. */
    public ResolverOptions remember(Duration memory) {
        return new ResolverOptions(lookup, deadline, memory, memoryOfUnknown, size);
    }

    /** The same, remembering for so long that there is no such name; zero for not at all. */
    public ResolverOptions rememberUnknown(Duration memory) {
        return new ResolverOptions(lookup, deadline, this.memory, memory, size);
    }

    /** The same, remembering so many names. */
    public ResolverOptions size(int names) {
        return new ResolverOptions(lookup, deadline, memory, memoryOfUnknown, names);
    }
}
