package dev.heddle.conformance;

import dev.heddle.coroutine.Awaits;
import dev.heddle.coroutine.Frame;

/** A coroutine written by hand that awaits one thing and ends with its outcome. */
final class Awaiting<T> extends Frame<T> {
    /** Starts what is awaited, as the methods of {@link Awaits} do. */
    interface Start {
        Object start() throws Throwable;
    }

    private final Start start;

    Awaiting(Start start) {
        this.start = start;
    }

    @Override
    protected Object resume(Object value, Throwable failure) throws Throwable {
        if (state == STARTED) {
            Object result = start.start();
            return Awaits.suspended(result) == null ? result : Awaits.suspend(result, this, 1);
        }
        if (failure != null) {
            throw failure;
        }
        return Awaits.result(value);
    }
}
