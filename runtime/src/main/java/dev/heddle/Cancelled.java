package dev.heddle;

/**
 * Thrown by every await of a task that has been cancelled, or whose scope was cancelled with {@link TaskScope#cancel()}.
 *
 * <p>An {@code Error}, so that {@code catch (Exception)} does not swallow it. Let it pass: whoever catches it gets it again
 * at the next await. That another task was cancelled is told by {@link TaskCancelledException}.
 */
public final class Cancelled extends Error {
    private static final long serialVersionUID = 1;

    private final transient CancelReason reason;

    Cancelled(String message, CancelReason reason) {
        super(message);
        this.reason = reason;
    }

    /** Why, and who asked for it. */
    public CancelReason reason() {
        return reason;
    }
}
