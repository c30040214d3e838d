package dev.heddle.tls;

import static dev.heddle.tls.HandmadeClient.ALERT;
import static dev.heddle.tls.HandmadeClient.DATA;
import static dev.heddle.tls.HandmadeClient.HANDSHAKE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.engine.OnEachEngine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.Arrays;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that send very much of what is worth nothing. */
@Timeout(120)
class TlsFloodTest extends OnEachEngine {
    private static final SSLContext TRUSTING = Keys.context();

    /** Nothing here ends because time does. */
    private static final TlsOptions SERVER =
            TlsOptions.of(Keys.context(Keys.LOCALHOST)).handshakeWithin(Duration.ofMinutes(2));

    private static final int MANY = 20_000;
    private static final String TOO_MANY = "more than 32 records in a row without content";
    private static final String TOO_MANY_IN_A_HANDSHAKE = "more than 4096 records in one handshake";

    private final RealTls world = new RealTls();

    /** A client that has something to do with a server which serves others as well. */
    @FunctionalInterface
    private interface Flood {
        void on(HandmadeClient client) throws Exception;
    }

    private void flood(Flood flood) throws Exception {
        world.serve(SERVER, RealTls::echo, port -> {
            try (SSLSocket other = dial(port);
                    HandmadeClient client = new HandmadeClient(port)) {
                assertEchoes(other, "before");
                flood.on(client);
                assertEchoes(other, "after");
            }
        });
    }

    private static SSLSocket dial(int port) throws IOException {
        SSLSocket socket = (SSLSocket) TRUSTING.getSocketFactory().createSocket("localhost", port);
        socket.setSoTimeout(30_000);
        return socket;
    }

    private static void assertEchoes(SSLSocket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(UTF_8));
        assertThat(new String(socket.getInputStream().readNBytes(text.length()), UTF_8))
                .isEqualTo(text);
    }

    /** Sends until the server does not take it any more. */
    private static void sendAll(HandmadeClient client, byte[] bytes) {
        try {
            client.send(bytes);
        } catch (IOException broken) {
            assertThat(broken).isInstanceOf(SocketException.class);
        }
    }

    private void assertRefusedOnce(String reason) {
        assertThat(world.reports).singleElement().asString().contains(reason);
    }

    // --- after the handshake

    @ParameterizedTest
    @ValueSource(ints = {DATA, ALERT})
    void manyRecordsWithoutContentAreRefused(int type) throws Exception {
        flood(client -> {
            client.handshake(1_000);
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            for (int i = 0; i < MANY; i++) {
                all.write(client.encrypted(type, type == ALERT ? HandmadeClient.WARNING : new byte[0]));
            }
            sendAll(client, all.toByteArray());
            client.awaitEnd();
        });
        assertRefusedOnce(TOO_MANY);
    }

    @Test
    void fewRecordsWithoutContentBetweenOthersAreTaken() throws Exception {
        flood(client -> {
            client.handshake(1_000);
            for (int round = 0; round < 100; round++) {
                ByteArrayOutputStream all = new ByteArrayOutputStream();
                for (int i = 0; i < Records.MOST_WITHOUT_CONTENT; i++) {
                    all.write(i % 2 == 0 ? client.encrypted(DATA) : client.encrypted(ALERT, HandmadeClient.WARNING));
                }
                all.write(client.encrypted(DATA, (byte) round));
                client.send(all.toByteArray());
                assertThat(client.decrypted(DATA)).containsExactly(round);
            }
        });
        assertThat(world.reports).singleElement().asString().contains("TlsTruncatedException");
    }

    @Test
    void manyRecordsOfOneByteAreTaken() throws Exception {
        flood(client -> {
            client.handshake(1_000);
            Thread writer = new Thread(() -> {
                try {
                    for (int i = 0; i < MANY; i++) {
                        client.send(client.encrypted(DATA, (byte) i));
                    }
                } catch (Exception failure) {
                    throw new AssertionError(failure);
                }
            });
            writer.start();
            ByteArrayOutputStream echo = new ByteArrayOutputStream();
            while (echo.size() < MANY) {
                echo.write(client.decrypted(DATA));
            }
            writer.join();
            byte[] bytes = echo.toByteArray();
            for (int i = 0; i < MANY; i++) {
                assertThat(bytes[i]).isEqualTo((byte) i);
            }
        });
        assertThat(world.reports).singleElement().asString().contains("TlsTruncatedException");
    }

    @Test
    void manyChangesOfKeysAreRefused() throws Exception {
        world.serve(SERVER, RealTls::echo, port -> {
            try (SSLSocket other = dial(port);
                    SSLSocket client = dial(port)) {
                assertEchoes(client, "hello");
                for (int round = 0; round < 5; round++) {
                    for (int i = 0; i < Records.MOST_WITHOUT_CONTENT / 2; i++) {
                        client.startHandshake(); // in TLS 1.3 it sends new keys and asks for those of the peer
                    }
                    assertEchoes(client, "still there " + round);
                }
                try {
                    for (int i = 0; i < MANY; i++) {
                        client.startHandshake();
                    }
                    assertThat(client.getInputStream().read()).isEqualTo(-1);
                } catch (IOException broken) {
                    assertThat(broken).hasMessageNotContaining("timed out");
                }
                assertEchoes(other, "after");
            }
        });
        assertRefusedOnce(TOO_MANY);
    }

    @Test
    void manyRequestsToNegotiateAgainAreRefusedAtTheFirst() throws Exception {
        flood(client -> {
            client.handshake(1_000);
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            for (int i = 0; i < MANY / 10; i++) {
                all.write(client.encrypted(HANDSHAKE, client.hello()));
            }
            sendAll(client, all.toByteArray());
            client.awaitEnd();
        });
        assertRefusedOnce("the peer wants to negotiate again, which is refused");
    }

    // --- before the handshake

    @Test
    void manyWarningsInsteadOfAHandshakeAreRefused() throws Exception {
        flood(client -> {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            for (int i = 0; i < MANY; i++) {
                all.write(HandmadeClient.record(ALERT, HandmadeClient.WARNING));
            }
            sendAll(client, all.toByteArray());
            client.awaitEnd();
        });
        assertRefusedOnce(TOO_MANY_IN_A_HANDSHAKE);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 100})
    void aFirstMessageInSmallPiecesIsTaken(int piece) throws Exception {
        flood(client -> {
            client.handshake(piece);
            client.send(client.encrypted(DATA, "hello".getBytes(UTF_8)));
            assertThat(client.decrypted(DATA)).isEqualTo("hello".getBytes(UTF_8));
        });
        assertThat(world.reports).singleElement().asString().contains("TlsTruncatedException");
    }

    /** The name is looked for before the engine sees the message. */
    @Test
    void aFirstMessageInSmallPiecesIsTakenWhereTheNameChoosesTheContext() throws Exception {
        TlsOptions byName = SERVER.contextFor(name -> Keys.context(Keys.LOCALHOST));
        world.serve(byName, RealTls::echo, port -> {
            try (HandmadeClient client = new HandmadeClient(port)) {
                client.handshake(1);
                client.send(client.encrypted(DATA, "hello".getBytes(UTF_8)));
                assertThat(client.decrypted(DATA)).isEqualTo("hello".getBytes(UTF_8));
            }
        });
        assertThat(world.reports).singleElement().asString().contains("TlsTruncatedException");
    }

    /** A record has up to 16 KiB and what encryption adds; a message of a handshake has up to 32 KiB. */
    @Test
    void aRecordThatSaysItIsTooLargeIsRefusedBeforeItComes() throws Exception {
        flood(client -> {
            client.send(new byte[] {HANDSHAKE, 3, 3, (byte) 0xFF, (byte) 0xFF, 1});
            client.awaitEnd();
        });
        assertRefusedOnce("Input record too big");
    }

    @Test
    void aMessageThatSaysItIsTooLargeIsRefusedBeforeItComes() throws Exception {
        flood(client -> {
            client.send(HandmadeClient.record(HANDSHAKE, (byte) 1, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, (byte) 3));
            client.awaitEnd();
        });
        assertRefusedOnce("exceeds the maximum allowed size");
    }

    @Test
    void aMessageThatNeverEndsIsRefused() throws Exception {
        flood(client -> {
            byte[] beginning = Arrays.copyOf(client.hello(), 60);
            beginning[2] = 0x7F; // 32 KiB are to come
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            all.write(HandmadeClient.record(HANDSHAKE, beginning));
            for (int i = 0; i < MANY; i++) {
                all.write(HandmadeClient.record(HANDSHAKE, (byte) i));
            }
            sendAll(client, all.toByteArray());
            client.awaitEnd();
        });
        assertRefusedOnce(TOO_MANY_IN_A_HANDSHAKE);
    }
}
