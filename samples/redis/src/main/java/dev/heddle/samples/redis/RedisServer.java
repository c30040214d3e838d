package dev.heddle.samples.redis;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.race;

import dev.heddle.Coroutine;
import dev.heddle.Loop;
import dev.heddle.TaskScope;
import dev.heddle.annotation.Async;
import dev.heddle.net.ServeOptions;
import dev.heddle.net.TcpListener;
import dev.heddle.process.Signals;
import dev.heddle.samples.redis.command.Machine;
import dev.heddle.samples.redis.command.Session;
import dev.heddle.samples.redis.command.Settings;
import dev.heddle.samples.redis.journal.FileJournal;
import dev.heddle.samples.redis.journal.Replay;
import dev.heddle.samples.redis.journal.SyncPolicy;
import dev.heddle.samples.redis.protocol.Replies;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * A server that speaks the protocol of Redis: its commands for strings, keys, hashes, lists, sets, sorted sets, transactions
 * and messages, with a journal that survives the process. All of it is one loop; there is not one lock.
 */
public final class RedisServer {
    /** A client may be silent for as long as it likes: it may be a subscriber, or wait for a list. */
    private static final ServeOptions LIMITS =
            ServeOptions.defaults().connections(10_000).withoutDeadlines();

    private final Settings settings;
    private final Machine machine;
    private final Consumer<String> log;

    /** A server on the loop of this thread. {@code log} is told what an operator would want to know. */
    RedisServer(Settings settings, Consumer<String> log) {
        this.settings = settings;
        this.log = log;
        machine = new Machine(settings, System::currentTimeMillis);
    }

    /** Serves clients until it is cancelled. {@code listening} is told the address. A suspension point. */
    @Async
    Coroutine<Void> serve(Consumer<InetSocketAddress> listening) throws IOException {
        if (settings.journal() == null) {
            await(accept(listening));
            return done();
        }
        await(replay(settings.journal()));
        try (FileJournal journal = FileJournal.open(settings.journal(), settings.sync());
                TaskScope scope = TaskScope.open()) {
            machine.keepIn(journal);
            scope.spawnDaemon("journal", journal.write());
            scope.spawnDaemon("journal to disk", journal.sync());
            await(accept(listening));
        }
        return done();
    }

    @Async
    private Coroutine<Void> replay(Path journal) throws IOException {
        Session session = machine.detached();
        Replies scratch = new Replies();
        Replay.Result result = await(Replay.of(journal, request -> machine.replay(session, request, scratch)));
        if (result.dropped() > 0) {
            log.accept("the journal ended in the middle of a command: cut off " + result.dropped() + " bytes");
        }
        log.accept("replayed " + result.commands() + " commands from " + journal);
        return done();
    }

    @Async
    private Coroutine<Void> accept(Consumer<InetSocketAddress> listening) throws IOException {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), settings.port());
        try (TcpListener listener = TcpListener.listen(address)) {
            listening.accept(listener.localAddress());
            await(listener.serve(LIMITS, stream -> new Connection(stream, machine, settings).serve()));
        }
        return done();
    }

    @Async
    private static Coroutine<Void> program(Settings settings) throws IOException {
        RedisServer server = new RedisServer(settings, System.out::println);
        await(race(
                server.serve(address -> System.out.println("serving at port " + address.getPort())), untilSignalled()));
        return done();
    }

    /** The server is cancelled when this ends, and then writes the rest of its journal. */
    @Async
    private static Coroutine<Void> untilSignalled() {
        System.out.println("ending at signal " + await(Signals.awaitNext("TERM", "INT")));
        return done();
    }

    /** Serves as told by options named like those of Redis: {@code --port}, {@code --appendonly}, {@code --appendfsync}. */
    public static void main(String[] args) throws IOException {
        Settings settings = Settings.defaults();
        for (int i = 0; i + 1 < args.length; i += 2) {
            settings = with(settings, args[i], args[i + 1]);
        }
        Loop.run(program(settings));
    }

    private static Settings with(Settings settings, String option, String value) {
        switch (option) {
            case "--port":
                return settings.port(Integer.parseInt(value));
            case "--appendonly":
                return settings.journal(value.equals("no") ? null : Path.of(value), settings.sync());
            case "--appendfsync":
                return settings.journal(settings.journal(), SyncPolicy.named(value));
            default:
                throw new IllegalArgumentException("no such option: " + option);
        }
    }
}
