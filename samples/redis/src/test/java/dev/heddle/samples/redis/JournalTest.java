package dev.heddle.samples.redis;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.heddle.samples.redis.command.Settings;
import dev.heddle.samples.redis.journal.SyncPolicy;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JournalTest {
    private static final Path CHECK = Path.of("/usr/bin/redis-check-aof");

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void chooseFile() {
        file = folder.resolve("journal.aof");
    }

    private Settings settings(SyncPolicy policy) {
        return ServerUnderTest.settings().journal(file, policy);
    }

    /** All that is in the server, in an order. */
    private static Map<String, String> contents(Client client) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        for (Object key : (List<?>) client.call("KEYS *")) {
            String name = (String) key;
            String type = (String) client.ask("TYPE", name);
            Object value = switch (type) {
                case "+string" -> client.ask("GET", name);
                case "+list" -> client.ask("LRANGE", name, "0", "-1");
                case "+zset" -> client.ask("ZRANGE", name, "0", "-1", "WITHSCORES");
                case "+set" -> sorted(client.ask("SMEMBERS", name));
                default -> fields(client, name);
            };
            contents.put(name, type + value + client.ask("PEXPIRETIME", name));
        }
        return contents;
    }

    private static TreeSet<String> sorted(Object list) {
        TreeSet<String> sorted = new TreeSet<>();
        ((List<?>) list).forEach(each -> sorted.add((String) each));
        return sorted;
    }

    private static Map<String, Object> fields(Client client, String name) throws IOException {
        Map<String, Object> fields = new TreeMap<>();
        for (Object field : (List<?>) client.ask("HKEYS", name)) {
            fields.put((String) field, client.ask("HGET", name, (String) field));
        }
        return fields;
    }

    @Test
    void whatRandomCommandsHaveLeftIsThereAgain() throws Exception {
        Map<String, String> before = new TreeMap<>();
        ServerUnderTest.with(settings(SyncPolicy.EVERYSEC), port -> {
            try (Client client = new Client(port)) {
                RandomCommands commands = new RandomCommands(new Random(17));
                for (int i = 0; i < 5_000; i++) {
                    client.ask(commands.next());
                }
                client.call("DISCARD");
                client.call("SELECT 0");
                client.call("SADD some a b c d e");
                client.call("SPOP some 2");
                client.call("SET late v PX 100000000");
                before.putAll(contents(client));
                assertThat(before).hasSizeGreaterThan(3);
            }
        });
        assertThat(after()).isEqualTo(before);
        requireSound();
    }

    private Map<String, String> after() throws Exception {
        Map<String, String> after = new TreeMap<>();
        ServerUnderTest.with(settings(SyncPolicy.EVERYSEC), port -> {
            try (Client client = new Client(port)) {
                after.putAll(contents(client));
            }
        });
        return after;
    }

    /** Asks the tool of Redis, if it is installed. */
    private void requireSound() throws IOException {
        if (Files.isExecutable(CHECK)) {
            Process check = new ProcessBuilder(CHECK.toString(), file.toString())
                    .redirectErrorStream(true)
                    .start();
            assertThat(new String(check.getInputStream().readAllBytes(), ISO_8859_1))
                    .contains("is valid");
        }
    }

    @Test
    void keysWhoseTimeWasOverDoNotComeBack() throws Exception {
        ServerUnderTest.with(settings(SyncPolicy.EVERYSEC), port -> {
            try (Client client = new Client(port)) {
                client.call("SET short v PX 30");
                client.call("SET long v EX 1000");
                client.call("LPUSH l x");
                client.call("BLPOP l 0");
                while (client.call("DBSIZE").equals(2L)) {
                    Thread.yield();
                }
            }
        });
        assertThat(after()).containsOnlyKeys("long");
    }

    @Test
    void aTornEndIsCutOffWhereverItIs() throws Exception {
        String[] commands = {
            request("SELECT", "0"),
            request("SET", "a", "1"),
            request("MULTI") + request("SET", "b", "2") + request("RPUSH", "c", "x\r\ny") + request("EXEC"),
            request("SET", "a", "3")
        };
        String whole = String.join("", commands);
        for (int length = 0; length <= whole.length(); length++) {
            int sound = 0;
            int complete = 0;
            while (complete < commands.length && sound + commands[complete].length() <= length) {
                sound += commands[complete++].length();
            }
            Files.writeString(file, whole.substring(0, length), ISO_8859_1);
            int keys = complete < 2 ? 0 : complete < 3 ? 1 : 3;
            List<String> log = ServerUnderTest.with(settings(SyncPolicy.NO), port -> {
                try (Client client = new Client(port)) {
                    assertThat(client.call("DBSIZE")).isEqualTo((long) keys);
                    client.call("SET new v");
                }
            });
            int torn = length - sound;
            if (torn > 0) {
                assertThat(log).contains("the journal ended in the middle of a command: cut off " + torn + " bytes");
            } else {
                assertThat(log).hasSize(1);
            }
            assertThat(Files.readString(file, ISO_8859_1))
                    .as("cut at %s", length)
                    .isEqualTo(whole.substring(0, sound) + request("SELECT", "0") + request("SET", "new", "v"));
        }
    }

    private static String request(String... arguments) {
        return new String(Resp.request(arguments), ISO_8859_1);
    }

    @Test
    void damageIsRefusedAndTheFileLeftAsItIs() throws Exception {
        String good = request("SET", "a", "1");
        for (String bad : List.of("*1\r\nbroken\r\n", request("NONSENSE"), request("LPUSH", "a", "1"))) {
            Files.writeString(file, good + bad + good, ISO_8859_1);
            assertThatThrownBy(() -> ServerUnderTest.with(settings(SyncPolicy.NO), port -> {}))
                    .hasMessageContaining("the journal is damaged behind byte " + good.length());
            assertThat(Files.readString(file, ISO_8859_1)).isEqualTo(good + bad + good);
        }
    }

    @Test
    void aProcessThatIsKilledLosesNothingThatWasAnswered() throws Exception {
        for (SyncPolicy policy : SyncPolicy.values()) {
            Files.deleteIfExists(file);
            long answered = killWhileWriting(policy);
            ServerUnderTest.with(settings(SyncPolicy.NO), port -> {
                try (Client client = new Client(port)) {
                    long count = Long.parseLong((String) client.call("GET n"));
                    assertThat(count).as("of %s", policy).isGreaterThanOrEqualTo(answered);
                    assertThat(client.call("LLEN l"))
                            .as("written together with n")
                            .isEqualTo(count);
                }
            });
        }
    }

    private Process startProgram(SyncPolicy policy) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        RedisServer.class.getName(),
                        "--port",
                        "0",
                        "--appendonly",
                        file.toString(),
                        "--appendfsync",
                        policy.toString())
                .redirectErrorStream(true)
                .start();
    }

    /** Kills a server while it is sent transactions; how many it has answered. */
    private long killWhileWriting(SyncPolicy policy) throws IOException, InterruptedException {
        Process server = startProgram(policy);
        try (BufferedReader output = server.inputReader();
                Client client = new Client(port(output))) {
            String transaction = "MULTI\r\nINCR n\r\nRPUSH l " + "x".repeat(2_000) + "\r\nEXEC\r\n";
            client.send(transaction.repeat(5_000).getBytes(ISO_8859_1));
            for (int i = 0; i < 4 * 500; i++) {
                client.read();
            }
            server.toHandle().destroyForcibly();
            return 500 + answeredAfter(client);
        } finally {
            server.destroyForcibly().waitFor();
        }
    }

    @Test
    void theProgramEndsInOrderAtSignalTerm() throws Exception {
        Process server = startProgram(SyncPolicy.EVERYSEC);
        try (BufferedReader output = server.inputReader();
                Client client = new Client(port(output));
                Client waiting = new Client(client.port())) {
            waiting.send("BLPOP nothing 0");
            client.call("SET a 1");
            server.toHandle().destroy();
            assertThat(output.readLine()).isEqualTo("ending at signal TERM");
            assertThat(output.readLine()).as("no complaints").isNull();
            assertThat(server.waitFor()).isZero();
        } finally {
            server.destroyForcibly();
        }
        assertThat(after()).containsOnlyKeys("a");
        requireSound();
    }

    private static int port(BufferedReader output) throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith("serving at port ")) {
                return Integer.parseInt(line.substring("serving at port ".length()));
            }
        }
        throw new IOException("the server has not begun");
    }

    /** How many more transactions were answered before the connection broke. */
    private static long answeredAfter(Client client) {
        long answered = 0;
        try {
            while (true) {
                answered += client.read() instanceof List<?> ? 1 : 0;
            }
        } catch (IOException broken) {
            return answered;
        }
    }

    @Test
    void redisReadsTheJournal() throws Exception {
        assumeTrue(Files.isExecutable(CHECK), "redis-tools is not installed");
        ServerUnderTest.with(settings(SyncPolicy.ALWAYS), port -> {
            try (Client client = new Client(port)) {
                client.call("MULTI");
                client.call("SET a 1");
                client.call("INCR a");
                assertThat(client.call("EXEC")).isEqualTo(Arrays.asList("+OK", 2L));
                client.call("SELECT 2");
                client.call("SET b 1 EX 1000");
            }
        });
        requireSound();
    }
}
