package dev.heddle.samples.redis.command;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.heddle.samples.redis.command.Command.Kind;
import dev.heddle.samples.redis.data.Database;
import dev.heddle.samples.redis.data.Database.Key;
import dev.heddle.samples.redis.data.StringValue;
import java.util.function.LongUnaryOperator;

/** Commands for the time that keys live. The journal knows times as points in time, not as so much from now. */
final class ExpiryCommands {
    private static final byte[] PEXPIREAT = "PEXPIREAT".getBytes(US_ASCII);
    private static final byte[] PERSIST = "PERSIST".getBytes(US_ASCII);
    private static final long SECOND = 1000;

    /** Whether a key that has a time, or has none, gets another one. */
    private record Condition(boolean nx, boolean xx, boolean gt, boolean lt) {
        static Condition of(Call call) {
            boolean nx = false;
            boolean xx = false;
            boolean gt = false;
            boolean lt = false;
            for (int i = 3; i < call.count(); i++) {
                if (call.is(i, "nx")) {
                    nx = true;
                } else if (call.is(i, "xx")) {
                    xx = true;
                } else if (call.is(i, "gt")) {
                    gt = true;
                } else if (call.is(i, "lt")) {
                    lt = true;
                } else {
                    throw new CommandException("ERR Unsupported option " + call.request.text(i));
                }
            }
            if (nx && (xx || gt || lt)) {
                throw new CommandException("ERR NX and XX, GT or LT options at the same time are not compatible");
            }
            if (gt && lt) {
                throw new CommandException("ERR GT and LT options at the same time are not compatible");
            }
            return new Condition(nx, xx, gt, lt);
        }

        boolean allows(long present, long wanted) {
            boolean mortal = present != Database.NEVER;
            return !(nx && mortal || xx && !mortal || gt && (!mortal || wanted <= present) || lt && wanted >= present);
        }
    }

    private ExpiryCommands() {}

    static void addTo(CommandTable table) {
        table.add("expire", -3, Kind.WRITE, call -> expire(call, afterNow(call, 2, SECOND)));
        table.add("pexpire", -3, Kind.WRITE, call -> expire(call, afterNow(call, 2, 1)));
        table.add("expireat", -3, Kind.WRITE, call -> expire(call, point(call, 2, SECOND, "expireat")));
        table.add("pexpireat", -3, Kind.WRITE, call -> expire(call, point(call, 2, 1, "pexpireat")));
        table.add("persist", 2, Kind.WRITE, ExpiryCommands::persist);
        table.add("ttl", 2, Kind.READ, call -> left(call, when -> (when - call.database.now() + 500) / SECOND));
        table.add("pttl", 2, Kind.READ, call -> left(call, when -> when - call.database.now()));
        table.add("expiretime", 2, Kind.READ, call -> left(call, when -> (when + 500) / SECOND));
        table.add("pexpiretime", 2, Kind.READ, call -> left(call, when -> when));
        table.add("getex", -2, Kind.WRITE, ExpiryCommands::getAndExpire);
    }

    /** True if argument {@code i} begins a time: EX, PX, EXAT or PXAT, with a number behind it. */
    static boolean isTime(Call call, int i) {
        return i + 1 < call.count()
                && (call.is(i, "ex") || call.is(i, "px") || call.is(i, "exat") || call.is(i, "pxat"));
    }

    /** The time that begins with argument {@code i}, in milliseconds since 1970. */
    static long time(Call call, int i, String command) {
        long unit = call.is(i, "ex") || call.is(i, "exat") ? SECOND : 1;
        if (call.is(i, "ex") || call.is(i, "px")) {
            return afterNow(call, i + 1, unit, command);
        }
        long when = point(call, i + 1, unit, command);
        if (when <= 0) {
            throw invalid(command);
        }
        return when;
    }

    /** As {@link #afterNow(Call, int, long, String)}, of a command that is given times in the past to remove keys. */
    private static long afterNow(Call call, int i, long unit) {
        String command = unit == SECOND ? "expire" : "pexpire";
        return plus(call, point(call, i, unit, command), command);
    }

    /** The point in time that lies argument {@code i} units, more than none, ahead, in milliseconds since 1970. */
    static long afterNow(Call call, int i, long unit, String command) {
        long delay = point(call, i, unit, command);
        if (delay <= 0) {
            throw invalid(command);
        }
        return plus(call, delay, command);
    }

    private static long plus(Call call, long delay, String command) {
        long now = call.database.now();
        if (delay >= Database.NEVER - 1 - now) {
            throw invalid(command);
        }
        return now + delay;
    }

    private static long point(Call call, int i, long unit, String command) {
        long value = call.integer(i);
        if (value > Long.MAX_VALUE / unit || value < Long.MIN_VALUE / unit) {
            throw invalid(command);
        }
        return Math.min(value * unit, Database.NEVER - 1);
    }

    private static CommandException invalid(String command) {
        return new CommandException("ERR invalid expire time in '" + command + "' command");
    }

    private static void expire(Call call, long when) {
        Condition condition = Condition.of(call);
        Key key = call.key(1);
        boolean allowed = key != null && condition.allows(key.expiresAt(), when);
        if (allowed) {
            set(call, key, when);
        }
        call.reply.integer(allowed);
    }

    private static void set(Call call, Key key, long when) {
        if (when <= call.database.now()) {
            call.database.remove(key);
            call.propagateAs(KeyCommands.DEL, call.bytes(1));
        } else {
            call.database.expireAt(key, when);
            call.propagateAs(PEXPIREAT, call.bytes(1), Long.toString(when).getBytes(US_ASCII));
        }
        call.changed(1);
    }

    private static void persist(Call call) {
        Key key = call.key(1);
        boolean mortal = key != null && call.database.persist(key);
        if (mortal) {
            call.changed(1);
        }
        call.reply.integer(mortal);
    }

    private static void left(Call call, LongUnaryOperator told) {
        Key key = call.key(1);
        if (key == null) {
            call.reply.integer(-2);
        } else if (key.expiresAt() == Database.NEVER) {
            call.reply.integer(-1);
        } else {
            call.reply.integer(told.applyAsLong(key.expiresAt()));
        }
    }

    private static void getAndExpire(Call call) {
        boolean persists = call.count() == 3 && call.is(2, "persist");
        boolean timed = call.count() == 4 && isTime(call, 2);
        if (call.count() != 2 && !persists && !timed) {
            throw CommandException.SYNTAX;
        }
        long when = timed ? time(call, 2, "getex") : Database.NEVER;
        StringValue value = call.string(1);
        StringCommands.reply(call, value);
        if (value != null && timed) {
            set(call, call.key(1), when);
        } else if (value != null && persists && call.database.persist(call.key(1))) {
            call.changed(1);
            call.propagateAs(PERSIST, call.bytes(1));
        }
    }
}
