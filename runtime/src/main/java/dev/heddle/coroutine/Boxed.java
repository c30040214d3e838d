package dev.heddle.coroutine;

import org.jspecify.annotations.Nullable;

/**
 * Carries a result that is itself a coroutine, since a bare frame in the place of a result means "suspended". Immutable.
 *
 * @param value the coroutine that is the result; or null, where a bare null would mean that there is no coroutine
 */
record Boxed(@Nullable Object value) {
    /** The result null, kept in the place of a coroutine. */
    static final Boxed NULL = new Boxed(null);
}
