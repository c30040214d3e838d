package dev.heddle.samples.redis.command;

import static dev.heddle.samples.redis.command.CommandException.NOT_POSITIVE;
import static dev.heddle.samples.redis.command.CommandException.SYNTAX;
import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.heddle.samples.redis.command.Command.Kind;
import dev.heddle.samples.redis.data.ByteTable;
import dev.heddle.samples.redis.data.SetValue;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Commands for sets. What has been chosen by chance, the journal knows by name. */
final class SetCommands {
    private static final byte[] SREM = "SREM".getBytes(US_ASCII);

    /** Makes one set of several, none of which is changed; those that are not there are null. */
    @FunctionalInterface
    private interface Operation {
        SetValue of(List<SetValue> sets);
    }

    private SetCommands() {}

    static void addTo(CommandTable table) {
        table.add("sadd", -3, Kind.WRITE, SetCommands::add);
        table.add("srem", -3, Kind.WRITE, SetCommands::remove);
        table.add("scard", 2, Kind.READ, SetCommands::size);
        table.add("sismember", 3, Kind.READ, call -> call.reply.integer(member(call, call.set(1), 2) != null));
        table.add("smismember", -3, Kind.READ, SetCommands::contains);
        table.add("smembers", 2, Kind.READ, call -> reply(call, call.set(1)));
        table.add("spop", -2, Kind.WRITE, SetCommands::pop);
        table.add("srandmember", -2, Kind.READ, SetCommands::some);
        table.add("smove", 4, Kind.WRITE, 1, 2, 1, SetCommands::move);
        addOperation(table, "sinter", SetCommands::intersection);
        addOperation(table, "sunion", SetCommands::union);
        addOperation(table, "sdiff", SetCommands::difference);
    }

    private static void addOperation(CommandTable table, String name, Operation operation) {
        table.add(name, -2, Kind.READ, 1, -1, 1, call -> reply(call, operation.of(sets(call, 1))));
        table.add(name + "store", -3, Kind.WRITE, 1, -1, 1, call -> {
            SetValue result = operation.of(sets(call, 2));
            call.store(1, result);
            call.reply.integer(result.members().size());
        });
    }

    private static ByteTable.Entry member(Call call, SetValue set, int i) {
        return set == null
                ? null
                : set.members().find(call.request.bytes(), call.request.start(i), call.request.length(i));
    }

    private static void add(Call call) {
        SetValue set = call.setOrNew(1);
        int added = 0;
        for (int i = 2; i < call.count(); i++) {
            if (member(call, set, i) == null) {
                set.add(call.bytes(i));
                added++;
            }
        }
        if (added > 0) {
            call.changed(1);
        }
        call.reply.integer(added);
    }

    private static void remove(Call call) {
        SetValue set = call.set(1);
        int removed = 0;
        for (int i = 2; i < call.count(); i++) {
            ByteTable.Entry member = member(call, set, i);
            if (member != null) {
                set.members().remove(member);
                removed++;
            }
        }
        if (removed > 0) {
            call.shrunk(1);
        }
        call.reply.integer(removed);
    }

    private static void size(Call call) {
        SetValue set = call.set(1);
        call.reply.integer(set == null ? 0 : set.members().size());
    }

    private static void contains(Call call) {
        SetValue set = call.set(1);
        call.reply.array(call.count() - 2);
        for (int i = 2; i < call.count(); i++) {
            call.reply.integer(member(call, set, i) != null);
        }
    }

    private static void reply(Call call, SetValue set) {
        if (set == null) {
            call.reply.array(0);
            return;
        }
        call.reply.array(set.members().size());
        for (ByteTable.Entry each : set.members()) {
            call.reply.bulk(each.key());
        }
    }

    private static void pop(Call call) {
        boolean many = requireCount(call);
        long wanted = many ? call.integer(2, 0, Long.MAX_VALUE, NOT_POSITIVE) : 1;
        SetValue set = call.set(1);
        if (!many && set == null) {
            call.reply.nullBulk();
            return;
        }
        int count = set == null ? 0 : (int) Math.min(wanted, set.members().size());
        if (many) {
            call.reply.array(count);
        }
        List<byte[]> journaled = new ArrayList<>(List.of(SREM, call.bytes(1)));
        for (int i = 0; i < count; i++) {
            ByteTable.Entry member = set.members().any(call.machine.random());
            set.members().remove(member);
            call.reply.bulk(member.key());
            journaled.add(member.key());
        }
        if (count > 0) {
            call.shrunk(1);
            call.propagateAs(journaled.toArray(byte[][]::new));
        }
    }

    /** True if there is an argument behind the key, and refuses more than one. */
    private static boolean requireCount(Call call) {
        if (call.count() > 3) {
            throw SYNTAX;
        }
        return call.count() == 3;
    }

    private static void some(Call call) {
        boolean many = requireCount(call);
        long count = many ? call.integer(2, -Integer.MAX_VALUE, Integer.MAX_VALUE, CommandException.OUT_OF_RANGE) : 1;
        SetValue set = call.set(1);
        RandomGenerator random = call.machine.random();
        if (!many) {
            call.reply.bulkOrNull(set == null ? null : set.members().any(random).key());
        } else if (set == null || count == 0) {
            call.reply.array(0);
        } else if (count < 0) {
            call.reply.array((int) -count);
            for (long i = count; i < 0; i++) {
                call.reply.bulk(set.members().any(random).key());
            }
        } else {
            different(call, set, (int) Math.min(count, set.members().size()));
        }
    }

    /** Replies so many members, each at most once: every member is taken or left, so that all of them are as likely. */
    private static void different(Call call, SetValue set, int count) {
        call.reply.array(count);
        int wanted = count;
        int left = set.members().size();
        for (ByteTable.Entry each : set.members()) {
            if (call.machine.random().nextInt(left--) < wanted) {
                call.reply.bulk(each.key());
                wanted--;
            }
        }
    }

    private static void move(Call call) {
        SetValue source = call.set(1);
        SetValue target = source == null ? null : call.set(2);
        ByteTable.Entry member = member(call, source, 3);
        if (member != null && source != target) {
            source.members().remove(member);
            call.setOrNew(2).add(member.key());
            call.shrunk(1);
            call.changed(2);
        }
        call.reply.integer(member != null);
    }

    private static List<SetValue> sets(Call call, int first) {
        List<SetValue> sets = new ArrayList<>();
        for (int i = first; i < call.count(); i++) {
            sets.add(call.set(i));
        }
        return sets;
    }

    private static SetValue intersection(List<SetValue> sets) {
        SetValue result = new SetValue();
        if (sets.contains(null)) {
            return result;
        }
        SetValue smallest = sets.get(0);
        for (SetValue each : sets) {
            smallest = each.members().size() < smallest.members().size() ? each : smallest;
        }
        for (ByteTable.Entry member : smallest.members()) {
            if (sets.stream().allMatch(set -> set.members().find(member.key()) != null)) {
                result.add(member.key());
            }
        }
        return result;
    }

    private static SetValue union(List<SetValue> sets) {
        SetValue result = new SetValue();
        for (SetValue set : sets) {
            if (set != null) {
                set.members().forEach(member -> result.add(member.key()));
            }
        }
        return result;
    }

    private static SetValue difference(List<SetValue> sets) {
        SetValue result = new SetValue();
        if (sets.get(0) != null) {
            for (ByteTable.Entry member : sets.get(0).members()) {
                if (sets.stream()
                        .skip(1)
                        .allMatch(set -> set == null || set.members().find(member.key()) == null)) {
                    result.add(member.key());
                }
            }
        }
        return result;
    }
}
