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

    /** What a thread does that registers with a future of the JDK's, inside a step, and was called back in there. */
    private static final int ANSWERED = 2;

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
        return doing(here)[0] == NOTHING ? null : latest(here);
    }

    /** The run that the thread is in, or was in last if it is in none and remembers it. */
    private static @Nullable HotRun<?> latest(Object[] here) {
        Object run = here[RUN];
        return run == NONE ? null : (HotRun<?>) (run instanceof Reference<?> reference ? reference.get() : run);
    }

    /**
     * Takes an answer for the registration that the innermost step is in, if that is one of {@code run}: a run that waits has
     * nothing else on the stack. False if it is not, and the run can go on.
     */
    static boolean answers(Object[] here, int[] doing, HotRun<?> run) {
        if (doing[0] == NOTHING || latest(here) != run) {
            return false;
        }
        doing[0] = ANSWERED;
        return true;
    }

    /** Whether the registration that the innermost step was in has been answered meanwhile. */
    static boolean wasAnswered(int[] doing) {
        if (doing[0] != ANSWERED) {
            return false;
        }
        doing[0] = RUNNING;
        return true;
    }

    /**
     * Enters a step.
     *
     * @param run the run or a reference to it
     * @return what {@link #leave} needs
     */
    static Object enter(Object[] here, int[] doing, Object run) {
        Object outer = here[RUN];
        doing[0] = RUNNING;
        if (outer != run) {
            here[RUN] = run;
        }
        return outer;
    }

    /** What the thread does; {@link #leave} needs it. */
    static int before(int[] doing) {
        return doing[0];
    }

    /**
     * Leaves a step.
     *
     * @param before what {@link #before} returned when the step was entered
     * @param outer what {@link #enter} returned
     * @param remembered whether the run is to be left in the place, if this thread is in no other
     */
    static void leave(Object[] here, int[] doing, int before, Object outer, boolean remembered) {
        doing[0] = before;
        if (before == NOTHING) {
            if (!remembered) {
                here[RUN] = NONE;
            }
        } else if (here[RUN] != outer) {
            here[RUN] = outer;
        }
    }
}
