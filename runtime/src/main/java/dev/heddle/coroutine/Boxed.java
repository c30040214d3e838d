package dev.heddle.coroutine;

import org.jspecify.annotations.Nullable;

/**
 * Carries a result that is itself a coroutine, since a bare frame in the place of a result means "suspended". Immutable.
 */
public final class Boxed extends Frame<Object> {
    private final Object value;

    Boxed(Object value) {
        this.value = value;
    }

    /** The coroutine that is the result. */
    public Object value() {
        return value;
    }

    @Override
    protected @Nullable Object resume(@Nullable Object value, @Nullable Throwable failure) {
        throw new AssertionError("a boxed result is unwrapped, never resumed");
    }
}
