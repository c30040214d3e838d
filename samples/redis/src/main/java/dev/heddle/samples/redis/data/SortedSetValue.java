package dev.heddle.samples.redis.data;

/**
 * Different strings in order of a number that each has, and in order of their bytes where that is the same.
 *
 * <p>Confined to the loop thread.
 */
public final class SortedSetValue implements Value {
    /** A string with its number. */
    public static final class Member extends ByteTable.Entry {
        double score;
        Member[] next = {};

        /** {@code spans[i]} is how many places {@code next[i]} is behind this one. */
        int[] spans = {};

        Member(byte[] name, double score) {
            super(name);
            this.score = score;
        }

        /** The number that decides the place; never NaN. */
        public double score() {
            return score;
        }
    }

    private final ByteTable<Member> members = new ByteTable<>();
    private final SkipList order = new SkipList();

    /** The members by name. */
    public ByteTable<Member> members() {
        return members;
    }

    /** How many members there are. */
    public int size() {
        return members.size();
    }

    /** Gives a member, new or not, this number. */
    public void put(byte[] name, double score) {
        Member member = members.find(name);
        if (member == null) {
            member = new Member(name, score);
            members.add(member);
        } else if (member.score == score) {
            return;
        } else {
            order.remove(member);
            member.score = score;
        }
        order.insert(member);
    }

    /** Removes a member. */
    public void remove(Member member) {
        members.remove(member);
        order.remove(member);
    }

    /** The place of a member, counted from 0. */
    public int rank(Member member) {
        return order.countBefore(member);
    }

    /** The member at a place, counted from 0. */
    public Member at(int rank) {
        return order.at(rank);
    }

    /** The place of the first member of the range, or where it would be. */
    public int start(Range range) {
        return order.countWhile(range::isBelow);
    }

    /** The place behind the last member of the range; never before its {@link #start}. */
    public int end(Range range) {
        return Math.max(start(range), order.countWhile(member -> !range.isAbove(member)));
    }

    /** A part of the order. */
    public interface Range {
        /** True if the range begins behind {@code member}. */
        boolean isBelow(Member member);

        /** True if the range ends before {@code member}. */
        boolean isAbove(Member member);
    }

    @Override
    public String typeName() {
        return "zset";
    }

    @Override
    public boolean isEmpty() {
        return members.isEmpty();
    }
}
