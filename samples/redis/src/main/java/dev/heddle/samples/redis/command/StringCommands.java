package dev.heddle.samples.redis.command;

import static dev.heddle.samples.redis.command.CommandException.NO_INTEGER;
import static dev.heddle.samples.redis.command.CommandException.OFFSET;
import static dev.heddle.samples.redis.command.CommandException.SYNTAX;
import static dev.heddle.samples.redis.command.CommandException.TOO_LONG;
import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.heddle.samples.redis.command.Command.Kind;
import dev.heddle.samples.redis.data.Database;
import dev.heddle.samples.redis.data.Database.Key;
import dev.heddle.samples.redis.data.StringValue;

/** Commands for strings. */
final class StringCommands {
    static final byte[] SET = "SET".getBytes(US_ASCII);
    private static final byte[] AT_MILLIS = "PXAT".getBytes(US_ASCII);
    private static final byte[] EMPTY = {};

    private StringCommands() {}

    static void addTo(CommandTable table) {
        table.add("get", 2, Kind.READ, StringCommands::get);
        table.add("set", -3, Kind.WRITE, StringCommands::set);
        table.add("setnx", 3, Kind.WRITE, StringCommands::setIfAbsent);
        table.add("setex", 4, Kind.WRITE, call -> setExpiring(call, "setex", 1000));
        table.add("psetex", 4, Kind.WRITE, call -> setExpiring(call, "psetex", 1));
        table.add("getset", 3, Kind.WRITE, StringCommands::getAndSet);
        table.add("getdel", 2, Kind.WRITE, StringCommands::getAndDelete);
        table.add("mget", -2, Kind.READ, 1, -1, 1, StringCommands::getMany);
        table.add("mset", -3, Kind.WRITE, 1, -1, 2, StringCommands::setMany);
        table.add("msetnx", -3, Kind.WRITE, 1, -1, 2, StringCommands::setManyIfAbsent);
        table.add("append", 3, Kind.WRITE, StringCommands::append);
        table.add("strlen", 2, Kind.READ, StringCommands::length);
        table.add("getrange", 4, Kind.READ, StringCommands::range);
        table.add("substr", 4, Kind.READ, StringCommands::range);
        table.add("setrange", 4, Kind.WRITE, StringCommands::setRange);
    }

    static void reply(Call call, StringValue value) {
        if (value == null) {
            call.reply.nullBulk();
        } else {
            call.reply.bulk(value.bytes(), 0, value.length());
        }
    }

    /** Lets argument {@code name} stand for argument {@code value}, and leaves the time of the key, if it was there. */
    static Key assign(Call call, int name, int value) {
        Key key = call.key(name);
        if (key == null) {
            key = call.database.add(call.bytes(name), new StringValue(call.bytes(value)));
        } else if (key.value() instanceof StringValue old) {
            old.set(call.request.bytes(), call.request.start(value), call.request.length(value));
        } else {
            call.database.replace(key, new StringValue(call.bytes(value)));
        }
        call.changed(name);
        return key;
    }

    private static void put(Call call, int name, int value) {
        call.database.persist(assign(call, name, value));
    }

    private static void get(Call call) {
        reply(call, call.string(1));
    }

    private static void set(Call call) {
        if (call.count() == 3) {
            put(call, 1, 2);
            call.reply.ok();
            return;
        }
        SetOptions options = SetOptions.of(call);
        StringValue old = options.returnsOld() ? call.string(1) : null;
        boolean refused = options.refuses(call.key(1) != null);
        if (options.returnsOld()) {
            reply(call, old);
        } else if (refused) {
            call.reply.nullBulk();
        } else {
            call.reply.ok();
        }
        if (refused) {
            return;
        }
        Key key = assign(call, 1, 2);
        if (options.expiresAt() != Database.NEVER) {
            setExpiry(call, key, options.expiresAt());
        } else if (!options.keepsTime()) {
            call.database.persist(key);
        }
    }

    private static void setExpiry(Call call, Key key, long when) {
        if (when <= call.database.now()) {
            call.database.remove(key);
            call.propagateAs(KeyCommands.DEL, key.key());
        } else {
            byte[] value = ((StringValue) key.value()).toByteArray();
            call.database.expireAt(key, when);
            call.propagateAs(
                    SET, key.key(), value, AT_MILLIS, Long.toString(when).getBytes(US_ASCII));
        }
    }

    private static void setIfAbsent(Call call) {
        boolean absent = call.key(1) == null;
        if (absent) {
            put(call, 1, 2);
        }
        call.reply.integer(absent);
    }

    private static void setExpiring(Call call, String name, long unit) {
        long when = ExpiryCommands.afterNow(call, 2, unit, name);
        setExpiry(call, assign(call, 1, 3), when);
        call.reply.ok();
    }

    private static void getAndSet(Call call) {
        reply(call, call.string(1));
        put(call, 1, 2);
    }

    private static void getAndDelete(Call call) {
        StringValue value = call.string(1);
        reply(call, value);
        if (value != null) {
            call.database.remove(call.key(1));
            call.changed(1);
            call.propagateAs(KeyCommands.DEL, call.bytes(1));
        }
    }

    private static void getMany(Call call) {
        call.reply.array(call.count() - 1);
        for (int i = 1; i < call.count(); i++) {
            Key key = call.key(i);
            reply(call, key != null && key.value() instanceof StringValue value ? value : null);
        }
    }

    private static void requirePairs(Call call, String name) {
        if (call.count() % 2 == 0) {
            throw new CommandException("ERR wrong number of arguments for '" + name + "' command");
        }
    }

    private static void setMany(Call call) {
        requirePairs(call, "mset");
        for (int i = 1; i < call.count(); i += 2) {
            put(call, i, i + 1);
        }
        call.reply.ok();
    }

    private static void setManyIfAbsent(Call call) {
        requirePairs(call, "msetnx");
        for (int i = 1; i < call.count(); i += 2) {
            if (call.key(i) != null) {
                call.reply.integer(0);
                return;
            }
        }
        for (int i = 1; i < call.count(); i += 2) {
            put(call, i, i + 1);
        }
        call.reply.integer(1);
    }

    private static void append(Call call) {
        StringValue value = call.string(1);
        if (value == null) {
            put(call, 1, 2);
            call.reply.integer(call.request.length(2));
            return;
        }
        replace(call, value, value.length(), 2);
        call.reply.integer(value.length());
    }

    private static void replace(Call call, StringValue value, int offset, int argument) {
        requireFits(call, offset, call.request.length(argument));
        value.replace(offset, call.request.bytes(), call.request.start(argument), call.request.length(argument));
        call.changed(1);
    }

    private static void requireFits(Call call, long offset, int length) {
        if (offset > call.machine.settings().limits().bulk() - length) {
            throw TOO_LONG;
        }
    }

    private static void length(Call call) {
        StringValue value = call.string(1);
        call.reply.integer(value == null ? 0 : value.length());
    }

    private static void range(Call call) {
        long start = call.integer(2);
        long end = call.integer(3);
        StringValue value = call.string(1);
        int length = value == null ? 0 : value.length();
        if (start < 0 && end < 0 && start > end) {
            call.reply.bulk(EMPTY);
            return;
        }
        long from = Math.max(0, start < 0 ? start + length : start);
        long to = Math.min(length - 1L, Math.max(0, end < 0 ? end + length : end));
        if (length == 0 || from > to) {
            call.reply.bulk(EMPTY);
        } else {
            call.reply.bulk(value.bytes(), (int) from, (int) (to - from + 1));
        }
    }

    private static void setRange(Call call) {
        long offset = call.integer(2, NO_INTEGER);
        if (offset < 0) {
            throw OFFSET;
        }
        StringValue value = call.string(1);
        int length = call.request.length(3);
        if (length > 0) {
            requireFits(call, offset, length);
            if (value == null) {
                value = new StringValue(EMPTY);
                call.database.add(call.bytes(1), value);
            }
            replace(call, value, (int) offset, 3);
        }
        call.reply.integer(value == null ? 0 : value.length());
    }

    /** Whether the key has to be there, or must not be. */
    private enum Condition {
        NONE,
        PRESENT,
        ABSENT
    }

    /** What follows the value in SET. */
    private record SetOptions(Condition condition, boolean returnsOld, boolean keepsTime, long expiresAt) {
        static SetOptions of(Call call) {
            Condition condition = Condition.NONE;
            boolean returnsOld = false;
            boolean keepsTime = false;
            long expiresAt = Database.NEVER;
            for (int i = 3; i < call.count(); i++) {
                boolean timed = keepsTime || expiresAt != Database.NEVER;
                if (call.is(i, "nx") && condition != Condition.PRESENT) {
                    condition = Condition.ABSENT;
                } else if (call.is(i, "xx") && condition != Condition.ABSENT) {
                    condition = Condition.PRESENT;
                } else if (call.is(i, "get")) {
                    returnsOld = true;
                } else if (call.is(i, "keepttl") && expiresAt == Database.NEVER) {
                    keepsTime = true;
                } else if (!timed && ExpiryCommands.isTime(call, i)) {
                    expiresAt = ExpiryCommands.time(call, i, "set");
                    i++;
                } else {
                    throw SYNTAX;
                }
            }
            return new SetOptions(condition, returnsOld, keepsTime, expiresAt);
        }

        boolean refuses(boolean present) {
            return condition == (present ? Condition.ABSENT : Condition.PRESENT);
        }
    }
}
