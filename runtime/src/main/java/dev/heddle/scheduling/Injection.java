package dev.heddle.scheduling;

import org.jspecify.annotations.Nullable;

/** What tests do to tasks that programs cannot. Stateless; confined to the loop thread. */
public final class Injection {
    private Injection() {}

    /**
     * Makes what the strand waits in, if it does and that lets go, end with a failure that it does not have by itself. Nothing
     * has been done then, as when it is cancelled.
     */
    public static void failWait(Strand strand, Throwable failure) {
        Wait<?> wait = strand.waiting();
        if (wait != null) {
            wait.interruptBy(failure);
        }
    }

    /** The innermost scope that is open in the body of the strand; null if none is. */
    public static @Nullable Object innermostScope(Strand strand) {
        return strand.innermostScope();
    }
}
