package dev.heddle;

import java.util.concurrent.CancellationException;

/**
 * Thrown by the await of a task that ended by cancellation: <em>it</em> was cancelled, the awaiting task was not. Whoever is
 * cancelled itself gets {@link Cancelled}.
 */
public final class TaskCancelledException extends CancellationException {
    private static final long serialVersionUID = 1;

    private final transient CancelReason reason;

    TaskCancelledException(String message, CancelReason reason) {
        super(message);
        this.reason = reason;
    }

    TaskCancelledException(String message, Cancelled cause) {
        super(message);
        initCause(cause);
        reason = cause.reason();
    }

    /** Why, and who asked for it. */
    public CancelReason reason() {
        return reason;
    }
}
