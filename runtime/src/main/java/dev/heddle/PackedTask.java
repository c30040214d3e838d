package dev.heddle;

import dev.heddle.coroutine.Frame;
import dev.heddle.scheduling.Strand;
import org.jspecify.annotations.Nullable;

/**
 * How a task keeps what it knows of itself. One that sleeps costs 40 bytes: what is small shares one number, and one
 * reference stands for what the others would.
 *
 * <p>Confined to the loop thread.
 */
abstract class PackedTask extends Strand {
    private static final Task.State[] STATES = Task.State.values();

    /*
     * The bits, from the lowest: the state, the flags, and the number, which begins anew after two million tasks.
     */
    private static final int STATE = 0b111;
    static final int DAEMON = 1 << 3;
    static final int FAILURE_TOLD = 1 << 4;
    static final int TOLD_OWNER = 1 << 5;
    static final int HAS_SLOT = 1 << 6;
    private static final int HAS_EXTRA = 1 << 7;
    private static final int NUMBER_SHIFT = 8;

    /** A {@link TaskExtra} if the bit says so; else, before the end, the only waiter, and after it, the outcome. */
    private @Nullable Object content;

    PackedTask(Frame<?> coroutine, int number) {
        super(coroutine);
        setBits(number << NUMBER_SHIFT);
    }

    final int number() {
        return bits() >>> NUMBER_SHIFT;
    }

    final Task.State storedState() {
        return STATES[bits() & STATE];
    }

    final void setState(Task.State state) {
        setBits(bits() & ~STATE | state.ordinal());
    }

    final boolean hasEnded() {
        return (bits() & STATE) > Task.State.RUNNING.ordinal();
    }

    final boolean has(int flag) {
        return (bits() & flag) != 0;
    }

    final void set(int flag) {
        setBits(bits() | flag);
    }

    /** The result or the failure of a task that has ended. */
    final @Nullable Object outcome() {
        TaskExtra extra = extraOrNull();
        return extra == null ? content : extra.outcome;
    }

    /** Takes down the outcome, before the state says that there is one; returns the first of the waiters. */
    final @Nullable TaskAwait<?> end(@Nullable Object outcome) {
        TaskExtra extra = extraOrNull();
        if (extra == null) {
            TaskAwait<?> waiter = (TaskAwait<?>) content;
            content = outcome;
            return waiter;
        }
        extra.outcome = outcome;
        TaskAwait<?> first = extra.firstWaiter;
        extra.firstWaiter = null;
        extra.lastWaiter = null;
        return first;
    }

    /** The first of those that wait for the end; null if nobody does. */
    final @Nullable TaskAwait<?> firstWaiter() {
        TaskExtra extra = extraOrNull();
        if (extra != null) {
            return extra.firstWaiter;
        }
        return hasEnded() ? null : (TaskAwait<?>) content;
    }

    final void addWaiter(TaskAwait<?> waiter) {
        if (content == null) {
            content = waiter;
        } else {
            extra().addWaiter(waiter);
        }
    }

    final void removeWaiter(TaskAwait<?> waiter) {
        if (content == waiter) {
            content = null;
        } else {
            extra().removeWaiter(waiter);
        }
    }

    final @Nullable TaskExtra extraOrNull() {
        return has(HAS_EXTRA) ? (TaskExtra) content : null;
    }

    final TaskExtra extra() {
        TaskExtra extra = extraOrNull();
        if (extra == null) {
            extra = new TaskExtra();
            if (hasEnded()) {
                extra.outcome = content;
            } else if (content != null) {
                extra.addWaiter((TaskAwait<?>) content);
            }
            content = extra;
            set(HAS_EXTRA);
        }
        return extra;
    }
}
