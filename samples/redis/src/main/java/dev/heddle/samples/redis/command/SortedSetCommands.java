package dev.heddle.samples.redis.command;

import static dev.heddle.samples.redis.command.CommandException.NOT_POSITIVE;
import static dev.heddle.samples.redis.command.CommandException.SYNTAX;

import dev.heddle.samples.redis.command.Command.Kind;
import dev.heddle.samples.redis.data.SortedSetValue;
import dev.heddle.samples.redis.data.SortedSetValue.Member;

/** Commands for single members of sorted sets, and for those at the ends. */
final class SortedSetCommands {
    private static final CommandException NAN = new CommandException("ERR resulting score is not a number (NaN)");

    /** From which end places are counted. */
    enum Order {
        UP,
        DOWN;

        /** The place, counted from the first, of the one at {@code place} of {@code size}. */
        int place(int place, int size) {
            return this == UP ? place : size - 1 - place;
        }
    }

    private SortedSetCommands() {}

    static void addTo(CommandTable table) {
        table.add("zadd", -4, Kind.WRITE, SortedSetCommands::add);
        table.add("zincrby", 4, Kind.WRITE, call -> increment(call, AddOptions.NONE, 2));
        table.add("zrem", -3, Kind.WRITE, SortedSetCommands::remove);
        table.add("zcard", 2, Kind.READ, SortedSetCommands::size);
        table.add("zscore", 3, Kind.READ, call -> replyScore(call, member(call, call.sortedSet(1), 2)));
        table.add("zmscore", -3, Kind.READ, SortedSetCommands::scores);
        table.add("zrank", 3, Kind.READ, call -> rank(call, Order.UP));
        table.add("zrevrank", 3, Kind.READ, call -> rank(call, Order.DOWN));
        table.add("zpopmin", -2, Kind.WRITE, call -> pop(call, Order.UP));
        table.add("zpopmax", -2, Kind.WRITE, call -> pop(call, Order.DOWN));
    }

    private static Member member(Call call, SortedSetValue set, int i) {
        return set == null
                ? null
                : set.members().find(call.request.bytes(), call.request.start(i), call.request.length(i));
    }

    private static void replyScore(Call call, Member member) {
        if (member == null) {
            call.reply.nullBulk();
        } else {
            call.reply.bulk(member.score());
        }
    }

    /** The options of ZADD, in front of the scores, which begin at argument {@code first}. */
    private record AddOptions(boolean nx, boolean xx, boolean gt, boolean lt, boolean ch, boolean incr, int first) {
        static final AddOptions NONE = new AddOptions(false, false, false, false, false, false, 2);

        static AddOptions of(Call call) {
            AddOptions options = NONE;
            while (options.first < call.count()) {
                AddOptions next = options.with(call);
                if (next == options) {
                    break;
                }
                options = next;
            }
            int rest = call.count() - options.first;
            if (rest == 0 || rest % 2 != 0) {
                throw SYNTAX;
            }
            options.requireFitting(rest);
            return options;
        }

        private AddOptions with(Call call) {
            boolean isNx = call.is(first, "nx");
            boolean isXx = call.is(first, "xx");
            boolean isGt = call.is(first, "gt");
            boolean isLt = call.is(first, "lt");
            boolean isCh = call.is(first, "ch");
            boolean isIncr = call.is(first, "incr");
            if (!isNx && !isXx && !isGt && !isLt && !isCh && !isIncr) {
                return this;
            }
            return new AddOptions(
                    nx || isNx, xx || isXx, gt || isGt, lt || isLt, ch || isCh, incr || isIncr, first + 1);
        }

        private void requireFitting(int rest) {
            if (nx && xx) {
                throw new CommandException("ERR XX and NX options at the same time are not compatible");
            }
            if (gt && nx || lt && nx || gt && lt) {
                throw new CommandException("ERR GT, LT, and/or NX options at the same time are not compatible");
            }
            if (incr && rest > 2) {
                throw new CommandException("ERR INCR option supports a single increment-element pair");
            }
        }

        boolean allows(Member present, double score) {
            if (present == null) {
                return !xx;
            }
            return !nx && !(gt && score <= present.score()) && !(lt && score >= present.score());
        }
    }

    private static void add(Call call) {
        AddOptions options = AddOptions.of(call);
        if (options.incr) {
            increment(call, options, options.first);
            return;
        }
        double[] scores = new double[(call.count() - options.first) / 2];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = call.number(options.first + 2 * i);
        }
        SortedSetValue set = call.sortedSet(1);
        if (set == null && !options.xx) {
            set = call.sortedSetOrNew(1);
        }
        int added = 0;
        int updated = 0;
        for (int i = 0; set != null && i < scores.length; i++) {
            int name = options.first + 2 * i + 1;
            Member present = member(call, set, name);
            if (options.allows(present, scores[i])) {
                added += present == null ? 1 : 0;
                updated += present != null && present.score() != scores[i] ? 1 : 0;
                set.put(present == null ? call.bytes(name) : present.key(), scores[i]);
            }
        }
        if (added + updated > 0) {
            call.changed(1);
        }
        call.reply.integer(options.ch ? added + updated : added);
    }

    /** Adds the number of argument {@code i} to the score of the member that is the next one. */
    private static void increment(Call call, AddOptions options, int i) {
        double amount = call.number(i);
        Member present = member(call, call.sortedSet(1), i + 1);
        double score = present == null ? amount : present.score() + amount;
        if (Double.isNaN(score)) {
            throw NAN;
        }
        if (!options.allows(present, score)) {
            call.reply.nullBulk();
            return;
        }
        call.sortedSetOrNew(1).put(call.bytes(i + 1), score);
        call.changed(1);
        call.reply.bulk(score);
    }

    private static void remove(Call call) {
        SortedSetValue set = call.sortedSet(1);
        int removed = 0;
        for (int i = 2; i < call.count(); i++) {
            Member member = member(call, set, i);
            if (member != null) {
                set.remove(member);
                removed++;
            }
        }
        if (removed > 0) {
            call.shrunk(1);
        }
        call.reply.integer(removed);
    }

    private static void size(Call call) {
        SortedSetValue set = call.sortedSet(1);
        call.reply.integer(set == null ? 0 : set.size());
    }

    private static void scores(Call call) {
        SortedSetValue set = call.sortedSet(1);
        call.reply.array(call.count() - 2);
        for (int i = 2; i < call.count(); i++) {
            replyScore(call, member(call, set, i));
        }
    }

    private static void rank(Call call, Order order) {
        SortedSetValue set = call.sortedSet(1);
        Member member = member(call, set, 2);
        if (member == null) {
            call.reply.nullBulk();
        } else {
            call.reply.integer(order.place(set.rank(member), set.size()));
        }
    }

    private static void pop(Call call, Order order) {
        if (call.count() > 3) {
            throw SYNTAX;
        }
        long wanted = call.count() == 3 ? call.integer(2, 0, Long.MAX_VALUE, NOT_POSITIVE) : 1;
        SortedSetValue set = call.sortedSet(1);
        int count = set == null ? 0 : (int) Math.min(wanted, set.size());
        call.reply.array(2 * count);
        for (int i = 0; i < count; i++) {
            Member member = set.at(order.place(0, set.size()));
            set.remove(member);
            call.reply.bulk(member.key());
            call.reply.bulk(member.score());
        }
        if (count > 0) {
            call.shrunk(1);
        }
    }
}
