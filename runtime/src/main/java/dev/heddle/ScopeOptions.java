package dev.heddle;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link TaskScope} is to be opened: {@code deadline(2, SECONDS).named("load")}. Immutable.
 *
 * <p>A deadline counts from the opening of the scope; null means none.
 */
public final class ScopeOptions {
    private static final ScopeOptions DEFAULTS = new ScopeOptions(null, null, false);

    final @Nullable Duration timeout;
    final @Nullable String name;
    final boolean shielded;

    private ScopeOptions(@Nullable Duration timeout, @Nullable String name, boolean shielded) {
        this.timeout = timeout;
        this.name = name;
        this.shielded = shielded;
    }

    /** No deadline, no name. */
    public static ScopeOptions defaults() {
        return DEFAULTS;
    }

    /** A scope that ends its work after so much time. */
    public static ScopeOptions deadline(long timeout, TimeUnit unit) {
        return deadline(Duration.of(timeout, unit.toChronoUnit()));
    }

    /** A scope that ends its work after so much time. */
    public static ScopeOptions deadline(Duration timeout) {
        return new ScopeOptions(timeout, null, false);
    }

    /** The same with a name, for messages. */
    public ScopeOptions named(String name) {
        return new ScopeOptions(timeout, name, shielded);
    }

    /** The same, closed to the cancellation of what is around it. */
    ScopeOptions shielded() {
        return new ScopeOptions(timeout, name, true);
    }
}
