package dev.heddle;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link TaskScope} is to be opened: {@code deadline(2, SECONDS).named("load")}. Immutable.
 *
 * <p>A deadline counts from the opening of the scope.
 */
public final class ScopeOptions {
    private static final ScopeOptions DEFAULTS = new ScopeOptions(null, null, Border.OPEN, ScopePolicy.FAIL_FAST, 0);

    /** What passes between a scope and the body in which it is opened. */
    enum Border {
        /** The scope is around the body: what ends one ends the other. */
        OPEN,
        /** The same, but what is around the scope does not reach inside. */
        SHIELDED,
        /** The scope has children and no body. */
        BESIDE
    }

    final @Nullable Duration timeout;
    final @Nullable String name;
    final Border border;
    final ScopePolicy policy;

    /** How many children may run at a time; 0 for any number. */
    final int limit;

    private ScopeOptions(
            @Nullable Duration timeout, @Nullable String name, Border border, ScopePolicy policy, int limit) {
        this.timeout = timeout;
        this.name = name;
        this.border = border;
        this.policy = policy;
        this.limit = limit;
    }

    /** No deadline, no name, no limit, {@link ScopePolicy#FAIL_FAST}. */
    public static ScopeOptions defaults() {
        return DEFAULTS;
    }

    /** A scope that ends its work after so much time. */
    public static ScopeOptions deadline(long timeout, TimeUnit unit) {
        return deadline(Duration.of(timeout, unit.toChronoUnit()));
    }

    /** A scope that ends its work after so much time. */
    public static ScopeOptions deadline(Duration timeout) {
        return DEFAULTS.within(timeout);
    }

    /**
     * A scope for clean-up: cancellation and deadlines from around do not reach inside, and its own deadline, the budget,
     * does so instead.
     */
    public static ScopeOptions shield(Duration budget) {
        return new ScopeOptions(budget, null, Border.SHIELDED, ScopePolicy.FAIL_FAST, 0);
    }

    /** The same with a deadline. */
    public ScopeOptions within(Duration timeout) {
        return new ScopeOptions(timeout, name, border, policy, limit);
    }

    /** The same with a name, for messages. */
    public ScopeOptions named(String name) {
        return new ScopeOptions(timeout, name, border, policy, limit);
    }

    /**
     * The same beside the body instead of around it: for the tasks of a generator, which have to go on while it stands at an
     * {@code emit}, and must not reach what its consumer does meanwhile. A failure, a deadline or a cancellation of the scope
     * ends its tasks and no await of the body; closing throws as ever. The scopes that are open around, up to the innermost
     * shield, may be left before it. Any task may close it.
     */
    public ScopeOptions beside() {
        return new ScopeOptions(timeout, name, Border.BESIDE, policy, limit);
    }

    /** The same with another answer to the ends of its tasks. */
    public ScopeOptions policy(ScopePolicy policy) {
        return new ScopeOptions(timeout, name, border, policy, limit);
    }

    /**
     * The same with at most {@code limit} tasks running at a time, daemons not counted. Further ones begin, in order, as
     * others end; {@link TaskScope#spawnWhenFree} awaits its turn. A task that awaits a later one of its own scope may wait
     * for ever.
     *
     * @throws IllegalArgumentException if {@code limit} is less than one
     */
    public ScopeOptions limit(int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("with a limit of " + limit + " no task could run");
        }
        return new ScopeOptions(timeout, name, border, policy, limit);
    }
}
