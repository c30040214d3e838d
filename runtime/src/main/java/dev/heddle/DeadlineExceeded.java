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

    DeadlineExceeded(String message) {
        super(message);
    }
}
