package dev.heddle.coroutine;

import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What the innermost step of a {@link HotRun} has suspended in: the wait for a future, and the callback of that future.
 *
 * <p>The callback is registered when all callers are linked. Whichever thread calls it goes on with the run, with one
 * exception: called inside the very registration, since the future is done already, it leaves the outcome to the loop around
 * that registration, so that futures that are done do not deepen the stack. What comes inside the registration is kept in the
 * run, which no other thread can have until this one goes on with it. Behind the registration the registering thread looks at
 * nothing of the wait or the run, since another one may have both by then.
 */
abstract class HotWait extends Frame<@Nullable Object> implements BiConsumer<@Nullable Object, @Nullable Throwable> {
    final HotRun<?> run;

    HotWait(HotRun<?> run) {
        this.run = run;
        state = STARTED;
    }

    /** Asks for the callback; true if the outcome is here already and the caller has to be resumed. */
    abstract boolean arm();

    @Override
    protected final @Nullable Object resume(@Nullable Object ignored, @Nullable Throwable none) {
        throw new AssertionError("the run resumes the caller itself");
    }
}
