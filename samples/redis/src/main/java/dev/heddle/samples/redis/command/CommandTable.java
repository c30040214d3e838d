package dev.heddle.samples.redis.command;

import dev.heddle.samples.redis.command.Command.Handler;
import dev.heddle.samples.redis.command.Command.Kind;
import dev.heddle.samples.redis.protocol.Request;
import java.util.ArrayList;
import java.util.List;

/** The commands by name: found by their bytes, without a string being made. Not changed once it is filled. */
final class CommandTable {
    /** A power of two, several times as many as there are commands. */
    private static final int PLACES = 1024;

    private final Command[] places = new Command[PLACES];
    private final List<Command> all = new ArrayList<>();

    /** All commands there are. */
    static CommandTable full() {
        CommandTable table = new CommandTable();
        StringCommands.addTo(table);
        CounterCommands.addTo(table);
        KeyCommands.addTo(table);
        ExpiryCommands.addTo(table);
        HashCommands.addTo(table);
        ListCommands.addTo(table);
        BlockingCommands.addTo(table);
        SetCommands.addTo(table);
        SortedSetCommands.addTo(table);
        SortedSetRanges.addTo(table);
        ScanCommands.addTo(table);
        SubscriptionCommands.addTo(table);
        TransactionCommands.addTo(table);
        ConnectionCommands.addTo(table);
        ServerCommands.addTo(table);
        return table;
    }

    /** Adds a command whose keys, if it has any, are arguments {@code firstKey} to {@code lastKey}. */
    void add(String name, int arity, Kind kind, int firstKey, int lastKey, int keyStep, Handler handler) {
        Command command = new Command(name, arity, kind, firstKey, lastKey, keyStep, handler);
        int place = place(command.bytes(), 0, command.bytes().length);
        while (places[place] != null) {
            place = place + 1 & PLACES - 1;
        }
        places[place] = command;
        all.add(command);
    }

    /** Adds a command whose first argument is its only key. */
    void add(String name, int arity, Kind kind, Handler handler) {
        add(name, arity, kind, 1, 1, 1, handler);
    }

    /** Adds a command without keys. */
    void addKeyless(String name, int arity, Kind kind, Handler handler) {
        add(name, arity, kind, 0, 0, 0, handler);
    }

    /** The command that is asked for; null if there is none of that name. */
    Command find(Request request) {
        int place = place(request.bytes(), request.start(0), request.length(0));
        while (places[place] != null) {
            if (places[place].isMeantBy(request)) {
                return places[place];
            }
            place = place + 1 & PLACES - 1;
        }
        return null;
    }

    private static int place(byte[] bytes, int start, int length) {
        int hash = length;
        for (int i = start; i < start + length; i++) {
            hash = 31 * hash + (bytes[i] | 0x20);
        }
        return (hash ^ hash >>> 10) & PLACES - 1;
    }

    /** All of them, in the order in which they were added. */
    List<Command> all() {
        return all;
    }
}
