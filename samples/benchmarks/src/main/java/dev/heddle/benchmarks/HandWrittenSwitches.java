package dev.heddle.benchmarks;

import static dev.heddle.Coroutines.yieldNow;

import dev.heddle.coroutine.Frame;
import org.jspecify.annotations.Nullable;

/**
 * {@link HeddlePrograms#switches} as a state machine written by hand on the same loop: what the woven one is measured by.
 *
 * <p>Confined to the loop thread.
 */
final class HandWrittenSwitches extends Frame<Integer> {
    private static final int YIELDED = 1;

    private final int times;
    private int switched;

    HandWrittenSwitches(int times) {
        this.times = times;
    }

    @Override
    protected Object resume(@Nullable Object value, @Nullable Throwable failure) throws Throwable {
        if (failure != null) {
            throw failure;
        }
        if (state == YIELDED) {
            switched++;
        }
        while (switched < times) {
            if (((Frame<?>) yieldNow()).start() instanceof Frame<?> callee) {
                state = YIELDED;
                callee.caller = this;
                return this;
            }
            switched++;
        }
        return switched;
    }
}
