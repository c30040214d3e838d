package dev.heddle.samples.redis.data;

import dev.heddle.samples.redis.data.SortedSetValue.Member;

/** Members by their score. Immutable. */
public record ScoreRange(double min, boolean withoutMin, double max, boolean withoutMax)
        implements SortedSetValue.Range {
    @Override
    public boolean isBelow(Member member) {
        return withoutMin ? member.score() <= min : member.score() < min;
    }

    @Override
    public boolean isAbove(Member member) {
        return withoutMax ? member.score() >= max : member.score() > max;
    }
}
