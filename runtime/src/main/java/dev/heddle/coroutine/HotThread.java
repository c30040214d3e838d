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

    /** In a place: an array of two numbers, what the thread does, and inside of how many steps it is in the innermost one. */
    private static final int DOING = 1;

    private static final int ACTIVITY = 0;
    private static final int DEPTH = 1;

    /** Inside of so many steps no run goes on any more: each has some ten calls on the stack. */
    private static final int DEEPEST = 100;

    /** What a thread does that is in no run. */
    private static final int NOTHING = 0;

    /** What a thread does that is inside a step. */
    private static final int RUNNING = 1;

    /** What a thread does that registers with a future of the JDK's, inside a step, and was called back in there. */
    private static final int ANSWERED = 2;

    private static final String NONE = "none";

    private static final ThreadLocal<Object[]> HERE = ThreadLocal.withInitial(() -> new Object[] {NONE, new int[2]});

    private HotThread() {}

    /** The place of the current thread. */
    static Object[] here() {
        return HERE.get();
    }

    /** The numbers in a place. */
    static int[] doing(Object[] here) {
        return (int[]) here[DOING];
    }

    /** The run whose step is the innermost on this thread's stack. */
    static @Nullable HotRun<?> running(Object[] here) {
        return doing(here)[ACTIVITY] == NOTHING ? null : latest(here);
    }

    /** The run that the thread is in, or was in last if it is in none and remembers it. */
    private static @Nullable HotRun<?> latest(Object[] here) {
        Object run = here[RUN];
        return run == NONE ? null : (HotRun<?>) (run instanceof Reference<?> reference ? reference.get() : run);
    }

    /** Whether the thread is in no run. */
    static boolean isFree(int[] doing) {
        return doing[ACTIVITY] == NOTHING;
    }

    /** Whether the thread is inside of so many steps that the next one is better done elsewhere. */
    static boolean isDeep(int[] doing) {
        return doing[DEPTH] >= DEEPEST;
    }

    /**
     * Takes an answer, on a thread that is in a run, for the registration that its innermost step is in, if that is one of
     * {@code run}: a run that waits has nothing else on the stack. False if it is not, and the run can go on.
     */
    static boolean answers(Object[] here, int[] doing, HotRun<?> run) {
        if (latest(here) != run) {
            return false;
        }
        doing[ACTIVITY] = ANSWERED;
        return true;
    }

    /** Whether the registration that the innermost step was in has been answered meanwhile. */
    static boolean wasAnswered(int[] doing) {
        if (doing[ACTIVITY] != ANSWERED) {
            return false;
        }
        doing[ACTIVITY] = RUNNING;
        return true;
    }

    /** What the thread does before it enters a step. */
    static int before(int[] doing) {
        return doing[ACTIVITY];
    }

    /**
     * Enters a step.
     *
     * @param before what the thread does so far
     * @param run the run or a reference to it
     * @return what {@link #leave} needs
     */
    static Object enter(Object[] here, int[] doing, int before, Object run) {
        Object outer = here[RUN];
        doing[ACTIVITY] = RUNNING;
        if (before != NOTHING) {
            doing[DEPTH]++;
        }
        if (outer != run) {
            here[RUN] = run;
        }
        return outer;
    }

    /**
     * Leaves a step.
     *
     * @param before what the thread did before {@link #enter}
     * @param outer what that returned
     * @param remembered whether the run is to be left in the place, if this thread is in no other
     */
    static void leave(Object[] here, int[] doing, int before, Object outer, boolean remembered) {
        doing[ACTIVITY] = before;
        if (before == NOTHING) {
            if (!remembered) {
                here[RUN] = NONE;
            }
            return;
        }
        doing[DEPTH]--;
        if (here[RUN] != outer) {
            here[RUN] = outer;
        }
    }
}
