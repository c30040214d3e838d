package dev.heddle;

import java.util.concurrent.TimeoutException;

/**
 * Thrown by every await inside a scope or a {@link Coroutines#timeout} whose deadline has passed, until it is left.
 *
 * <p>It leaves {@code timeout} unchanged. Where deadlines nest, the outermost one that has passed is the one thrown;
 * {@link TaskScope#expired()} tells for each scope whether it was its own.
 */
public final class DeadlineExceeded extends TimeoutException {
    private static final long serialVersionUID = 1;

    /** Whose deadline it is, to tell it from that of a scope around it. */
    final transient TaskScope scope;

    DeadlineExceeded(TaskScope scope, String message) {
        super(message);
        this.scope = scope;
    }
}
