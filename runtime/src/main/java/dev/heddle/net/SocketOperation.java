package dev.heddle.net;

import dev.heddle.engine.Readiness;
import dev.heddle.scheduling.Leaf;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A call on a channel that is made at once, unless that is known to be in vain, and again whenever the channel is ready, until
 * it does not block. It is its own waiter, and holds its {@link Direction} from its start to its end.
 *
 * <p>One whose owner keeps it in {@link #rest} serves the owner's next call as well, so that calls allocate nothing. That is
 * safe: an operation is handed out cold, to one caller; it can be started once, as any coroutine; it rests only when it has
 * ended with an outcome, and then nobody waits for it, no engine and no {@link Direction} knows it, and whoever still has it
 * is refused as with any coroutine that has been awaited, until it is handed out again. An operation that is never awaited,
 * or fails before it waits, just does not come back.
 *
 * <p>Cancelled while it waits, it has done nothing beyond what {@link #attempt} had done before. Confined to the loop
 * thread.
 */
abstract class SocketOperation<T extends @Nullable Object> extends Leaf<T> implements Readiness {
    /** What {@link #attempt} returns in place of a result when the call would have blocked. */
    static final Object WOULD_BLOCK = new Object();

    private final Direction direction;

    SocketOperation(Direction direction) {
        this.direction = direction;
    }

    /** An operation that rests, made cold for the next call; null if there is none, or the call needs an object of its own. */
    static <O extends SocketOperation<?>> @Nullable O again(@Nullable O resting, Direction direction) {
        if (resting == null || !mayServeAgain() || !direction.isHome()) {
            return null;
        }
        resting.becomeCold();
        return resting;
    }

    /** Makes the call; the result, or {@link #WOULD_BLOCK}. */
    abstract @Nullable Object attempt() throws IOException;

    /** False if it is known that {@link #attempt} would block, so that it is not made before the channel is ready. */
    boolean isWorthTrying() {
        return true;
    }

    /** Asks to be called again when another attempt is worth while: by the channel, or by a timer. */
    abstract void arm() throws IOException;

    /** This operation has ended, and may be handed out for another call. */
    void rest() {}

    /** Takes {@link #arm} back; false if it has been answered. */
    final boolean disarm() {
        if (isScheduled()) {
            cancelTimer();
            return true;
        }
        return direction.channel.withdraw(this);
    }

    /** The time has come for another attempt. */
    @Override
    protected void expired() {
        ready();
    }

    @Override
    protected final @Nullable Object begin() throws Throwable {
        direction.claim(this);
        boolean waits = false;
        try {
            Object result = isWorthTrying() ? attempt() : WOULD_BLOCK;
            if (result == WOULD_BLOCK) {
                arm();
                waits = true;
                return suspended();
            }
            if (direction.spend()) {
                Object suspended = suspended();
                complete(resultOf(result));
                return suspended;
            }
            rest();
            return result;
        } finally {
            if (!waits) {
                direction.release();
            }
        }
    }

    @Override
    public final void ready() {
        try {
            Object result = attempt();
            if (result == WOULD_BLOCK) {
                arm();
            } else {
                direction.release();
                complete(resultOf(result));
            }
        } catch (Throwable failure) {
            direction.release();
            fail(failure);
        }
    }

    @SuppressWarnings("unchecked") // an attempt returns a T or WOULD_BLOCK
    private @Nullable T resultOf(@Nullable Object result) {
        return (T) result;
    }

    @Override
    protected boolean withdraw() {
        if (!disarm()) {
            return false;
        }
        direction.release();
        return true;
    }

    /** Ends this waiting operation with what it has come to. */
    final void end(@Nullable T result) {
        direction.release();
        complete(result);
    }

    /** Ends this waiting operation with an exception. */
    final void abort(Throwable failure) {
        disarm();
        direction.release();
        fail(failure);
    }

    @Override
    protected final void outcomeTaken() {
        rest();
    }

    /** The task that waits here, for messages. */
    final String taskName() {
        return strand().toString();
    }
}
