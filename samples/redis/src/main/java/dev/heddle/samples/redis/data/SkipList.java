package dev.heddle.samples.redis.data;

import dev.heddle.samples.redis.data.SortedSetValue.Member;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Predicate;

/**
 * Members in order, linked at several levels, each of which leaves out about three of four members of the one below. Links
 * know how many places they span, so that places are found as quickly as members. W. Pugh, "Skip Lists: A Probabilistic
 * Alternative to Balanced Trees", 1990.
 *
 * <p>Confined to the loop thread.
 */
final class SkipList {
    private static final int LEVELS = 16;

    private static final SplittableRandom RANDOM = new SplittableRandom();

    /** Before the first; the links behind the last member are null, and their spans mean nothing. */
    private final Member head = new Member(new byte[0], Double.NEGATIVE_INFINITY);

    private final Member[] path = new Member[LEVELS];
    private final int[] ranks = new int[LEVELS];
    private int levels = 1;
    private int size;

    SkipList() {
        head.next = new Member[LEVELS];
        head.spans = new int[LEVELS];
    }

    private static boolean isBefore(Member a, Member b) {
        return a.score < b.score || a.score == b.score && Arrays.compareUnsigned(a.key(), b.key()) < 0;
    }

    /** Adds a member that is not here. */
    void insert(Member member) {
        findPath(member);
        int height = 1;
        while (height < LEVELS && RANDOM.nextInt(4) == 0) {
            height++;
        }
        for (; levels < height; levels++) {
            path[levels] = head;
            ranks[levels] = 0;
            head.spans[levels] = size;
        }
        member.next = new Member[height];
        member.spans = new int[height];
        int rank = ranks[0];
        for (int level = 0; level < levels; level++) {
            Member before = path[level];
            if (level < height) {
                member.next[level] = before.next[level];
                member.spans[level] = before.spans[level] - (rank - ranks[level]);
                before.next[level] = member;
                before.spans[level] = rank - ranks[level] + 1;
            } else {
                before.spans[level]++;
            }
        }
        size++;
        Arrays.fill(path, null);
    }

    /** Removes a member that is here. */
    void remove(Member member) {
        findPath(member);
        for (int level = 0; level < levels; level++) {
            Member before = path[level];
            if (before.next[level] == member) {
                before.next[level] = member.next[level];
                before.spans[level] += member.spans[level] - 1;
            } else {
                before.spans[level]--;
            }
        }
        while (levels > 1 && head.next[levels - 1] == null) {
            levels--;
        }
        size--;
        Arrays.fill(path, null);
    }

    /** Makes {@link #path} the last of each level that is before {@code member}, and {@link #ranks} their places from 1. */
    private void findPath(Member member) {
        Member at = head;
        int rank = 0;
        for (int level = levels - 1; level >= 0; level--) {
            while (at.next[level] != null && isBefore(at.next[level], member)) {
                rank += at.spans[level];
                at = at.next[level];
            }
            path[level] = at;
            ranks[level] = rank;
        }
    }

    /** How many members are before {@code member}. */
    int countBefore(Member member) {
        return countWhile(each -> isBefore(each, member));
    }

    /** How many members, from the first on, {@code condition} holds for; it must hold for none behind them. */
    int countWhile(Predicate<Member> condition) {
        Member at = head;
        int count = 0;
        for (int level = levels - 1; level >= 0; level--) {
            while (at.next[level] != null && condition.test(at.next[level])) {
                count += at.spans[level];
                at = at.next[level];
            }
        }
        return count;
    }

    /** The member with {@code index} members before it. */
    Member at(int index) {
        Member at = head;
        int rank = -1;
        for (int level = levels - 1; level >= 0; level--) {
            while (at.next[level] != null && rank + at.spans[level] <= index) {
                rank += at.spans[level];
                at = at.next[level];
            }
        }
        return at;
    }

    /** Throws if order, levels or spans are not as they should be; for tests. */
    void check() {
        for (int level = 0; level < levels; level++) {
            int rank = -1;
            for (Member at = head; at.next[level] != null; at = at.next[level]) {
                rank += at.spans[level];
                if (at != head && !isBefore(at, at.next[level]) || at(rank) != at.next[level]) {
                    throw new IllegalStateException("level " + level + " is out of order at " + rank);
                }
            }
            if (level == 0 && rank != size - 1) {
                throw new IllegalStateException(size + " members, of which " + (rank + 1) + " are linked");
            }
        }
    }
}
