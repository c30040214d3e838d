package dev.heddle.proof.drive;

import dev.heddle.Coroutine;
import dev.heddle.coroutine.Frame;
import dev.heddle.coroutine.Resumable;
import dev.heddle.coroutine.Trampoline;
import org.jspecify.annotations.Nullable;

/**
 * Runs a coroutine that suspends in {@link Point}s only, and returns or throws what it ends with. Needs no loop and no other
 * thread, keeps nothing, and may be entered again from within. Stateless; any thread.
 */
public final class Driver {
    private Driver() {}

    /** Starts a coroutine and resumes it until it is done. */
    public static @Nullable Object run(Coroutine<?> coroutine) throws Throwable {
        Frame<?> body = (Frame<?>) coroutine;
        Outcome outcome = new Outcome();
        body.claim();
        Trampoline.start(body, outcome);
        while (!outcome.isHere) {
            Trampoline.run(Point.takePending(), null, null);
        }
        if (outcome.failure != null) {
            throw outcome.failure;
        }
        return outcome.value;
    }

    /** The root under the chain of frames. */
    private static final class Outcome extends Resumable {
        boolean isHere;

        @Nullable
        Object value;

        @Nullable
        Throwable failure;

        @Override
        protected @Nullable Object resume(@Nullable Object value, @Nullable Throwable failure) {
            this.isHere = true;
            this.value = value;
            this.failure = failure;
            return null;
        }
    }
}
