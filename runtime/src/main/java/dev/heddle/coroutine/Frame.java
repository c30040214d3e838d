package dev.heddle.coroutine;

import dev.heddle.Coroutine;
import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/**
 * The state of one activation: for woven methods a generated subclass with the spilled values, for leaf operations a class
 * written by hand.
 *
 * <p>A frame that is returned where a result is expected means "suspended". State 0 is cold (nothing has run); a positive
 * state names the suspension point to resume at; {@link #STARTED} is a frame that runs and has not suspended yet. A frame
 * does not return to state 0, which is how a second start is found; only an operation that its owner uses for the next call
 * as well becomes cold again, when it is handed out for that.
 *
 * <p>Confined to the thread that drives the chain.
 */
public abstract non-sealed class Frame<T extends @Nullable Object> extends Coroutine<T> {
    /** The state of a frame that has been started and has not suspended. */
    public static final int STARTED = -1;

    /** The state of a frame that a task has taken but not started; it cannot be awaited or spawned any more. */
    private static final int CLAIMED = -2;

    /** Who is resumed with this frame's outcome; set by the caller when it suspends. A cold frame may have a mark here. */
    public @Nullable Resumable caller;

    /** 0 cold, {@link #STARTED}, or the suspension point to resume at. */
    public int state;

    /** A cold frame. */
    protected Frame() {
        if (Creations.wanted) {
            caller = Creations.mark();
        }
    }

    /** False while coroutines are looked for that nobody awaits: each is then an object of its own, made where it is asked for. */
    protected static boolean mayServeAgain() {
        return !Creations.wanted;
    }

    /** Where this frame is suspended, as a stack trace tells it; null for operations that are not code of a user. */
    protected @Nullable StackTraceElement position() {
        return null;
    }

    /**
     * The direct form of the method that this is an activation of: receiver first, returns {@code Object}. Null where there
     * is none, or none that is selected by the class of a receiver.
     */
    protected @Nullable MethodHandle directForm() {
        return null;
    }

    /** What the slots of this frame hold, primitives boxed; for {@link Suspension}. */
    protected @Nullable Object[] slots() {
        return new Object[0];
    }

    /** Which variables stand in which slots in each state, for {@link Suspension}; null if nothing is known of them. */
    protected @Nullable String variables() {
        return null;
    }

    /** The line of a state from a table with one character for each, for generated {@link #position}s; 0 is unknown. */
    protected static int line(String lines, int state) {
        int line = lines.charAt(Math.max(state, 0));
        return line == 0 ? -1 : line;
    }

    /**
     * Runs a cold frame until it ends or suspends.
     *
     * @return the result, or the frame to link when suspended
     * @throws IllegalStateException if this coroutine was awaited or spawned before
     */
    public final @Nullable Object start() throws Throwable {
        if (state != 0) {
            throw Creations.secondUse(this);
        }
        state = STARTED;
        if (caller != null) {
            settle(caller);
        }
        return resume(null, null);
    }

    /** The method this is an activation of, as far as the name of the class tells. */
    @Override
    public String toString() {
        String name = getClass().getName();
        String suffix = "$Coroutine";
        return "coroutine " + (name.endsWith(suffix) ? name.substring(0, name.length() - suffix.length()) : name);
    }

    /**
     * Takes this cold coroutine for one task, which alone may start it later, with {@link #startClaimed}.
     *
     * @throws IllegalStateException if it was awaited or spawned before
     */
    public final void claim() {
        if (state != 0) {
            throw Creations.secondUse(this);
        }
        state = CLAIMED;
        if (caller != null) {
            settle(caller);
        }
    }

    /** Says of a coroutine that will not run that this is on purpose; no effect on one that was awaited or spawned. */
    public final void discard() {
        if (state == 0) {
            claim();
        }
    }

    /** Takes the mark off this cold frame, which is not awaited or spawned, but driven in another way. */
    final void unmark() {
        if (caller != null) {
            Creations.settle(caller);
            caller = null;
        }
    }

    private void settle(Resumable mark) {
        caller = null;
        if (Creations.settle(mark)) {
            Creations.firstUse(this);
        }
    }

    /** Makes a claimed frame one that runs: its first {@link #resume} is the start. */
    final void startClaimed() {
        state = STARTED;
    }
}
