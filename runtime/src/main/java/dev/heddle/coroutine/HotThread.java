package dev.heddle.coroutine;

import java.lang.ref.Reference;
import org.jspecify.annotations.Nullable;

/**
 * Where a thread keeps which {@link HotRun} it is in: the one whose step is the innermost on its stack.
 *
 * <p>A place is made of arrays, which are classes of the JDK's: it stays with threads of a pool when this class has had its
 * day. Writing a reference to an old object costs a memory fence with some garbage collectors, so the run is left in the
 * place for the next time, as a reference that does not keep it alive, and a flag tells whether it runs. Stateless; each
 * place is confined to its thread.
 */
final class HotThread {
    /** In a place: the innermost run or a reference to it, which is stale while none runs. */
    private static final int RUN = 0;

    /** In a place: an array of one flag. */
    private static final int RUNNING = 1;

    private static final String NONE = "none";

    private static final ThreadLocal<Object[]> HERE =
            ThreadLocal.withInitial(() -> new Object[] {NONE, new boolean[1]});

    private HotThread() {}

    /** The place of the current thread. */
    static Object[] here() {
        return HERE.get();
    }

    /** The run whose step is the innermost on this thread's stack. */
    static @Nullable HotRun<?> running(Object[] here) {
        if (!flag(here)[0]) {
            return null;
        }
        Object run = here[RUN];
        return (HotRun<?>) (run instanceof Reference<?> reference ? reference.get() : run);
    }

    /**
     * Enters a step.
     *
     * @param run the run or a reference to it
     * @return what {@link #leave} needs
     */
    static @Nullable Object enter(Object[] here, Object run) {
        boolean[] running = flag(here);
        Object outer = running[0] ? here[RUN] : null;
        running[0] = true;
        if (here[RUN] != run) {
            here[RUN] = run;
        }
        return outer;
    }

    /**
     * Leaves a step.
     *
     * @param run what {@link #enter} was given
     * @param outer what it returned
     */
    static void leave(Object[] here, Object run, @Nullable Object outer) {
        if (outer == null) {
            flag(here)[0] = false;
            if (run instanceof HotRun<?>) {
                here[RUN] = NONE;
            }
        } else if (here[RUN] != outer) {
            here[RUN] = outer;
        }
    }

    private static boolean[] flag(Object[] here) {
        return (boolean[]) here[RUNNING];
    }
}
