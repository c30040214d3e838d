package dev.heddle.scheduling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Walks every list of a wheel and verifies the invariants that {@link TimerWheel} states. */
final class WheelStructure {
    private WheelStructure() {}

    /** @return the nodes found */
    static List<TimerNode<?>> check(TimerWheel wheel) {
        List<TimerNode<?>> found = new ArrayList<>();
        int occupiedLevels = 0;
        for (int level = 0; level < TimerWheel.LEVELS; level++) {
            long occupiedSlots = 0;
            for (int position = 0; position < TimerWheel.SLOTS; position++) {
                int slot = level * TimerWheel.SLOTS + position;
                List<TimerNode<?>> nodes = list(wheel, slot);
                if (!nodes.isEmpty()) {
                    occupiedSlots |= 1L << position;
                }
                for (TimerNode<?> node : nodes) {
                    checkPlace(wheel, node, level, position);
                }
                found.addAll(nodes);
            }
            same(wheel.occupiedSlots[level], occupiedSlots, "slots of level " + level);
            occupiedLevels |= occupiedSlots == 0 ? 0 : 1 << level;
        }
        same(wheel.occupiedLevels, occupiedLevels, "levels");
        for (TimerNode<?> node : list(wheel, TimerWheel.DUE)) {
            require(node.deadlineNanos - wheel.time <= 0, node, "is not due");
            found.add(node);
        }
        same(wheel.size(), found.size(), "size");
        return found;
    }

    private static List<TimerNode<?>> list(TimerWheel wheel, int slot) {
        List<TimerNode<?>> nodes = new ArrayList<>();
        TimerNode<?> head = wheel.heads[slot];
        for (TimerNode<?> node = head; node != null; node = node.next == head ? null : node.next) {
            require(node.next != null && node.next.previous == node, node, "is not the previous of its next");
            nodes.add(node);
        }
        return nodes;
    }

    private static void checkPlace(TimerWheel wheel, TimerNode<?> node, int level, int position) {
        long deadline = node.deadlineNanos;
        require(deadline - wheel.time > 0, node, "is due but in slot " + position + " of level " + level);
        require((deadline >>> 6 * level & 63) == position, node, "is in the wrong slot of its level");
        if (level < TimerWheel.LEVELS - 1) {
            require(deadline >>> 6 * level + 6 == wheel.time >>> 6 * level + 6, node, "is on too low a level");
        }
        require(deadline >>> 6 * level != wheel.time >>> 6 * level, node, "is on too high a level");
    }

    private static void same(long actual, long expected, String what) {
        if (actual != expected) {
            assertThat(actual).as(what).isEqualTo(expected);
        }
    }

    private static void require(boolean holds, @Nullable TimerNode<?> node, String otherwise) {
        if (!holds) {
            throw new AssertionError(node + " " + otherwise);
        }
    }
}
