package dev.heddle.samples.redis.command;

import dev.heddle.samples.redis.data.Database;
import java.lang.management.ManagementFactory;

/** The text of INFO: sections of lines with a name and a value. */
final class Info {
    private final Call call;
    private final StringBuilder text = new StringBuilder();

    private Info(Call call) {
        this.call = call;
    }

    /** The sections that the arguments name; all if there are none. */
    static String of(Call call) {
        return new Info(call).all();
    }

    private String all() {
        Machine machine = call.machine;
        Counters counters = machine.counters();
        if (begin("Server")) {
            line("redis_version", ServerCommands.VERSION);
            line("redis_mode", "standalone");
            line("process_id", ProcessHandle.current().pid());
            line("tcp_port", machine.settings().port());
            line("uptime_in_seconds", ManagementFactory.getRuntimeMXBean().getUptime() / 1000);
        }
        if (begin("Clients")) {
            line("connected_clients", machine.sessions().size());
            line(
                    "blocked_clients",
                    machine.sessions().values().stream()
                            .filter(each -> each.blocked != null)
                            .count());
        }
        if (begin("Memory")) {
            Runtime runtime = Runtime.getRuntime();
            line("used_memory", runtime.totalMemory() - runtime.freeMemory());
            line("maxmemory", runtime.maxMemory());
        }
        if (begin("Persistence")) {
            line("aof_enabled", machine.settings().journal() == null ? 0 : 1);
            line("aof_pending", machine.journal().isSettled() ? 0 : 1);
        }
        if (begin("Stats")) {
            line("total_connections_received", counters.connections);
            line("total_commands_processed", counters.commands);
            line("total_error_replies", counters.errors);
            line("expired_keys", counters.expired);
            line("pubsub_channels", machine.topics().channels().size());
            line("pubsub_patterns", machine.topics().patterns().size());
            line("pubsub_messages", counters.messages);
            line("pubsub_clients_shed", counters.shed);
        }
        if (begin("Replication")) {
            line("role", "master");
            line("connected_slaves", 0);
        }
        if (begin("Keyspace")) {
            for (Database each : machine.databases()) {
                if (!each.keys().isEmpty()) {
                    line("db" + each.index(), "keys=" + each.keys().size() + ",expires=" + each.mortal());
                }
            }
        }
        return text.toString();
    }

    private boolean begin(String section) {
        boolean wanted = call.count() == 1;
        for (int i = 1; i < call.count(); i++) {
            wanted |= section.equalsIgnoreCase(call.request.text(i))
                    || call.is(i, "all")
                    || call.is(i, "default")
                    || call.is(i, "everything");
        }
        if (wanted) {
            text.append(text.isEmpty() ? "" : "\r\n")
                    .append("# ")
                    .append(section)
                    .append("\r\n");
        }
        return wanted;
    }

    private void line(String name, Object value) {
        text.append(name).append(':').append(value).append("\r\n");
    }
}
