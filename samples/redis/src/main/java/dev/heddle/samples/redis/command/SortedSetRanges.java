package dev.heddle.samples.redis.command;

import static dev.heddle.samples.redis.command.CommandException.SYNTAX;

import dev.heddle.samples.redis.command.Command.Kind;
import dev.heddle.samples.redis.command.SortedSetCommands.Order;
import dev.heddle.samples.redis.data.NameRange;
import dev.heddle.samples.redis.data.ScoreRange;
import dev.heddle.samples.redis.data.SortedSetValue;
import dev.heddle.samples.redis.data.SortedSetValue.Member;
import dev.heddle.samples.redis.protocol.Decimals;
import java.util.Arrays;

/**
 * Commands for parts of sorted sets, told by places, scores or names. Whichever it is, it comes down to a part of the places.
 */
final class SortedSetRanges {
    private static final CommandException NO_SCORE = new CommandException("ERR min or max is not a float");
    private static final CommandException NO_NAME = new CommandException("ERR min or max not valid string range item");

    /** By what a range is told. */
    private enum By {
        PLACE,
        SCORE,
        NAME
    }

    /** A range of a set that is not known yet. */
    @FunctionalInterface
    private interface Selection {
        Span.Part in(SortedSetValue set);
    }

    private SortedSetRanges() {}

    static void addTo(CommandTable table) {
        table.add("zrange", -4, Kind.READ, call -> reply(call, RangeOptions.general(call)));
        table.add("zrevrange", -4, Kind.READ, call -> reply(call, RangeOptions.of(call, By.PLACE, Order.DOWN)));
        table.add("zrangebyscore", -4, Kind.READ, call -> reply(call, RangeOptions.of(call, By.SCORE, Order.UP)));
        table.add("zrevrangebyscore", -4, Kind.READ, call -> reply(call, RangeOptions.of(call, By.SCORE, Order.DOWN)));
        table.add("zrangebylex", -4, Kind.READ, call -> reply(call, RangeOptions.of(call, By.NAME, Order.UP)));
        table.add("zrevrangebylex", -4, Kind.READ, call -> reply(call, RangeOptions.of(call, By.NAME, Order.DOWN)));
        table.add("zcount", 4, Kind.READ, call -> count(call, By.SCORE));
        table.add("zlexcount", 4, Kind.READ, call -> count(call, By.NAME));
        table.add("zremrangebyrank", 4, Kind.WRITE, call -> remove(call, By.PLACE));
        table.add("zremrangebyscore", 4, Kind.WRITE, call -> remove(call, By.SCORE));
        table.add("zremrangebylex", 4, Kind.WRITE, call -> remove(call, By.NAME));
    }

    /** What follows the key and the ends of a range. */
    private record RangeOptions(By by, Order order, boolean scored, long offset, long limit) {
        static RangeOptions general(Call call) {
            By by = By.PLACE;
            Order order = Order.UP;
            for (int i = 4; i < call.count(); i++) {
                if (call.is(i, "byscore")) {
                    by = By.SCORE;
                } else if (call.is(i, "bylex")) {
                    by = By.NAME;
                } else if (call.is(i, "rev")) {
                    order = Order.DOWN;
                }
            }
            return of(call, by, order);
        }

        static RangeOptions of(Call call, By by, Order order) {
            boolean general = call.is(0, "zrange");
            boolean scored = false;
            boolean limited = false;
            long offset = 0;
            long limit = -1;
            for (int i = 4; i < call.count(); i++) {
                if (call.is(i, "withscores")) {
                    scored = true;
                } else if (call.is(i, "limit") && i + 2 < call.count()) {
                    offset = call.integer(i + 1);
                    limit = call.integer(i + 2);
                    limited = true;
                    i += 2;
                } else if (!general || !call.is(i, "byscore") && !call.is(i, "bylex") && !call.is(i, "rev")) {
                    throw SYNTAX;
                }
            }
            if (limited && by == By.PLACE) {
                throw new CommandException(
                        "ERR syntax error, LIMIT is only supported in combination with" + " either BYSCORE or BYLEX");
            }
            if (scored && by == By.NAME) {
                throw general
                        ? new CommandException("ERR syntax error, WITHSCORES not supported in combination with BYLEX")
                        : SYNTAX;
            }
            return new RangeOptions(by, order, scored, offset, limit);
        }

        /** The part of {@code part}, counted in the order of the reply, that is not left out. */
        Span.Part limited(Span.Part part) {
            if (offset < 0 || offset >= part.size()) {
                return offset == 0 ? part : new Span.Part(0, 0);
            }
            int from = (int) (part.from() + offset);
            int rest = part.to() - from;
            return new Span.Part(from, limit < 0 || limit > rest ? part.to() : from + (int) limit);
        }
    }

    private static void reply(Call call, RangeOptions options) {
        Selection selection = selection(call, options.by, options.order);
        SortedSetValue set = call.sortedSet(1);
        if (set == null) {
            call.reply.array(0);
            return;
        }
        int size = set.size();
        Span.Part part = options.limited(inOrder(selection.in(set), options, size));
        call.reply.array(options.scored ? 2 * part.size() : part.size());
        for (int i = part.from(); i < part.to(); i++) {
            Member member = set.at(options.order.place(i, size));
            call.reply.bulk(member.key());
            if (options.scored) {
                call.reply.bulk(member.score());
            }
        }
    }

    /** Places that are told are in the order of the reply already, others have to be turned round. */
    private static Span.Part inOrder(Span.Part part, RangeOptions options, int size) {
        return options.by == By.PLACE || options.order == Order.UP
                ? part
                : new Span.Part(size - part.to(), size - part.from());
    }

    /** The range that begins with argument 2, or ends with it if the order is turned round. */
    private static Selection selection(Call call, By by, Order order) {
        int min = order == Order.UP || by == By.PLACE ? 2 : 3;
        int max = 5 - min;
        switch (by) {
            case PLACE:
                Span span = Span.of(call, 2);
                return set -> span.in(set.size());
            case SCORE:
                boolean withoutMin = isOpen(call, min);
                boolean withoutMax = isOpen(call, max);
                ScoreRange scores = new ScoreRange(score(call, min), withoutMin, score(call, max), withoutMax);
                return set -> new Span.Part(set.start(scores), set.end(scores));
            default:
                NameRange names = new NameRange(bound(call, min, -1), bound(call, max, 1));
                return set -> new Span.Part(set.start(names), set.end(names));
        }
    }

    private static boolean isOpen(Call call, int i) {
        return call.request.length(i) > 0 && call.request.bytes()[call.request.start(i)] == '(';
    }

    private static double score(Call call, int i) {
        if (!isOpen(call, i)) {
            return call.number(i, NO_SCORE);
        }
        try {
            return Decimals.parseDouble(call.request.text(i).substring(1));
        } catch (NumberFormatException e) {
            throw NO_SCORE;
        }
    }

    /** The place that argument {@code i} tells; {@code inclusive} is the side of its name that it is on if included. */
    private static NameRange.Bound bound(Call call, int i, int inclusive) {
        byte[] text = call.bytes(i);
        if (text.length == 1 && (text[0] == '-' || text[0] == '+')) {
            return new NameRange.Bound(null, text[0] == '-' ? -1 : 1);
        }
        if (text.length == 0 || text[0] != '(' && text[0] != '[') {
            throw NO_NAME;
        }
        byte[] name = Arrays.copyOfRange(text, 1, text.length);
        return new NameRange.Bound(name, text[0] == '[' ? inclusive : -inclusive);
    }

    private static void count(Call call, By by) {
        Selection selection = selection(call, by, Order.UP);
        SortedSetValue set = call.sortedSet(1);
        call.reply.integer(set == null ? 0 : selection.in(set).size());
    }

    private static void remove(Call call, By by) {
        Selection selection = selection(call, by, Order.UP);
        SortedSetValue set = call.sortedSet(1);
        int removed = 0;
        if (set != null) {
            Span.Part part = selection.in(set);
            for (int i = part.from(); i < part.to(); i++) {
                set.remove(set.at(part.from()));
                removed++;
            }
        }
        if (removed > 0) {
            call.shrunk(1);
        }
        call.reply.integer(removed);
    }
}
