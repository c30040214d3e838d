package dev.heddle.samples.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same random commands sent to a server of Redis, if one is installed: the replies have to be equal. */
final class OracleTest {
    private static final Path REDIS = Path.of("/usr/bin/redis-server");
    private static final int FEW_SEEDS = 5;
    private static final int MANY_SEEDS = 100;
    private static final int COMMANDS = 4_000;

    /** Replies that are in no order, in either server. */
    private static final Set<String> UNORDERED =
            Set.of("KEYS", "SMEMBERS", "SINTER", "SUNION", "SDIFF", "HKEYS", "HVALS", "SPOP");

    @Test
    void answersAsRedisDoes(@TempDir Path folder) throws Exception {
        compareAll(FEW_SEEDS, folder);
    }

    @Test
    @Tag("proof")
    void answersAsRedisDoesForManySeeds(@TempDir Path folder) throws Exception {
        compareAll(MANY_SEEDS, folder);
    }

    private static void compareAll(int seeds, Path folder) throws Exception {
        assumeTrue(Files.isExecutable(REDIS), "redis-server is not installed");
        int port = freePort();
        Process redis = new ProcessBuilder(
                        REDIS.toString(),
                        "--port",
                        "" + port,
                        "--bind",
                        "127.0.0.1",
                        "--save",
                        "",
                        "--appendonly",
                        "no",
                        "--dir",
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        try {
            awaitListening(redis, port);
            ServerUnderTest.with(own -> {
                for (int seed = 0; seed < seeds; seed++) {
                    compare(seed, port, own);
                }
            });
        } finally {
            redis.destroy();
            redis.waitFor();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void awaitListening(Process redis, int port) {
        while (redis.isAlive()) {
            try (Client client = new Client(port)) {
                client.call("PING");
                return;
            } catch (IOException notYet) {
                Thread.yield();
            }
        }
        throw new AssertionError("redis-server has ended");
    }

    private static void compare(int seed, int redisPort, int ownPort) throws IOException {
        try (Client redis = new Client(redisPort);
                Client own = new Client(ownPort)) {
            redis.call("FLUSHALL");
            own.call("FLUSHALL");
            RandomCommands commands = new RandomCommands(new Random(seed));
            List<String> history = new ArrayList<>();
            for (int i = 0; i < COMMANDS; i++) {
                String[] command = commands.next();
                history.add(String.join(" ", command));
                Object expected = comparable(command[0].toUpperCase(Locale.ROOT), redis.ask(command));
                Object actual = comparable(command[0].toUpperCase(Locale.ROOT), own.ask(command));
                assertThat(actual)
                        .as("seed %s, command %s: %s", seed, i, history.subList(Math.max(0, i - 30), i + 1))
                        .isEqualTo(expected);
            }
        }
    }

    private static Object comparable(String command, Object reply) {
        if (!(reply instanceof List<?> list)) {
            return reply;
        }
        List<Object> copy = new ArrayList<>(list);
        if (UNORDERED.contains(command)) {
            copy.sort(Comparator.comparing(String::valueOf));
        } else if (command.equals("HGETALL")) {
            List<Object> pairs = new ArrayList<>();
            for (int i = 0; i + 1 < copy.size(); i += 2) {
                pairs.add(copy.get(i) + "=" + copy.get(i + 1));
            }
            pairs.sort(Comparator.comparing(String::valueOf));
            return pairs;
        } else if (command.equals("EXEC")) {
            copy.replaceAll(each -> comparable("SMEMBERS", each));
        }
        return copy;
    }
}
