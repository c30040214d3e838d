package dev.heddle.samples.redis;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.blocking;
import static dev.heddle.Coroutines.done;

import dev.heddle.Coroutine;
import dev.heddle.Loop;
import dev.heddle.TaskScope;
import dev.heddle.annotation.Async;
import dev.heddle.channel.OneShot;
import dev.heddle.samples.redis.command.Settings;
import java.util.ArrayList;
import java.util.List;

/** Runs a server in a loop of its own for as long as blocking code talks to it. */
final class ServerUnderTest {
    /** Blocking code that talks to the server. */
    interface Clients {
        void talkTo(int port) throws Exception;
    }

    private ServerUnderTest() {}

    static Settings settings() {
        return Settings.defaults().port(0);
    }

    /** Runs {@code clients} beside a server; what the server has told its operator. */
    static List<String> with(Settings settings, Clients clients) throws Exception {
        List<String> log = new ArrayList<>();
        Loop.run(serve(settings, clients, log));
        return log;
    }

    static void with(Clients clients) throws Exception {
        with(settings(), clients);
    }

    @Async
    private static Coroutine<Void> serve(Settings settings, Clients clients, List<String> log) throws Exception {
        try (TaskScope scope = TaskScope.open()) {
            OneShot<Integer> port = new OneShot<>();
            RedisServer server = new RedisServer(settings, log::add);
            scope.spawnDaemon("server", server.serve(address -> port.set(address.getPort())));
            int listening = await(port);
            await(blocking(() -> {
                clients.talkTo(listening);
                return null;
            }));
        }
        return done();
    }
}
