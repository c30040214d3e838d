package dev.heddle.coroutine;

/**
 * Carries a result that is itself a coroutine, since a bare frame in the place of a result means "suspended". Immutable.
 *
 * @param value the coroutine that is the result
 */
record Boxed(Object value) {}
