package dev.heddle;

import java.util.concurrent.CancellationException;

/**
 * Thrown by the await of a task that ended by cancellation: <em>it</em> was cancelled, the awaiting task was not. Whoever is
 * cancelled itself gets {@link Cancelled}.
 */
public final class TaskCancelledException extends CancellationException {
    private static final long serialVersionUID = 1;

    TaskCancelledException(String message) {
        super(message);
    }

    TaskCancelledException(String message, Throwable cause) {
        super(message);
        initCause(cause);
    }
}
