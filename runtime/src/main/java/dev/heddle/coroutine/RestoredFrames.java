package dev.heddle.coroutine;

import org.jspecify.annotations.Nullable;

/**
 * The coroutine that frames read by {@link SavedFrames} are resumed by: the caller of the outermost, whose outcome is its own.
 * It starts what the innermost of them waits for.
 *
 * <p>When these frames are written again, it is left out. Confined to the thread that drives the chain.
 */
public final class RestoredFrames<T extends @Nullable Object> extends Frame<T> {
    private static final int LINKED = 1;

    private final Frame<?> awaited;
    private final Class<T> result;

    /**
     * A cold one.
     *
     * @param awaited claimed, and what the innermost frame waits for; it suspends when it is started
     * @param result what the outermost yields
     */
    public RestoredFrames(Frame<?> awaited, Class<T> result) {
        this.awaited = awaited;
        this.result = result;
    }

    @Override
    protected @Nullable Object resume(@Nullable Object value, @Nullable Throwable failure) throws Throwable {
        if (state != LINKED) {
            awaited.startClaimed();
            awaited.resume(null, null);
            state = LINKED;
            return this;
        }
        if (failure != null) {
            throw failure;
        }
        return Awaits.result(result.cast(value));
    }

    @Override
    public String toString() {
        return "restored checkpoint";
    }
}
