package dev.heddle.samples.redis.command;

import dev.heddle.samples.redis.data.Database;
import dev.heddle.samples.redis.data.Groups;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;

/**
 * The clients that wait for keys. When such a key has changed, their commands are tried again in the order in which they
 * came, after the command, or the transaction, that has changed it. Confined to the loop thread.
 */
final class Blocking {
    private record Ready(Database database, byte[] key) {}

    private final Machine machine;
    private final Groups<Blocked>[] waiting;
    private final Queue<Ready> ready = new ArrayDeque<>();

    @SuppressWarnings({"unchecked", "rawtypes"})
    Blocking(Machine machine, int databases) {
        this.machine = machine;
        waiting = new Groups[databases];
        Arrays.setAll(waiting, i -> new Groups<Blocked>());
    }

    void add(Blocked client) {
        client.session.blocked = client;
        for (byte[] key : client.keys) {
            waiting[client.database.index()].add(key, client);
        }
    }

    void forget(Blocked client) {
        client.session.blocked = null;
        for (byte[] key : client.keys) {
            waiting[client.database.index()].remove(key, client);
        }
    }

    void changed(Database database, byte[] bytes, int start, int length) {
        Groups<Blocked> here = waiting[database.index()];
        if (!here.isEmpty() && !here.of(bytes, start, length).isEmpty()) {
            ready.add(new Ready(database, Arrays.copyOfRange(bytes, start, start + length)));
        }
    }

    /** Tries again what waits for keys that have changed; one may change another. */
    void serve() {
        for (Ready next = ready.poll(); next != null; next = ready.poll()) {
            Groups<Blocked> here = waiting[next.database.index()];
            for (Blocked client : List.copyOf(here.of(next.key))) {
                if (next.database.find(next.key) == null) {
                    break;
                }
                if (client.session.blocked == client) {
                    tryAgain(client);
                }
            }
        }
    }

    private void tryAgain(Blocked client) {
        Call call = new Call(machine, client.session).prepare(client.request, client.reply());
        call.retried = client;
        machine.run(client.command, call);
        if (!client.reply().isEmpty()) {
            forget(client);
            client.served().set();
        }
    }
}
