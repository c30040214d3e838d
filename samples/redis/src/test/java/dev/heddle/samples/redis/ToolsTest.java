package dev.heddle.samples.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The tools that come with Redis, if they are installed. */
final class ToolsTest {
    private static final Path CLI = Path.of("/usr/bin/redis-cli");
    private static final Path BENCHMARK = Path.of("/usr/bin/redis-benchmark");

    @BeforeEach
    void requireTools() {
        assumeTrue(Files.isExecutable(CLI) && Files.isExecutable(BENCHMARK), "redis-tools is not installed");
    }

    private static String run(String input, Path tool, int port, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(tool.toString(), "-p", Integer.toString(port)));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (OutputStream stdin = process.getOutputStream()) {
            stdin.write(input.getBytes(UTF_8));
        }
        return new String(process.getInputStream().readAllBytes(), UTF_8);
    }

    @Test
    void redisCliTalksToTheServer() throws Exception {
        ServerUnderTest.with(port -> assertThat(run(
                        "set a 1\nincr a\nrpush l x y z\nlrange l 0 -1\nhset h f v\nhgetall h\nget l\nbye\n",
                        CLI,
                        port))
                .isEqualTo("OK\n2\n3\nx\ny\nz\n1\nf\nv\n"
                        + "WRONGTYPE Operation against a key holding the wrong kind of value\n\n"
                        + "ERR unknown command 'bye', with args beginning with: \n\n"));
    }

    @Test
    void redisCliScansAndPipes() throws Exception {
        ServerUnderTest.with(port -> {
            StringBuilder mass = new StringBuilder();
            for (int i = 0; i < 5_000; i++) {
                mass.append("SET key:").append(i).append(" v\r\n");
            }
            assertThat(run(mass.toString(), CLI, port, "--pipe")).contains("errors: 0, replies: 5000");
            assertThat(run("", CLI, port, "--scan", "--pattern", "key:*")).hasLineCount(5_000);
            assertThat(run("", CLI, port, "--bigkeys")).contains("Sampled 5000 keys");
        });
    }

    @Test
    void redisBenchmarkRunsItsTests() throws Exception {
        ServerUnderTest.with(port -> {
            String tests =
                    "ping_inline,ping_mbulk,set,get,incr,lpush,rpush,lpop,rpop,sadd,hset,spop,zadd,zpopmin,lrange_100,mset";
            String report = run("", BENCHMARK, port, "-n", "2000", "-q", "--csv", "-r", "1000", "-t", tests);
            for (String name : List.of("PING_INLINE", "SET", "GET", "INCR", "ZPOPMIN", "MSET (10 keys)")) {
                assertThat(report).contains('"' + name + '"');
            }
            assertThat(report).doesNotContain("ERR").doesNotContain("rror");
            assertThat(run("", BENCHMARK, port, "-n", "20000", "-q", "--csv", "-P", "16", "-t", "set,get"))
                    .contains("\"GET\"")
                    .doesNotContain("rror");
        });
    }
}
