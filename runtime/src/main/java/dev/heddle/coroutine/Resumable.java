package dev.heddle.coroutine;

import org.jspecify.annotations.Nullable;

/**
 * What the {@link Trampoline} resumes: a frame, or the root under a chain of frames.
 *
 * <p>Confined to the thread that drives the chain.
 */
public abstract class Resumable {
    /** For frames and roots only. */
    protected Resumable() {}

    /**
     * Enters at the current state with the outcome of what was awaited.
     *
     * @param value the result awaited, or null where {@code failure} is given
     * @param failure thrown at the suspension point when not null
     * @return the result; or, when suspended again, the frame that the next caller has to link: this one, or the callee to
     *     which a tail await forwards
     */
    protected abstract @Nullable Object resume(@Nullable Object value, @Nullable Throwable failure) throws Throwable;

    /** A frame whose caller this is has failed, and this is about to be resumed with that. Must not throw. */
    protected void calleeFailed(Frame<?> callee) {}
}
