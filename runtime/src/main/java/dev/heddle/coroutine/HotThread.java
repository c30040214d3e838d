package dev.heddle.coroutine;

import java.lang.ref.Reference;
import org.jspecify.annotations.Nullable;

/**
 * Where a thread keeps which {@link HotRun} it is in: the one whose step is the innermost on its stack.
 *
 * <p>A place is made of arrays, which are classes of the JDK's: it stays with threads of a pool when this class has had its
 * day. Writing a reference to an old object costs a memory fence with some garbage collectors, so the run is left in the
 * place for the next time, as a reference that does not keep it alive, and a number tells whether it runs. Stateless; each
 * place is confined to its thread.
 */
final class HotThread {
    /** In a place: the innermost run or a reference to it, which is stale while none runs. */
    private static final int RUN = 0;

    /** In a place: an array of one number, what the thread does. */
    private static final int DOING = 1;

    /** What a thread does that is in no run. */
    private static final int NOTHING = 0;

    /** What a thread does that is inside a step. */
    private static final int RUNNING = 1;

    /** What a thread does that registers with a future of the JDK's, inside a step. */
    private static final int REGISTERING = 2;

    private static final String NONE = "none";

    private static final ThreadLocal<Object[]> HERE = ThreadLocal.withInitial(() -> new Object[] {NONE, new int[1]});

    private HotThread() {}

    /** The place of the current thread. */
    static Object[] here() {
        return HERE.get();
    }

    /** The number in a place. */
    static int[] doing(Object[] here) {
        return (int[]) here[DOING];
    }

    /** The run whose step is the innermost on this thread's stack. */
    static @Nullable HotRun<?> running(Object[] here) {
        if (doing(here)[0] == NOTHING) {
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
    static @Nullable Object enter(Object[] here, int[] doing, Object run) {
        Object outer = doing[0] == NOTHING ? null : here[RUN];
        doing[0] = RUNNING;
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
    static void leave(Object[] here, int[] doing, boolean remembered, @Nullable Object outer) {
        if (outer == null) {
            doing[0] = NOTHING;
            if (!remembered) {
                here[RUN] = NONE;
            }
        } else if (here[RUN] != outer) {
            here[RUN] = outer;
        }
    }

    /** Says that what is called back from here on is called inside a registration. */
    static void startRegistering(int[] doing) {
        doing[0] = REGISTERING;
    }

    /** Takes back what {@link #startRegistering} said; whether it still held. */
    static boolean stopRegistering(int[] doing) {
        if (doing[0] != REGISTERING) {
            return false;
        }
        doing[0] = RUNNING;
        return true;
    }
}
