package dev.heddle.samples.redis.command;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.heddle.samples.redis.command.Command.Kind;
import dev.heddle.samples.redis.command.ListCommands.End;
import dev.heddle.samples.redis.command.SortedSetCommands.Order;
import dev.heddle.samples.redis.data.Database.Key;
import dev.heddle.samples.redis.data.ListValue;
import dev.heddle.samples.redis.data.SortedSetValue;
import dev.heddle.samples.redis.data.Value;
import dev.heddle.samples.redis.protocol.Replies;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Commands that wait for what they do not find. They are tried again when a key they wait for has changed; in a transaction
 * they do not wait.
 */
final class BlockingCommands {
    private static final CommandException NO_TIMEOUT =
            new CommandException("ERR timeout is not a float or out of range");
    private static final CommandException NEGATIVE = new CommandException("ERR timeout is negative");
    private static final double NANOS = 1e9;
    private static final byte[] LMOVE = "LMOVE".getBytes(US_ASCII);

    private BlockingCommands() {}

    static void addTo(CommandTable table) {
        table.add("blpop", -3, Kind.WRITE, 1, -2, 1, call -> pop(call, End.LEFT, "LPOP"));
        table.add("brpop", -3, Kind.WRITE, 1, -2, 1, call -> pop(call, End.RIGHT, "RPOP"));
        table.add("blmove", 6, Kind.WRITE, 1, 2, 1, call -> move(call, End.of(call, 3), End.of(call, 4), 5));
        table.add("brpoplpush", 4, Kind.WRITE, 1, 2, 1, call -> move(call, End.RIGHT, End.LEFT, 3));
        table.add("bzpopmin", -3, Kind.WRITE, 1, -2, 1, call -> popScored(call, Order.UP, "ZPOPMIN"));
        table.add("bzpopmax", -3, Kind.WRITE, 1, -2, 1, call -> popScored(call, Order.DOWN, "ZPOPMAX"));
    }

    private static Duration patience(Call call, int i) {
        double seconds = call.number(i, NO_TIMEOUT);
        if (seconds < 0) {
            throw NEGATIVE;
        }
        if (seconds * NANOS > Long.MAX_VALUE / 2.0) {
            throw NO_TIMEOUT;
        }
        return Duration.ofNanos((long) Math.ceil(seconds * NANOS));
    }

    private static void waitFor(Call call, int keys, Duration patience, Consumer<Replies> tooLate) {
        if (call.retried != null) {
            return;
        }
        if (!call.mayBlock) {
            tooLate.accept(call.reply);
            return;
        }
        byte[][] names = new byte[keys][];
        for (int i = 0; i < keys; i++) {
            names[i] = call.bytes(i + 1);
        }
        call.machine.blocking().add(new Blocked(call, names, patience, tooLate));
    }

    /** The value of argument {@code i}, if it has something; one of another type is passed over when tried again. */
    private static <V extends Value> V value(Call call, int i, Class<V> type) {
        Key key = call.key(i);
        if (key == null || call.retried != null && !type.isInstance(key.value())) {
            return null;
        }
        if (!type.isInstance(key.value())) {
            throw CommandException.WRONG_TYPE;
        }
        return type.cast(key.value());
    }

    private static void pop(Call call, End end, String journaled) {
        int keys = call.count() - 2;
        Duration patience = patience(call, keys + 1);
        for (int i = 1; i <= keys; i++) {
            ListValue list = value(call, i, ListValue.class);
            if (list != null) {
                call.reply.array(2);
                call.reply.bulk(call.bytes(i));
                call.reply.bulk(end.pop(list));
                call.shrunk(i);
                call.propagateAs(journaled.getBytes(US_ASCII), call.bytes(i));
                return;
            }
        }
        waitFor(call, keys, patience, Replies::nullArray);
    }

    private static void move(Call call, End from, End to, int timeout) {
        Duration patience = patience(call, timeout);
        if (value(call, 1, ListValue.class) != null && ListCommands.move(call, from, to)) {
            call.propagateAs(
                    LMOVE,
                    call.bytes(1),
                    call.bytes(2),
                    from.name().getBytes(US_ASCII),
                    to.name().getBytes(US_ASCII));
        } else {
            waitFor(call, 1, patience, Replies::nullBulk);
        }
    }

    private static void popScored(Call call, Order order, String journaled) {
        int keys = call.count() - 2;
        Duration patience = patience(call, keys + 1);
        for (int i = 1; i <= keys; i++) {
            SortedSetValue members = value(call, i, SortedSetValue.class);
            if (members != null) {
                SortedSetValue.Member member = members.at(order.place(0, members.size()));
                members.remove(member);
                call.reply.array(3);
                call.reply.bulk(call.bytes(i));
                call.reply.bulk(member.key());
                call.reply.bulk(member.score());
                call.shrunk(i);
                call.propagateAs(journaled.getBytes(US_ASCII), call.bytes(i));
                return;
            }
        }
        waitFor(call, keys, patience, Replies::nullArray);
    }
}
