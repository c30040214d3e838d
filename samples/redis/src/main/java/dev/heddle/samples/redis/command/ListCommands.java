package dev.heddle.samples.redis.command;

import static dev.heddle.samples.redis.command.CommandException.NOT_POSITIVE;
import static dev.heddle.samples.redis.command.CommandException.NO_KEY;
import static dev.heddle.samples.redis.command.CommandException.OUT_OF_RANGE;
import static dev.heddle.samples.redis.command.CommandException.SYNTAX;

import dev.heddle.samples.redis.command.Command.Kind;
import dev.heddle.samples.redis.data.ListValue;

/** Commands for lists that do not wait. */
final class ListCommands {
    /** An end of a list. */
    enum End {
        LEFT,
        RIGHT;

        /** The one that argument {@code i} names. */
        static End of(Call call, int i) {
            if (call.is(i, "left")) {
                return LEFT;
            }
            if (call.is(i, "right")) {
                return RIGHT;
            }
            throw SYNTAX;
        }

        void push(ListValue list, byte[] element) {
            if (this == LEFT) {
                list.addFirst(element);
            } else {
                list.addLast(element);
            }
        }

        byte[] pop(ListValue list) {
            return this == LEFT ? list.removeFirst() : list.removeLast();
        }
    }

    private ListCommands() {}

    static void addTo(CommandTable table) {
        table.add("lpush", -3, Kind.WRITE, call -> push(call, End.LEFT));
        table.add("rpush", -3, Kind.WRITE, call -> push(call, End.RIGHT));
        table.add("lpushx", -3, Kind.WRITE, call -> pushIfPresent(call, End.LEFT));
        table.add("rpushx", -3, Kind.WRITE, call -> pushIfPresent(call, End.RIGHT));
        table.add("lpop", -2, Kind.WRITE, call -> pop(call, End.LEFT, "lpop"));
        table.add("rpop", -2, Kind.WRITE, call -> pop(call, End.RIGHT, "rpop"));
        table.add("llen", 2, Kind.READ, ListCommands::size);
        table.add("lrange", 4, Kind.READ, ListCommands::range);
        table.add("lindex", 3, Kind.READ, ListCommands::get);
        table.add("lset", 4, Kind.WRITE, ListCommands::set);
        table.add("linsert", 5, Kind.WRITE, ListCommands::insert);
        table.add("lrem", 4, Kind.WRITE, ListCommands::remove);
        table.add("ltrim", 4, Kind.WRITE, ListCommands::trim);
        table.add("lmove", 5, Kind.WRITE, 1, 2, 1, call -> moveOrNull(call, End.of(call, 3), End.of(call, 4)));
        table.add("rpoplpush", 3, Kind.WRITE, 1, 2, 1, call -> moveOrNull(call, End.RIGHT, End.LEFT));
        table.add("lpos", -3, Kind.READ, ListCommands::positions);
    }

    private static void push(Call call, End end) {
        ListValue list = call.listOrNew(1);
        for (int i = 2; i < call.count(); i++) {
            end.push(list, call.bytes(i));
        }
        call.changed(1);
        call.reply.integer(list.size());
    }

    private static void pushIfPresent(Call call, End end) {
        if (call.list(1) == null) {
            call.reply.integer(0);
        } else {
            push(call, end);
        }
    }

    private static void pop(Call call, End end, String name) {
        if (call.count() > 3) {
            throw new CommandException("ERR wrong number of arguments for '" + name + "' command");
        }
        boolean many = call.count() == 3;
        long wanted = many ? call.integer(2, 0, Long.MAX_VALUE, NOT_POSITIVE) : 1;
        ListValue list = call.list(1);
        if (list == null) {
            if (many) {
                call.reply.nullArray();
            } else {
                call.reply.nullBulk();
            }
            return;
        }
        int count = (int) Math.min(wanted, list.size());
        if (many) {
            call.reply.array(count);
        }
        for (int i = 0; i < count; i++) {
            call.reply.bulk(end.pop(list));
        }
        if (count > 0) {
            call.shrunk(1);
        }
    }

    private static void size(Call call) {
        ListValue list = call.list(1);
        call.reply.integer(list == null ? 0 : list.size());
    }

    private static void range(Call call) {
        Span span = Span.of(call, 2);
        ListValue list = call.list(1);
        Span.Part part = span.in(list == null ? 0 : list.size());
        call.reply.array(part.size());
        for (int i = part.from(); i < part.to(); i++) {
            call.reply.bulk(list.get(i));
        }
    }

    /** The index that argument {@code i} means; -1 if there is no such element. */
    private static int index(Call call, ListValue list, int i) {
        long index = call.integer(i);
        long counted = index < 0 ? index + list.size() : index;
        return counted >= 0 && counted < list.size() ? (int) counted : -1;
    }

    private static void get(Call call) {
        ListValue list = call.list(1);
        int index = list == null ? -1 : index(call, list, 2);
        call.reply.bulkOrNull(index < 0 ? null : list.get(index));
    }

    private static void set(Call call) {
        ListValue list = call.list(1);
        if (list == null) {
            throw NO_KEY;
        }
        int index = index(call, list, 2);
        if (index < 0) {
            throw OUT_OF_RANGE;
        }
        list.set(index, call.bytes(3));
        call.changed(1);
        call.reply.ok();
    }

    private static void insert(Call call) {
        boolean after = call.is(2, "after");
        if (!after && !call.is(2, "before")) {
            throw SYNTAX;
        }
        ListValue list = call.list(1);
        if (list == null) {
            call.reply.integer(0);
            return;
        }
        int index = list.indexOf(call.bytes(3), 0);
        if (index < 0) {
            call.reply.integer(-1);
            return;
        }
        list.insert(after ? index + 1 : index, call.bytes(4));
        call.changed(1);
        call.reply.integer(list.size());
    }

    private static void remove(Call call) {
        long count = call.integer(2);
        ListValue list = call.list(1);
        int removed = 0;
        if (list != null) {
            int most = count == 0 ? Integer.MAX_VALUE : (int) Math.min(Integer.MAX_VALUE, Math.abs(count));
            removed = count < 0 ? list.removeFromLast(call.bytes(3), most) : list.removeFromFirst(call.bytes(3), most);
        }
        if (removed > 0) {
            call.shrunk(1);
        }
        call.reply.integer(removed);
    }

    private static void trim(Call call) {
        Span span = Span.of(call, 2);
        ListValue list = call.list(1);
        if (list != null) {
            Span.Part part = span.in(list.size());
            list.keep(part.from(), part.to());
            call.shrunk(1);
        }
        call.reply.ok();
    }

    private static void moveOrNull(Call call, End from, End to) {
        if (!move(call, from, to)) {
            call.reply.nullBulk();
        }
    }

    /** Moves an element from the list of argument 1 to that of argument 2; false if there is none. */
    static boolean move(Call call, End from, End to) {
        ListValue source = call.list(1);
        if (source == null) {
            return false;
        }
        call.list(2); // refuses another type before anything is changed
        byte[] element = from.pop(source);
        to.push(call.listOrNew(2), element);
        call.shrunk(1);
        call.changed(2);
        call.reply.bulk(element);
        return true;
    }

    private static void positions(Call call) {
        Positions.of(call).reply(call);
    }
}
