package dev.heddle.samples.redis;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.samples.redis.protocol.ProtocolLimits;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is between the network and the commands. The clients are plain blocking sockets. */
final class RedisServerTest {
    @Test
    void repliesToRequestsThatComeTogetherInTheirOrder() throws Exception {
        ServerUnderTest.with(port -> {
            try (Client client = new Client(port)) {
                int many = 10_000;
                StringBuilder pipeline = new StringBuilder();
                for (int i = 0; i < many; i++) {
                    pipeline.append("INCR n\r\n");
                }
                client.send(pipeline.toString().getBytes(ISO_8859_1));
                for (long i = 1; i <= many; i++) {
                    assertThat(client.read()).isEqualTo(i);
                }
            }
        });
    }

    @Test
    void largeValuesGoThereAndBack() throws Exception {
        ServerUnderTest.with(port -> {
            try (Client client = new Client(port)) {
                String large = "0123456789".repeat(1_000_000);
                assertThat(client.ask("SET", "a", large)).isEqualTo("+OK");
                assertThat(client.ask("GET", "a")).isEqualTo(large);
                assertThat(client.call("STRLEN a")).isEqualTo(10_000_000L);
            }
        });
    }

    @Test
    void whatIsNoRequestIsAnsweredAndEndsTheConnection() throws Exception {
        ServerUnderTest.with(port -> {
            try (Client client = new Client(port)) {
                client.send("*1\r\n$4\r\nPING\r\n*1\r\nPING\r\n*1\r\n$4\r\nPING\r\n".getBytes(ISO_8859_1));
                assertThat(client.read()).isEqualTo("+PONG");
                assertThat(client.read()).isEqualTo("-ERR Protocol error: expected '$', got 'P'");
                assertThat(client.hasEnded()).isTrue();
            }
        });
    }

    @Test
    void moreThanTheLimitsIsRefused() throws Exception {
        var limits = new ProtocolLimits(100, 10, 50, 300);
        ServerUnderTest.with(ServerUnderTest.settings().limits(limits), port -> {
            try (Client client = new Client(port)) {
                client.send("*2\r\n$3\r\nGET\r\n$101\r\n".getBytes(ISO_8859_1));
                assertThat(client.read()).isEqualTo("-ERR Protocol error: invalid bulk length");
                assertThat(client.hasEnded()).isTrue();
            }
            try (Client client = new Client(port)) {
                client.send("*11\r\n".getBytes(ISO_8859_1));
                assertThat(client.read()).isEqualTo("-ERR Protocol error: invalid multibulk length");
                assertThat(client.hasEnded()).isTrue();
            }
            try (Client client = new Client(port)) {
                client.ask("SET", "a", "x".repeat(90));
                assertThat(client.ask("APPEND", "a", "x".repeat(20)))
                        .isEqualTo("-ERR string exceeds maximum allowed size (proto-max-bulk-len)");
            }
        });
    }

    @Test
    void quitIsAnsweredBeforeTheConnectionEnds() throws Exception {
        ServerUnderTest.with(port -> {
            try (Client client = new Client(port)) {
                assertThat(client.call("QUIT")).isEqualTo("+OK");
                assertThat(client.hasEnded()).isTrue();
            }
        });
    }

    @Test
    void whoWaitsIsServedByAnotherAndThenGoesOn() throws Exception {
        ServerUnderTest.with(port -> {
            try (Client waiting = new Client(port);
                    Client pushing = new Client(port)) {
                waiting.send("*3\r\n$5\r\nBLPOP\r\n$1\r\na\r\n$1\r\n0\r\nPING\r\n".getBytes(ISO_8859_1));
                awaitInfo(pushing, "blocked_clients:1");
                waiting.send("ECHO later\r\n".getBytes(ISO_8859_1));
                pushing.call("RPUSH a 1");
                assertThat(waiting.read()).isEqualTo(List.of("a", "1"));
                assertThat(waiting.read()).isEqualTo("+PONG");
                assertThat(waiting.read()).isEqualTo("later");
            }
        });
    }

    @Test
    void waitingEndsWithItsTimeOrWithItsClient() throws Exception {
        ServerUnderTest.with(port -> {
            try (Client late = new Client(port);
                    Client other = new Client(port)) {
                assertThat(late.call("BLPOP a 0.01")).isNull();
                assertThat(late.call("PING")).isEqualTo("+PONG");
                try (Client gone = new Client(port)) {
                    gone.send("BLPOP a 0");
                    awaitInfo(other, "blocked_clients:1");
                }
                awaitInfo(other, "blocked_clients:0");
                assertThat(other.call("RPUSH a 1")).isEqualTo(1L);
                assertThat(other.call("LLEN a")).isEqualTo(1L);
            }
        });
    }

    private static void awaitInfo(Client client, String line) throws Exception {
        while (!client.call("INFO").toString().contains(line)) {
            Thread.yield();
        }
    }

    @Test
    void subscribersGetWhatIsPublished() throws Exception {
        ServerUnderTest.with(port -> {
            try (Client listener = new Client(port);
                    Client speaker = new Client(port)) {
                assertThat(listener.call("SUBSCRIBE news")).isEqualTo(List.of("subscribe", "news", 1L));
                for (int i = 0; i < 1_000; i++) {
                    assertThat(speaker.call("PUBLISH news " + i)).isEqualTo(1L);
                }
                for (int i = 0; i < 1_000; i++) {
                    assertThat(listener.read()).isEqualTo(List.of("message", "news", "" + i));
                }
                assertThat(listener.call("UNSUBSCRIBE")).isEqualTo(Arrays.asList("unsubscribe", "news", 0L));
                assertThat(listener.call("GET a")).isNull();
                assertThat(listener.call("QUIT")).isEqualTo("+OK");
                assertThat(listener.hasEnded()).isTrue();
            }
        });
    }

    @Test
    void aSubscriberThatDoesNotReadIsCutOffAndTheOthersAreNot() throws Exception {
        ServerUnderTest.with(ServerUnderTest.settings().backlog(100_000), port -> {
            try (Client lazy = new Client(port);
                    Client eager = new Client(port);
                    Client speaker = new Client(port)) {
                lazy.call("SUBSCRIBE news");
                eager.call("SUBSCRIBE news");
                String text = "x".repeat(50_000);
                Object receivers = 2L;
                for (int i = 0; receivers.equals(2L); i++) {
                    assertThat(i).as("messages").isLessThan(100_000);
                    receivers = speaker.ask("PUBLISH", "news", text);
                    assertThat(eager.read()).isEqualTo(List.of("message", "news", text));
                }
                assertThat(speaker.call("INFO").toString()).contains("pubsub_clients_shed:1");
            }
        });
    }

    @Test
    void clientsThatBreakOffLeaveNothingBehind() throws Exception {
        ServerUnderTest.with(port -> {
            try (Client staying = new Client(port)) {
                for (int i = 0; i < 50; i++) {
                    try (Client going = new Client(port)) {
                        going.send(i % 2 == 0 ? "SUBSCRIBE news" : "BRPOP list 0");
                    }
                }
                awaitInfo(staying, "total_connections_received:51");
                awaitInfo(staying, "connected_clients:1\r\nblocked_clients:0");
                assertThat(staying.call("PUBLISH news hello")).isEqualTo(0L);
            }
        });
    }
}
