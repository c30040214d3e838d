package dev.heddle.samples.redis.command;

import dev.heddle.samples.redis.command.Command.Kind;
import dev.heddle.samples.redis.data.HashValue;
import dev.heddle.samples.redis.data.HashValue.Field;

/** Commands for hashes. */
final class HashCommands {
    private HashCommands() {}

    static void addTo(CommandTable table) {
        table.add("hset", -4, Kind.WRITE, call -> call.reply.integer(put(call, "hset")));
        table.add("hmset", -4, Kind.WRITE, HashCommands::putAll);
        table.add("hsetnx", 4, Kind.WRITE, HashCommands::putIfAbsent);
        table.add("hget", 3, Kind.READ, HashCommands::get);
        table.add("hmget", -3, Kind.READ, HashCommands::getMany);
        table.add("hdel", -3, Kind.WRITE, HashCommands::delete);
        table.add("hlen", 2, Kind.READ, HashCommands::size);
        table.add("hexists", 3, Kind.READ, call -> call.reply.integer(field(call, call.hash(1), 2) != null));
        table.add("hstrlen", 3, Kind.READ, HashCommands::length);
        table.add("hkeys", 2, Kind.READ, call -> all(call, 1, Part.NAMES));
        table.add("hvals", 2, Kind.READ, call -> all(call, 1, Part.VALUES));
        table.add("hgetall", 2, Kind.READ, call -> all(call, 2, Part.BOTH));
    }

    private enum Part {
        NAMES,
        VALUES,
        BOTH
    }

    private static Field field(Call call, HashValue hash, int i) {
        return hash == null
                ? null
                : hash.fields().find(call.request.bytes(), call.request.start(i), call.request.length(i));
    }

    private static int put(Call call, String name) {
        if (call.count() % 2 != 0) {
            throw new CommandException("ERR wrong number of arguments for '" + name + "' command");
        }
        HashValue hash = call.hashOrNew(1);
        int added = 0;
        for (int i = 2; i < call.count(); i += 2) {
            added += hash.put(call.bytes(i), call.bytes(i + 1)) ? 1 : 0;
        }
        call.changed(1);
        return added;
    }

    private static void putAll(Call call) {
        put(call, "hmset");
        call.reply.ok();
    }

    private static void putIfAbsent(Call call) {
        boolean absent = field(call, call.hash(1), 2) == null;
        if (absent) {
            call.hashOrNew(1).put(call.bytes(2), call.bytes(3));
            call.changed(1);
        }
        call.reply.integer(absent);
    }

    private static void reply(Call call, Field field) {
        call.reply.bulkOrNull(field == null ? null : field.value());
    }

    private static void get(Call call) {
        reply(call, field(call, call.hash(1), 2));
    }

    private static void getMany(Call call) {
        HashValue hash = call.hash(1);
        call.reply.array(call.count() - 2);
        for (int i = 2; i < call.count(); i++) {
            reply(call, field(call, hash, i));
        }
    }

    private static void delete(Call call) {
        HashValue hash = call.hash(1);
        int count = 0;
        for (int i = 2; hash != null && i < call.count(); i++) {
            Field field = field(call, hash, i);
            if (field != null) {
                hash.fields().remove(field);
                count++;
            }
        }
        if (count > 0) {
            call.shrunk(1);
        }
        call.reply.integer(count);
    }

    private static void size(Call call) {
        HashValue hash = call.hash(1);
        call.reply.integer(hash == null ? 0 : hash.fields().size());
    }

    private static void length(Call call) {
        Field field = field(call, call.hash(1), 2);
        call.reply.integer(field == null ? 0 : field.value().length);
    }

    private static void all(Call call, int each, Part part) {
        HashValue hash = call.hash(1);
        if (hash == null) {
            call.reply.array(0);
            return;
        }
        call.reply.array(each * hash.fields().size());
        for (Field field : hash.fields()) {
            if (part != Part.VALUES) {
                call.reply.bulk(field.key());
            }
            if (part != Part.NAMES) {
                call.reply.bulk(field.value());
            }
        }
    }
}
