package dev.heddle.samples.redis.data;

import dev.heddle.samples.redis.data.SortedSetValue.Member;
import java.util.Arrays;

/** Members, all with the same score, by their names. Immutable. */
public record NameRange(Bound min, Bound max) implements SortedSetValue.Range {
    /**
     * A place between names.
     *
     * @param name null for the ends of the order, told by {@code side}
     * @param side -1 just before the name, 1 just behind it
     */
    public record Bound(byte[] name, int side) {
        private boolean isBehind(Member member) {
            int order = name == null ? side : Arrays.compareUnsigned(name, member.key());
            return order > 0 || order == 0 && side > 0;
        }
    }

    @Override
    public boolean isBelow(Member member) {
        return min.isBehind(member);
    }

    @Override
    public boolean isAbove(Member member) {
        return !max.isBehind(member);
    }
}
