package dev.heddle.testing;

import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What goes wrong in one direction at one end of a scripted connection, by offset: the number of bytes that have passed
 * before. Faults may be added at any time. Confined to the loop thread.
 */
public final class ScriptedFaults {
    private final TreeSet<Long> splits = new TreeSet<>();
    private final TreeSet<Long> blocks = new TreeSet<>();
    private long reset = Long.MAX_VALUE;

    ScriptedFaults() {}

    /** No call moves bytes from before {@code offset} and from after it: the first is short. */
    public ScriptedFaults splitAt(long offset) {
        splits.add(offset);
        return this;
    }

    /** The first call at {@code offset} finds that it would block; none crosses the offset. */
    public ScriptedFaults blockAt(long offset) {
        blocks.add(offset);
        return this;
    }

    /** The call at {@code offset} resets the connection and fails. */
    public ScriptedFaults resetAt(long offset) {
        reset = offset;
        return this;
    }

    boolean resetsAt(long offset) {
        return offset >= reset;
    }

    boolean takeBlockAt(long offset) {
        return blocks.remove(offset);
    }

    /** How many of {@code wanted} bytes a call at {@code offset} may move. */
    int limit(long offset, int wanted) {
        long next = Math.min(reset, Math.min(after(splits, offset), after(blocks, offset)));
        return (int) Math.min(wanted, next - offset);
    }

    private static long after(TreeSet<Long> offsets, long offset) {
        @Nullable Long next = offsets.higher(offset);
        return next == null ? Long.MAX_VALUE : next;
    }
}
