package dev.heddle.samples.redis.command;

import static dev.heddle.samples.redis.command.CommandException.SYNTAX;

import dev.heddle.samples.redis.command.Command.Kind;
import dev.heddle.samples.redis.data.ByteTable;
import dev.heddle.samples.redis.data.Database;
import dev.heddle.samples.redis.data.Database.Key;
import dev.heddle.samples.redis.data.Glob;
import dev.heddle.samples.redis.data.HashValue;
import dev.heddle.samples.redis.data.SetValue;
import dev.heddle.samples.redis.data.SortedSetValue;
import dev.heddle.samples.redis.protocol.Replies;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/** Commands that walk through all there is, at once or in parts. */
final class ScanCommands {
    private static final CommandException NO_CURSOR = new CommandException("ERR invalid cursor");
    private static final long DEFAULT_COUNT = 10;

    /** Empty chains cost a step, too, so a call looks at so many times its count of them at most. */
    private static final int PATIENCE = 10;

    private ScanCommands() {}

    static void addTo(CommandTable table) {
        table.addKeyless("keys", 2, Kind.READ, ScanCommands::keys);
        table.addKeyless("scan", -2, Kind.READ, ScanCommands::scanKeys);
        table.add("hscan", -3, Kind.READ, ScanCommands::scanHash);
        table.add("sscan", -3, Kind.READ, ScanCommands::scanSet);
        table.add("zscan", -3, Kind.READ, ScanCommands::scanSortedSet);
    }

    private static void keys(Call call) {
        Glob pattern = new Glob(call.bytes(1));
        List<Key> found = new ArrayList<>();
        for (Key key : call.database.keys()) {
            if (pattern.matches(key.key())) {
                found.add(key);
            }
        }
        found.removeIf(key -> isGone(call.database, key));
        call.reply.array(found.size());
        for (Key key : found) {
            call.reply.bulk(key.key());
        }
    }

    private static boolean isGone(Database database, Key key) {
        return key.expiresAt() != Database.NEVER && database.expireIfDue(key);
    }

    /** Where a walk is, and what of it is wanted. */
    private record Walk(long cursor, Glob pattern, long count, String type) {
        /** The walk that is told by the arguments from {@code i} on. */
        static Walk of(Call call, int i) {
            long cursor = call.integer(i, 0, Long.MAX_VALUE, NO_CURSOR);
            Glob pattern = null;
            long count = DEFAULT_COUNT;
            String type = null;
            for (int k = i + 1; k < call.count(); k += 2) {
                if (k + 1 == call.count()) {
                    throw SYNTAX;
                }
                if (call.is(k, "match")) {
                    pattern = new Glob(call.bytes(k + 1));
                } else if (call.is(k, "count")) {
                    count = call.integer(k + 1);
                    if (count < 1) {
                        throw SYNTAX;
                    }
                } else if (call.is(k, "type") && i == 1) {
                    type = call.request.text(k + 1);
                } else {
                    throw SYNTAX;
                }
            }
            return new Walk(cursor, pattern, count, type);
        }

        boolean wants(ByteTable.Entry entry) {
            return pattern == null || pattern.matches(entry.key());
        }
    }

    /** Walks on, and replies the new place and of each entry that is wanted the {@code width} parts that {@code reply} adds. */
    private static <E extends ByteTable.Entry> void reply(
            Call call, Walk walk, ByteTable<E> table, Predicate<E> wanted, int width, BiConsumer<E, Replies> reply) {
        List<E> found = new ArrayList<>();
        long cursor = walk.cursor;
        long steps = walk.count > Long.MAX_VALUE / PATIENCE ? Long.MAX_VALUE : PATIENCE * walk.count;
        do {
            cursor = table.scan(cursor, found::add);
        } while (cursor != 0 && found.size() < walk.count && --steps > 0);
        found.removeIf(entry -> !walk.wants(entry) || !wanted.test(entry));
        call.reply.array(2);
        call.reply.bulk(cursor);
        call.reply.array(width * found.size());
        for (E each : found) {
            reply.accept(each, call.reply);
        }
    }

    private static void replyNothing(Call call) {
        call.reply.array(2);
        call.reply.bulk(0);
        call.reply.array(0);
    }

    private static void scanKeys(Call call) {
        Walk walk = Walk.of(call, 1);
        reply(
                call,
                walk,
                call.database.keys(),
                key -> (walk.type == null
                                || walk.type.equalsIgnoreCase(key.value().typeName()))
                        && !isGone(call.database, key),
                1,
                (key, replies) -> replies.bulk(key.key()));
    }

    private static void scanHash(Call call) {
        Walk walk = Walk.of(call, 2);
        HashValue hash = call.hash(1);
        if (hash == null) {
            replyNothing(call);
            return;
        }
        reply(call, walk, hash.fields(), field -> true, 2, (field, replies) -> {
            replies.bulk(field.key());
            replies.bulk(field.value());
        });
    }

    private static void scanSet(Call call) {
        Walk walk = Walk.of(call, 2);
        SetValue set = call.set(1);
        if (set == null) {
            replyNothing(call);
            return;
        }
        reply(call, walk, set.members(), member -> true, 1, (member, replies) -> replies.bulk(member.key()));
    }

    private static void scanSortedSet(Call call) {
        Walk walk = Walk.of(call, 2);
        SortedSetValue set = call.sortedSet(1);
        if (set == null) {
            replyNothing(call);
            return;
        }
        reply(call, walk, set.members(), member -> true, 2, (member, replies) -> {
            replies.bulk(member.key());
            replies.bulk(member.score());
        });
    }
}
