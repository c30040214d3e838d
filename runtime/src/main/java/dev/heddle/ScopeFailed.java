package dev.heddle;

import java.util.List;

/**
 * Thrown by every await in the body of a scope one of whose tasks has failed, and by its closing. The cause is the first
 * failure; later ones are suppressed exceptions of this one.
 */
public final class ScopeFailed extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Whose failure this is, to tell it from that of a scope around it. */
    final transient TaskScope scope;

    /** The first of the failures becomes the cause. */
    ScopeFailed(TaskScope scope, List<Throwable> failures) {
        super("a task of " + scope + " failed: " + describe(failures.get(0)), failures.get(0));
        this.scope = scope;
        failures.subList(1, failures.size()).forEach(this::addSuppressed);
    }

    /** The message of an exception is the program's code, which may fail itself. */
    private static String describe(Throwable failure) {
        try {
            return failure.toString();
        } catch (RuntimeException | Error speechless) {
            return failure.getClass().getName();
        }
    }
}
