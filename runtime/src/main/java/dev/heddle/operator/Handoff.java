package dev.heddle.operator;

import dev.heddle.Coroutine;
import dev.heddle.Loop;
import dev.heddle.scheduling.Leaf;
import java.util.ArrayDeque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Elements on their way from those who make them to the one generator that hands them out, in the order in which they came.
 * A failure comes after the elements that came before it. An element costs no object.
 *
 * <p>Confined to the loop thread. One ask at a time; each coroutine is to be awaited at once.
 */
class Handoff<T extends @Nullable Object> {
    /** No deadline. */
    static final long NEVER = Long.MAX_VALUE;

    private static final Object NULL = new Object();

    private final ArrayDeque<Object> elements = new ArrayDeque<>();

    /** For each of the elements, where it took its place. */
    private final ArrayDeque<Room> rooms = new ArrayDeque<>();

    private final Arrival arrival = new Arrival();
    private boolean over;
    private @Nullable Throwable failure;
    private @Nullable Throwable told;
    private long lastReplaced;

    /** Hands over an element for which a place was taken. */
    final void add(T element, Room room) {
        elements.add(element == null ? NULL : element);
        rooms.add(room);
        arrival.changed();
    }

    /** Hands over an element in the place of the one that has not been taken yet, if there is one. */
    final void replace(T element, Room room) {
        discard();
        lastReplaced = Loop.current().nanos();
        add(element, room);
    }

    /** Drops what has not been taken. */
    final void discard() {
        while (!elements.isEmpty()) {
            removeFirst();
        }
    }

    /** No more elements will come. */
    final void end() {
        over = true;
        arrival.changed();
    }

    /** No more elements will come but this; the first failure counts. */
    final void fail(Throwable exception) {
        if (failure == null) {
            failure = exception;
        }
        end();
    }

    final boolean isEmpty() {
        return elements.isEmpty();
    }

    /** True when all that will come is here. */
    final boolean isOver() {
        return over;
    }

    final boolean hasFailed() {
        return failure != null;
    }

    /** The failure that the generator was told; null if none. */
    final @Nullable Throwable told() {
        return told;
    }

    /** Waits for an element: true if there is one, false at the end; throws the failure. */
    final Coroutine<Boolean> advance() {
        return arrival.asked(Arrival.ELEMENT, NEVER);
    }

    /** As {@link #advance}, false when the deadline comes first; leaves a failure to the next {@code advance}. */
    final Coroutine<Boolean> elementBefore(long deadlineNanos) {
        return arrival.asked(Arrival.ELEMENT_IN_TIME, deadlineNanos);
    }

    /** When {@link #replace} was called last, on the clock of the loop. */
    final long lastReplaced() {
        return lastReplaced;
    }

    /** Waits until something comes, be it an element, the end or a failure, or until the deadline. */
    final Coroutine<Boolean> change(long deadlineNanos) {
        return arrival.asked(Arrival.CHANGE, deadlineNanos);
    }

    /** The first element, which goes out of here. */
    @SuppressWarnings({"unchecked", "NullAway"}) // T admits null where null was added
    final T take() {
        Object element = removeFirst();
        return element == NULL ? null : (T) element;
    }

    private Object removeFirst() {
        Object element = elements.remove();
        rooms.remove().release();
        return element;
    }

    /** The wait of the generator. */
    private final class Arrival extends Leaf<Boolean> {
        static final int ELEMENT = 0;
        static final int ELEMENT_IN_TIME = 1;
        static final int CHANGE = 2;

        private int awaited;
        private long deadline;

        Arrival() {
            claim(); // perhaps nobody ever asks
        }

        Coroutine<Boolean> asked(int what, long deadlineNanos) {
            state = 0;
            awaited = what;
            deadline = deadlineNanos;
            return this;
        }

        @Override
        protected Object begin() throws Throwable {
            if (awaited != CHANGE && !elements.isEmpty()) {
                return true;
            }
            if (over) {
                if (awaited == ELEMENT && failure != null) {
                    told = failure;
                    throw failure;
                }
                return false;
            }
            if (deadline != NEVER) {
                if (deadline - loop().nanos() <= 0) {
                    return false;
                }
                wakeAt(deadline);
            }
            return suspended();
        }

        void changed() {
            if (!isWaiting()) {
                return;
            }
            cancelTimer();
            if (awaited == ELEMENT && elements.isEmpty() && failure != null) {
                told = failure;
                fail(Objects.requireNonNull(failure));
            } else {
                complete(!elements.isEmpty());
            }
        }

        @Override
        protected void expired() {
            complete(false);
        }

        @Override
        protected boolean withdraw() {
            cancelTimer();
            return true;
        }

        @Override
        public String toString() {
            return "the next element of a stream";
        }
    }
}
