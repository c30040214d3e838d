package dev.heddle;

import dev.heddle.coroutine.Awaits;
import dev.heddle.coroutine.Frame;
import org.jspecify.annotations.Nullable;

/**
 * A coroutine written by hand for tests: a list of steps with an await between each two of them. A step gets what the await
 * before it has brought, and returns what the next await has returned, or the result of the whole.
 */
final class Steps<T extends @Nullable Object> extends Frame<T> {
    /** The outcome of an await. */
    record Outcome(@Nullable Object value, @Nullable Throwable failure) {
        /** The value, or the exception thrown as at the await. */
        @Nullable
        Object get() throws Throwable {
            if (failure != null) {
                throw failure;
            }
            return value;
        }
    }

    /** The code between two awaits. */
    interface Step {
        @Nullable
        Object run(Outcome previous) throws Throwable;
    }

    private final String name;
    private final Step[] steps;

    private Steps(String name, Step[] steps) {
        this.name = name;
        this.steps = steps;
    }

    /** A coroutine without a name. */
    static <T extends @Nullable Object> Coroutine<T> steps(Step... steps) {
        return new Steps<>("steps", steps);
    }

    /** A coroutine whose only await is the given one, and which ends with what that brings. */
    static <T extends @Nullable Object> Coroutine<T> awaiting(Awaitable<T> awaitable) {
        return steps(start -> Awaits.await(awaitable), outcome -> Awaits.result(outcome.get()));
    }

    @Override
    protected @Nullable Object resume(@Nullable Object value, @Nullable Throwable failure) throws Throwable {
        if (state == steps.length) {
            throw failure != null ? failure : new AssertionError("there is no step behind the last await");
        }
        Outcome outcome = new Outcome(value, failure);
        for (int next = Math.max(state, 0); ; next++) {
            Object returned;
            try {
                returned = steps[next].run(outcome);
            } catch (Throwable thrown) {
                if (next == steps.length - 1) {
                    throw thrown;
                }
                outcome = new Outcome(null, thrown);
                continue;
            }
            Frame<?> callee = Awaits.suspended(returned);
            if (callee != null) {
                return Awaits.suspend(callee, this, next + 1);
            }
            if (next == steps.length - 1) {
                return returned;
            }
            outcome = new Outcome(Awaits.unboxed(returned), null);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
