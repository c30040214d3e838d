package dev.heddle.samples.redis.command;

import static dev.heddle.samples.redis.command.CommandException.NO_KEY;
import static dev.heddle.samples.redis.command.CommandException.SYNTAX;
import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.heddle.samples.redis.command.Command.Kind;
import dev.heddle.samples.redis.data.Database;
import dev.heddle.samples.redis.data.Database.Key;

/** Commands for keys, whatever they stand for. */
final class KeyCommands {
    static final byte[] DEL = "DEL".getBytes(US_ASCII);

    private KeyCommands() {}

    static void addTo(CommandTable table) {
        table.add("del", -2, Kind.WRITE, 1, -1, 1, KeyCommands::delete);
        table.add("unlink", -2, Kind.WRITE, 1, -1, 1, KeyCommands::delete);
        table.add("exists", -2, Kind.READ, 1, -1, 1, KeyCommands::count);
        table.add("touch", -2, Kind.READ, 1, -1, 1, KeyCommands::count);
        table.add("type", 2, Kind.READ, KeyCommands::type);
        table.add("rename", 3, Kind.WRITE, 1, 2, 1, KeyCommands::rename);
        table.add("renamenx", 3, Kind.WRITE, 1, 2, 1, KeyCommands::renameIfAbsent);
        table.addKeyless("randomkey", 1, Kind.READ, KeyCommands::any);
        table.addKeyless(
                "dbsize",
                1,
                Kind.READ,
                call -> call.reply.integer(call.database.keys().size()));
        table.addKeyless("flushdb", -1, Kind.WRITE, call -> clear(call, call.database));
        table.addKeyless("flushall", -1, Kind.WRITE, call -> clear(call, call.machine.databases()));
    }

    private static void delete(Call call) {
        int count = 0;
        for (int i = 1; i < call.count(); i++) {
            Key key = call.key(i);
            if (key != null) {
                call.database.remove(key);
                call.changed(i);
                count++;
            }
        }
        call.reply.integer(count);
    }

    private static void count(Call call) {
        int count = 0;
        for (int i = 1; i < call.count(); i++) {
            count += call.key(i) == null ? 0 : 1;
        }
        call.reply.integer(count);
    }

    private static void type(Call call) {
        Key key = call.key(1);
        call.reply.status(key == null ? "none" : key.value().typeName());
    }

    private static void rename(Call call) {
        move(call, requireKey(call));
        call.reply.ok();
    }

    private static Key requireKey(Call call) {
        Key key = call.key(1);
        if (key == null) {
            throw NO_KEY;
        }
        return key;
    }

    private static void renameIfAbsent(Call call) {
        Key key = requireKey(call);
        boolean absent = call.key(2) == null;
        if (absent) {
            move(call, key);
        }
        call.reply.integer(absent);
    }

    private static void move(Call call, Key key) {
        Key target = call.key(2);
        if (target == key) {
            return;
        }
        long expiresAt = key.expiresAt();
        call.database.remove(key);
        call.database.expireAt(call.database.put(call.bytes(2), key.value()), expiresAt);
        call.changed(1);
        call.changed(2);
    }

    private static void any(Call call) {
        Key key = call.database.any(call.machine.random());
        call.reply.bulkOrNull(key == null ? null : key.key());
    }

    private static void clear(Call call, Database... databases) {
        if (call.count() > 2 || call.count() == 2 && !call.is(1, "async") && !call.is(1, "sync")) {
            throw SYNTAX;
        }
        for (Database each : databases) {
            each.clear();
        }
        call.machine.changed();
        call.reply.ok();
    }
}
