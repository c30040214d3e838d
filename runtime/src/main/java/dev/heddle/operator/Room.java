package dev.heddle.operator;

import dev.heddle.Coroutine;
import dev.heddle.scheduling.Leaf;
import dev.heddle.scheduling.Strand;
import org.jspecify.annotations.Nullable;

/**
 * How far one task of a stream may run ahead of the consumer: so many places, each taken before an element is asked for and
 * given back when it has been handed out. The wait for a place, too, which is used again and again.
 *
 * <p>Confined to the loop thread; asked by one task at a time.
 */
final class Room extends Leaf<Boolean> {
    private int free;
    private boolean closed;

    /** Whose wait is over, and who has not been resumed yet. */
    private @Nullable Strand resuming;

    Room(int places) {
        free = places;
        claim(); // not to be awaited at once, and perhaps never
    }

    /** For a task that never waits for a place. */
    static Room unlimited() {
        return new Room(Integer.MAX_VALUE);
    }

    /**
     * Takes a place when there is one: true, or false if the room is closed. What {@link #enters} answers afterwards, counts.
     */
    Coroutine<Boolean> place() {
        state = 0;
        return this;
    }

    @Override
    protected Object begin() {
        if (closed) {
            return false;
        }
        if (free == 0) {
            return suspended();
        }
        free--;
        return true;
    }

    @Override
    protected boolean withdraw() {
        return true;
    }

    /** To be asked when a place has been given: false if the room was closed in the meantime. */
    boolean enters() {
        resuming = null;
        return !closed;
    }

    /** Gives a place back. */
    void release() {
        if (isWaiting()) {
            resuming = strand();
            complete(true);
        } else {
            free++;
        }
    }

    /**
     * Gives no more places.
     *
     * @return the task that waits for one and goes on without, if there is one
     */
    @Nullable
    Strand close() {
        closed = true;
        if (!isWaiting()) {
            return resuming;
        }
        Strand leaving = strand();
        complete(false);
        return leaving;
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public String toString() {
        return "the consumer of its stream";
    }
}
