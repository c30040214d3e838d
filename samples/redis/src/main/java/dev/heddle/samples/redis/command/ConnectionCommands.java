package dev.heddle.samples.redis.command;

import static dev.heddle.samples.redis.command.CommandException.SYNTAX;
import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.heddle.samples.redis.command.Command.Kind;

/** Commands for the connection. */
final class ConnectionCommands {
    private ConnectionCommands() {}

    static void addTo(CommandTable table) {
        table.addKeyless("ping", -1, Kind.SUBSCRIBER, ConnectionCommands::ping);
        table.addKeyless("echo", 2, Kind.CONNECTION, call -> call.reply.bulk(call.bytes(1)));
        table.addKeyless("select", 2, Kind.CONNECTION, ConnectionCommands::select);
        table.addKeyless("hello", -1, Kind.CONNECTION, ConnectionCommands::hello);
        table.addKeyless("client", -2, Kind.CONNECTION, ConnectionCommands::client);
        table.addKeyless("quit", -1, Kind.CONTROL, ConnectionCommands::quit);
        table.addKeyless("reset", 1, Kind.CONTROL, ConnectionCommands::reset);
    }

    private static void ping(Call call) {
        if (call.count() > 2) {
            throw new CommandException("ERR wrong number of arguments for 'ping' command");
        }
        if (call.session.isSubscriber()) {
            call.reply.array(2);
            call.reply.bulk("pong");
            call.reply.bulk(call.count() == 2 ? call.bytes(1) : new byte[0]);
        } else if (call.count() == 2) {
            call.reply.bulk(call.bytes(1));
        } else {
            call.reply.pong();
        }
    }

    private static void select(Call call) {
        long index = call.integer(1);
        if (index != (int) index) {
            throw new CommandException("ERR value is out of range, value must between -2147483648 and 2147483647");
        }
        if (index < 0 || index >= call.machine.databases().length) {
            throw new CommandException("ERR DB index is out of range");
        }
        call.session.select(call.machine.database((int) index));
        call.reply.ok();
    }

    private static void hello(Call call) {
        if (call.count() > 1) {
            long version =
                    call.integer(1, new CommandException("ERR Protocol version is not an integer or out of range"));
            if (version != 2) {
                throw new CommandException("NOPROTO unsupported protocol version");
            }
        }
        String name = call.session.name;
        for (int i = 2; i < call.count(); i += 2) {
            if (!call.is(i, "setname") || i + 1 == call.count()) {
                throw SYNTAX;
            }
            name = requireName(call, i + 1);
        }
        call.session.name = name;
        call.reply.array(14);
        call.reply.bulk("server");
        call.reply.bulk("redis");
        call.reply.bulk("version");
        call.reply.bulk(ServerCommands.VERSION);
        call.reply.bulk("proto");
        call.reply.integer(2);
        call.reply.bulk("id");
        call.reply.integer(call.session.id());
        call.reply.bulk("mode");
        call.reply.bulk("standalone");
        call.reply.bulk("role");
        call.reply.bulk("master");
        call.reply.bulk("modules");
        call.reply.array(0);
    }

    private static String requireName(Call call, int i) {
        String name = call.request.text(i);
        if (!name.chars().allMatch(c -> c >= '!' && c <= '~')) {
            throw new CommandException("ERR Client names cannot contain spaces, newlines or special characters.");
        }
        return name;
    }

    private static void client(Call call) {
        if (call.is(1, "id") && call.count() == 2) {
            call.reply.integer(call.session.id());
        } else if (call.is(1, "getname") && call.count() == 2) {
            call.reply.bulkOrNull(call.session.name.isEmpty() ? null : call.session.name.getBytes(US_ASCII));
        } else if (call.is(1, "setname") && call.count() == 3) {
            call.session.name = requireName(call, 2);
            call.reply.ok();
        } else if (call.is(1, "setinfo") && call.count() == 4) {
            call.reply.ok();
        } else if (call.is(1, "info") && call.count() == 2) {
            call.reply.bulk(call.session.describe() + "\n");
        } else if (call.is(1, "list") && call.count() == 2) {
            StringBuilder all = new StringBuilder();
            call.machine
                    .sessions()
                    .values()
                    .forEach(each -> all.append(each.describe()).append('\n'));
            call.reply.bulk(all.toString());
        } else {
            throw ServerCommands.unknownSubcommand(call);
        }
    }

    private static void quit(Call call) {
        call.session.end();
        call.reply.ok();
    }

    private static void reset(Call call) {
        call.session.reset();
        call.reply.status("RESET");
    }
}
