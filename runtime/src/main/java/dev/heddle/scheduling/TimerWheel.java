package dev.heddle.scheduling;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The timers of one loop: a hierarchical timing wheel (Varghese and Lauck, "Hashed and Hierarchical Timing Wheels", SOSP
 * 1987, scheme 7) that cascades as Linux's did and finds its slots by bitmap and exclusive-or as Tokio's does.
 *
 * <p>A level has 64 slots, one for each value of six bits of the deadline; level 0 takes the lowest six. The tick is one
 * nanosecond and the levels cover all 64 bits, hence nothing is rounded, there is no horizon with a list of late comers
 * behind it, a virtual clock stops at the exact nanosecond, and timers expire in the order of their deadlines, those with
 * equal deadlines in the order they were scheduled. The price, at most one move per level, is paid only by timers that live
 * long enough: a timer alone in its slot expires from there, and most timeouts are cancelled.
 *
 * <p>Invariants, where {@code time} is the latest clock reading seen:
 *
 * <ol>
 *   <li>A node whose deadline is not after {@code time} is in the list {@link #DUE}.
 *   <li>Any other is on the level of the highest bit in which deadline and {@code time} differ, in the slot that the
 *       deadline's six bits of this level name. Nodes with equal deadlines are therefore always in the same list, and
 *       which list a node is in need not be written down.
 *   <li>So an occupied slot lies ahead of {@code time} on its level, and every slot of a level lies before all those of
 *       higher levels: the earliest timer is in the first occupied slot of the lowest occupied level.
 *   <li>A bit is set exactly for the lists (and levels) that are not empty. Lists are circular; the head is the oldest.
 * </ol>
 *
 * <p>Times are compared by subtraction, so the clock may wrap; the top level has sixteen slots and is read as a circle.
 * {@code time} never goes back: for a clock that does, it stands still.
 *
 * <p>Insertion and cancellation are O(1). Confined to the loop thread.
 */
public final class TimerWheel {
    static final int BITS = 6;
    static final int SLOTS = 1 << BITS;
    static final int LEVELS = (Long.SIZE + BITS - 1) / BITS;

    /** The list of nodes whose deadline has come, in the order in which they expire. */
    static final int DUE = LEVELS * SLOTS;

    /** Up to so many nodes of one slot are looked at to tell the next deadline exactly. */
    static final int EXACT = 16;

    /** About 146 years; half of what a difference of two times can hold, so that both may still move. */
    private static final long LONGEST_DELAY = Long.MAX_VALUE / 2;

    final @Nullable TimerNode<?>[] heads = new TimerNode<?>[DUE + 1];
    final long[] occupiedSlots = new long[LEVELS];
    int occupiedLevels;
    long time;
    private int size;

    /** The last node that the running {@link #advance} lets expire; null when none is left or none runs. */
    private @Nullable TimerNode<?> lastToExpire;

    /** An empty wheel on a clock that shows {@code nowNanos}. */
    public TimerWheel(long nowNanos) {
        time = nowNanos;
    }

    /**
     * The deadline that lies {@code delayNanos} after now: negative delays count as zero, very long ones as 146 years, and
     * where the clock has stepped back, now is the latest time it had shown.
     */
    public long deadlineAfter(long nowNanos, long delayNanos) {
        long now = nowNanos - time < 0 ? time : nowNanos;
        return now + Math.max(0, Math.min(delayNanos, LONGEST_DELAY));
    }

    /**
     * Lets the node expire in the first {@link #advance} that begins after this call and reaches the deadline. A deadline in
     * the past counts as now.
     *
     * @throws IllegalStateException if the node is scheduled already
     */
    public void schedule(TimerNode<?> node, long deadlineNanos) {
        if (node.isScheduled()) {
            throw new IllegalStateException(node + " is scheduled already");
        }
        node.deadlineNanos = deadlineNanos;
        append(node, slotOf(deadlineNanos));
        size++;
    }

    /**
     * Takes the node out; it will not expire.
     *
     * @return false if it was not scheduled (any more)
     */
    public boolean cancel(TimerNode<?> node) {
        if (!node.isScheduled()) {
            return false;
        }
        unlink(node);
        size--;
        return true;
    }

    /**
     * Lets every node expire whose deadline is not after {@code nowNanos}, earliest first. What {@link TimerNode#expired}
     * schedules waits for the next call even when due at once, so the call ends; what it cancels does not expire. An
     * exception thrown there reaches the caller; the nodes behind stay due.
     */
    public void advance(long nowNanos) {
        if (nowNanos - time > 0) {
            moveTo(nowNanos);
        }
        TimerNode<?> first = heads[DUE];
        lastToExpire = first == null ? null : first.previous;
        while (lastToExpire != null) {
            TimerNode<?> node = Objects.requireNonNull(heads[DUE]);
            unlink(node);
            size--;
            node.expired();
        }
    }

    /**
     * How long nothing expires: 0 when a node is due, {@link Long#MAX_VALUE} when there is none. Never later than the next
     * deadline; earlier only when more than {@value #EXACT} nodes share its slot, and then so that {@link #advance} at that
     * time spreads them over lower levels, which a node can see at most ten times.
     */
    public long nanosUntilNext(long nowNanos) {
        if (heads[DUE] != null) {
            return 0;
        }
        if (occupiedLevels == 0) {
            return Long.MAX_VALUE;
        }
        long fromTime = firstEvent(firstSlot()) - time;
        long passed = nowNanos - time;
        long left = fromTime - passed;
        if (passed >= 0) {
            return Math.max(0, left);
        }
        return left < 0 ? Long.MAX_VALUE : left;
    }

    /** How many nodes are scheduled. */
    public int size() {
        return size;
    }

    /** Establishes the invariants for a later {@code time}: empties each slot whose start is reached, earliest first. */
    private void moveTo(long now) {
        while (occupiedLevels != 0) {
            int slot = firstSlot();
            long start = startOf(slot);
            if (start - now > 0) {
                break;
            }
            time = start;
            TimerNode<?> node = takeAll(slot);
            if (node.next == node && node.deadlineNanos - now <= 0) {
                append(node, DUE);
                continue;
            }
            TimerNode<?> last = Objects.requireNonNull(node.previous);
            while (true) {
                TimerNode<?> following = Objects.requireNonNull(node.next);
                append(node, slotOf(node.deadlineNanos));
                if (node == last) {
                    break;
                }
                node = following;
            }
        }
        time = now;
    }

    private int slotOf(long deadline) {
        if (deadline - time <= 0) {
            return DUE;
        }
        int level = (Long.SIZE - 1 - Long.numberOfLeadingZeros(deadline ^ time)) / BITS;
        return level * SLOTS + ((int) (deadline >>> level * BITS) & SLOTS - 1);
    }

    /** The first occupied slot of the lowest occupied level; there must be one. */
    private int firstSlot() {
        int level = Integer.numberOfTrailingZeros(occupiedLevels);
        int current = (int) (time >>> level * BITS);
        int ahead = Long.numberOfTrailingZeros(Long.rotateRight(occupiedSlots[level], current));
        return level * SLOTS + (current + ahead & SLOTS - 1);
    }

    /** The first time that belongs to a slot ahead; on the top level the multiplication drops the full turns. */
    private long startOf(int slot) {
        int shift = slot / SLOTS * BITS;
        long current = time >>> shift;
        return current + (slot - current & SLOTS - 1) << shift;
    }

    /** The earliest deadline in the slot, or the start of the slot when there are too many to look at. */
    private long firstEvent(int slot) {
        TimerNode<?> head = Objects.requireNonNull(heads[slot]);
        long earliest = head.deadlineNanos;
        TimerNode<?> node = Objects.requireNonNull(head.next);
        for (int seen = 1; node != head; seen++) {
            if (seen == EXACT) {
                return startOf(slot);
            }
            if (node.deadlineNanos - earliest < 0) {
                earliest = node.deadlineNanos;
            }
            node = Objects.requireNonNull(node.next);
        }
        return earliest;
    }

    private void append(TimerNode<?> node, int slot) {
        TimerNode<?> head = heads[slot];
        if (head == null) {
            node.previous = node;
            node.next = node;
            heads[slot] = node;
            markOccupied(slot);
            return;
        }
        TimerNode<?> tail = Objects.requireNonNull(head.previous);
        node.previous = tail;
        node.next = head;
        tail.next = node;
        head.previous = node;
    }

    private void unlink(TimerNode<?> node) {
        TimerNode<?> previous = Objects.requireNonNull(node.previous);
        TimerNode<?> next = Objects.requireNonNull(node.next);
        int slot = slotOf(node.deadlineNanos);
        boolean isHead = heads[slot] == node;
        if (node == lastToExpire) {
            lastToExpire = isHead ? null : previous;
        }
        if (next == node) {
            heads[slot] = null;
            markEmpty(slot);
        } else {
            previous.next = next;
            next.previous = previous;
            if (isHead) {
                heads[slot] = next;
            }
        }
        node.previous = null;
        node.next = null;
    }

    /** Empties a list; returns its head, from which the nodes are still linked. */
    private TimerNode<?> takeAll(int slot) {
        TimerNode<?> head = Objects.requireNonNull(heads[slot]);
        heads[slot] = null;
        markEmpty(slot);
        return head;
    }

    private void markOccupied(int slot) {
        if (slot != DUE) {
            occupiedSlots[slot / SLOTS] |= 1L << slot;
            occupiedLevels |= 1 << slot / SLOTS;
        }
    }

    private void markEmpty(int slot) {
        if (slot != DUE) {
            int level = slot / SLOTS;
            occupiedSlots[level] &= ~(1L << slot);
            if (occupiedSlots[level] == 0) {
                occupiedLevels &= ~(1 << level);
            }
        }
    }
}
