package dev.heddle.samples.redis.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.heddle.samples.redis.command.Command.Kind;
import dev.heddle.samples.redis.data.Glob;
import dev.heddle.samples.redis.protocol.Replies;
import dev.heddle.samples.redis.protocol.Request;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Commands for the server as a whole: what the tools of Redis ask for. */
final class ServerCommands {
    /** The version of Redis whose commands these are. */
    static final String VERSION = "7.0.0";

    private ServerCommands() {}

    static void addTo(CommandTable table) {
        table.addKeyless("info", -1, Kind.SERVER, call -> call.reply.bulk(Info.of(call)));
        table.addKeyless("config", -2, Kind.SERVER, ServerCommands::config);
        table.addKeyless("command", -1, Kind.SERVER, ServerCommands::command);
        table.addKeyless("time", 1, Kind.SERVER, ServerCommands::time);
    }

    static CommandException unknownSubcommand(Call call) {
        return new CommandException("ERR unknown subcommand '" + call.request.text(1) + "'. Try "
                + call.command.name().toUpperCase(Locale.ROOT) + " HELP.");
    }

    private static void config(Call call) {
        if (!call.is(1, "get") || call.count() < 3) {
            throw unknownSubcommand(call);
        }
        Map<String, String> found = new LinkedHashMap<>();
        settings(call.machine.settings()).forEach((name, value) -> {
            for (int i = 2; i < call.count(); i++) {
                if (new Glob(call.request.text(i).toLowerCase(Locale.ROOT).getBytes(UTF_8))
                        .matches(name.getBytes(UTF_8))) {
                    found.put(name, value);
                }
            }
        });
        call.reply.array(2 * found.size());
        found.forEach((name, value) -> {
            call.reply.bulk(name);
            call.reply.bulk(value);
        });
    }

    private static Map<String, String> settings(Settings settings) {
        Map<String, String> named = new LinkedHashMap<>();
        named.put("port", Integer.toString(settings.port()));
        named.put("databases", "16");
        named.put("save", "");
        named.put("appendonly", settings.journal() == null ? "no" : "yes");
        named.put("appendfsync", settings.sync().toString());
        named.put("proto-max-bulk-len", Integer.toString(settings.limits().bulk()));
        named.put(
                "client-query-buffer-limit", Integer.toString(settings.limits().request()));
        named.put("client-output-buffer-limit", "pubsub " + settings.backlog() + " 0 0");
        named.put("maxmemory", "0");
        return named;
    }

    private static void command(Call call) {
        CommandTable table = call.machine.commands();
        if (call.count() == 1) {
            call.reply.array(table.all().size());
            table.all().forEach(each -> describe(each, call.reply));
        } else if (call.is(1, "count") && call.count() == 2) {
            call.reply.integer(table.all().size());
        } else if (call.is(1, "docs")) {
            call.reply.array(0);
        } else if (call.is(1, "info")) {
            call.reply.array(call.count() - 2);
            for (int i = 2; i < call.count(); i++) {
                Command found = table.find(Request.of(call.bytes(i)));
                if (found == null) {
                    call.reply.nullArray();
                } else {
                    describe(found, call.reply);
                }
            }
        } else {
            throw unknownSubcommand(call);
        }
    }

    private static void describe(Command command, Replies reply) {
        reply.array(6);
        reply.bulk(command.name());
        reply.integer(command.arity());
        reply.array(1);
        reply.status(
                switch (command.kind()) {
                    case READ -> "readonly";
                    case WRITE -> "write";
                    case SUBSCRIBER -> "pubsub";
                    case SERVER, CONNECTION, CONTROL -> "fast";
                });
        reply.integer(command.firstKey());
        reply.integer(command.lastKey());
        reply.integer(command.keyStep());
    }

    private static void time(Call call) {
        long now = call.database.now();
        call.reply.array(2);
        call.reply.bulk(Long.toString(now / 1000));
        call.reply.bulk(Long.toString(now % 1000 * 1000));
    }
}
