package dev.heddle.engine;

import org.jspecify.annotations.Nullable;

/**
 * Whether the system can be called directly. This is the answer on a JDK older than 22, and in a jar that was built on one;
 * a newer JDK takes the class of the same name from the versioned part of the jar.
 */
final class NativeAccess {
    private static final String TOO_OLD = "it needs a JDK 22 or newer, to run and to build this jar; this is "
            + Runtime.version().feature();

    private NativeAccess() {}

    /** Why the system cannot be called, or not without a warning of the virtual machine; null if it can. */
    static @Nullable String obstacle() {
        return TOO_OLD;
    }

    /**
     * The system calls, for one engine.
     *
     * @throws UnsupportedOperationException if they cannot be made; says why
     */
    static LinuxCalls calls() {
        throw new UnsupportedOperationException(TOO_OLD);
    }
}
