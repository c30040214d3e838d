package dev.heddle;

import org.jspecify.annotations.Nullable;

/**
 * Why something was cancelled, and who asked for it. One request has one reason, which all tasks and scopes share that it
 * reaches. Immutable.
 */
public final class CancelReason {
    /** What leads to a cancellation. */
    public enum Kind {
        /** A call of {@link Task#cancel()} or {@link TaskScope#cancel()}. */
        REQUESTED,
        /** The deadline of a scope has passed. */
        DEADLINE,
        /** A task of a scope has failed. */
        FAILED,
        /** The body of a scope has left it with an exception. */
        LEFT,
        /** The task is not needed any more: a daemon when all others have ended, the loser of a race. */
        FINISHED,
        /** The loop is being closed. */
        SHUTDOWN,
        /** The process has got the signal INT. */
        INTERRUPT
    }

    private final Kind kind;
    private final @Nullable String message;
    private final Object origin;

    /**
     * A new reason.
     *
     * @param origin the task that asked for it, or the scope or loop that did so by its own rules
     */
    CancelReason(Kind kind, @Nullable String message, Object origin) {
        this.kind = kind;
        this.message = message;
        this.origin = origin;
    }

    /** What led to the cancellation. */
    public Kind kind() {
        return kind;
    }

    /** What the caller of {@code cancel} has given as the reason; null if nothing. */
    public @Nullable String message() {
        return message;
    }

    /** Who asked, in words: {@code task `main`}, {@code scope `load`}, {@code loop `loop`}. */
    public String origin() {
        return origin.toString();
    }

    /** Whether this scope asked, since it does not need its tasks any more. */
    boolean isEndOf(TaskScope scope) {
        return kind == Kind.FINISHED && origin == scope;
    }

    /** What to put behind "was cancelled" in messages. */
    String suffix() {
        return message == null ? "" : ": " + message;
    }

    @Override
    public String toString() {
        String what = switch (kind) {
            case REQUESTED -> "requested by ";
            case DEADLINE -> "deadline of ";
            case FAILED -> "failure in ";
            case LEFT -> "exception in the body of ";
            case FINISHED -> "end of ";
            case SHUTDOWN -> "shutdown of ";
            case INTERRUPT -> "interrupt of ";
        };
        return what + origin + suffix();
    }
}
