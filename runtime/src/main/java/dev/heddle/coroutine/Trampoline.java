package dev.heddle.coroutine;

import org.jspecify.annotations.Nullable;

/**
 * Resumes frames one after the other, innermost first, in a flat loop: the stack stays one frame deep however long the
 * chain of callers is. Stateless.
 */
public final class Trampoline {
    private Trampoline() {}

    /**
     * Starts a claimed {@code body} on top of {@code root}, which is resumed at once if the body ends without suspending.
     * What the root throws reaches the caller of this method.
     */
    public static void start(Frame<?> body, Resumable root) throws Throwable {
        link(body, root);
        run(body, null, null);
    }

    /** Puts a claimed {@code body} on top of {@code root}, so that to {@link #run} it without an outcome starts it. */
    static void link(Frame<?> body, Resumable root) {
        body.caller = root;
        body.startClaimed();
    }

    /**
     * Resumes {@code next} with an outcome, and its callers with theirs, until one suspends again or the root is reached.
     * The root (a {@link Resumable} that is no frame) is resumed last; what it returns or throws is its own affair and
     * reaches the caller of this method.
     *
     * @return what the last frame returned if it suspended, else null
     */
    public static @Nullable Object run(@Nullable Resumable next, @Nullable Object value, @Nullable Throwable failure)
            throws Throwable {
        if (failure != null) {
            LogicalTrace.complete(failure, next);
        }
        while (next instanceof Frame<?> frame) {
            try {
                value = frame.resume(value, failure);
                failure = null;
            } catch (Throwable thrown) {
                value = null;
                if (thrown != failure) {
                    LogicalTrace.complete(thrown, frame.caller);
                }
                failure = thrown;
                if (frame.caller != null) {
                    frame.caller.calleeFailed(frame);
                }
            }
            if (value instanceof Frame<?> returned) {
                if (returned != frame && returned.caller != frame) {
                    returned.caller = frame.caller;
                }
                return returned;
            }
            value = Awaits.unboxed(value);
            next = frame.caller;
        }
        if (next != null) {
            next.resume(value, failure);
        }
        return null;
    }
}
