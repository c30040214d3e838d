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

    /** Whether the cancellation of what is around a scope reaches inside. */
    enum Border {
        OPEN,
        SHIELDED
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
