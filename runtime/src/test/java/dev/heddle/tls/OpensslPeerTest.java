package dev.heddle.tls;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.blocking;
import static dev.heddle.Coroutines.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.AsyncCloseable.CloseReason;
import dev.heddle.Coroutine;
import dev.heddle.TaskScope;
import dev.heddle.annotation.Async;
import dev.heddle.engine.OnEachEngine;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against the client and the server of openssl. */
@Timeout(120)
class OpensslPeerTest extends OnEachEngine {
    private static final TlsOptions SERVER = TlsOptions.of(Keys.context(Keys.LOCALHOST));
    private static final TlsOptions CLIENT = TlsOptions.of(Keys.context());

    private final RealTls world = new RealTls();

    @BeforeAll
    static void needsOpenssl() {
        Openssl.assumeInstalled();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-tls1_3", "-tls1_2"})
    void itsClientIsServed(String version) throws Exception {
        TlsOptions options = SERVER.applicationProtocols("h2", "http/1.1");
        world.serve(options, RealTls::echo, port -> {
            try (Openssl client = Openssl.client(port, version, "-alpn", "http/1.1,h2")) {
                client.says("ALPN protocol: h2");
                client.says("Verify return code: 0 (ok)");
                client.type("hello");
                client.says("hello");
                client.type("Q");
                client.ends();
            }
        });
        assertThat(world.reports).isEmpty();
    }

    @Test
    void newKeysAreTakenAndAnswered() throws Exception {
        world.serve(SERVER, RealTls::echo, port -> {
            try (Openssl client = Openssl.client(port, "-tls1_3", "-msg")) {
                client.says("Verify return code: 0 (ok)");
                client.type("hello");
                client.says("hello");
                for (int i = 0; i < 3; i++) {
                    client.type("K");
                    client.says("KEYUPDATE");
                    client.type("again " + i);
                    client.says("<<< TLS 1.3, Handshake [length 0005], KeyUpdate");
                    client.says("again " + i);
                }
                client.type("Q");
                client.ends();
            }
        });
        assertThat(world.reports).isEmpty();
    }

    @Async
    private static Coroutine<Void> onlyReading(TlsStream connection) throws IOException {
        for (String line = await(connection.readLine()); line != null; line = await(connection.readLine())) {}
        return done();
    }

    @Test
    void newKeysAreAnsweredByAReaderThatWritesNothing() throws Exception {
        world.serve(SERVER, OpensslPeerTest::onlyReading, port -> {
            try (Openssl client = Openssl.client(port, "-tls1_3", "-msg")) {
                client.says("Verify return code: 0 (ok)");
                client.type("K");
                client.says("<<< TLS 1.3, Handshake [length 0005], KeyUpdate");
                client.type("Q");
                client.ends();
            }
        });
        assertThat(world.reports).isEmpty();
    }

    @Test
    void itsClientIsRefusedWhenItWantsToNegotiateAgain() throws Exception {
        world.serve(SERVER, RealTls::echo, port -> {
            try (Openssl client = Openssl.client(port, "-tls1_2")) {
                client.says("Verify return code: 0 (ok)");
                client.type("hello");
                client.says("hello");
                client.type("R");
                client.ends();
            }
        });
        assertThat(world.reports).singleElement().asString().contains("negotiate again");
    }

    @Test
    void aClientThatIsKilledHasNotEnded() throws Exception {
        world.serve(SERVER, RealTls::echo, port -> {
            try (Openssl client = Openssl.client(port)) {
                client.says("Verify return code: 0 (ok)");
                client.type("hello");
                client.says("hello");
                client.kill();
            }
        });
        assertThat(world.reports).singleElement().asString().contains("TlsTruncatedException");
    }

    @Test
    void theNameDecidesAboutTheCertificate() throws Exception {
        TlsOptions options = SERVER.contextFor(name -> name.equals(Keys.OTHER) ? Keys.context(Keys.OTHER) : null);
        world.serve(options, RealTls::echo, port -> {
            try (Openssl client = Openssl.client(port, "-servername", Keys.OTHER, "-verify_hostname", Keys.OTHER)) {
                client.says("subject=CN = other");
                client.says("Verify return code: 0 (ok)");
                client.type("Q");
                client.ends();
            }
        });
        assertThat(world.reports).isEmpty();
    }

    @Test
    void aClientCertificateIsShown() throws Exception {
        List<String> names = new ArrayList<>();
        TlsHandler handler = connection -> {
            names.add(connection
                    .session()
                    .peerCertificates()
                    .get(0)
                    .getSubjectX500Principal()
                    .getName());
            return RealTls.echo(connection);
        };
        world.serve(SERVER.needingClientCertificate(), handler, port -> {
            try (Openssl client = Openssl.client(
                    port, "-cert", Keys.certificateFile(Keys.CLIENT), "-key", Keys.keyFile(Keys.CLIENT))) {
                client.says("Verify return code: 0 (ok)");
                client.type("hello");
                client.says("hello");
                client.type("Q");
                client.ends();
            }
        });
        assertThat(names).containsExactly("CN=somebody");
    }

    /** Runs a client of ours against a server of openssl that sends back each line with its letters in reverse order. */
    private void connect(TlsHandler client, String... arguments) throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        List<String> all = new ArrayList<>(List.of(
                "s_server",
                "-accept",
                "127.0.0.1:" + port,
                "-cert",
                Keys.certificateFile(Keys.LOCALHOST),
                "-key",
                Keys.keyFile(Keys.LOCALHOST)));
        all.addAll(List.of(arguments));
        try (Openssl server = Openssl.run(all.toArray(String[]::new))) {
            server.says("ACCEPT");
            world.run(connected(port, client));
        }
    }

    @Async
    private static Coroutine<Void> connected(int port, TlsHandler client) throws Exception {
        TlsOptions options = CLIENT.applicationProtocols("x", "http/1.1");
        try (TlsStream connection = await(TlsStream.connect("localhost", port, options))) {
            await(client.handle(connection));
        }
        return done();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-tls1_3", "-tls1_2"})
    void itsServerIsReached(String version) throws Exception {
        connect(
                connection -> {
                    await(connection.write("stressed\n"));
                    assertThat(await(connection.readLine())).isEqualTo("desserts");
                    assertThat(connection.session().applicationProtocol()).isEqualTo("http/1.1");
                    assertThat(connection.session().protocol())
                            .isEqualTo(version.equals("-tls1_3") ? "TLSv1.3" : "TLSv1.2");
                    return done();
                },
                version,
                "-rev",
                "-alpn",
                "http/1.1");
    }

    @Test
    void aServerThatIsKilledHasNotEnded() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        try (Openssl server = Openssl.run(
                "s_server",
                "-accept",
                "127.0.0.1:" + port,
                "-cert",
                Keys.certificateFile(Keys.LOCALHOST),
                "-key",
                Keys.keyFile(Keys.LOCALHOST),
                "-rev")) {
            server.says("ACCEPT");
            Throwable failure = world.run(TaskScope.run(scope -> {
                TlsStream connection = await(TlsStream.connect("localhost", port, CLIENT));
                await(connection.write("olleh\n"));
                assertThat(await(connection.readLine())).isEqualTo("hello");
                await(blocking(() -> {
                    server.kill();
                    return true;
                }));
                try {
                    await(connection.readLine());
                } catch (IOException cut) {
                    await(connection.closeAsync(CloseReason.FAILED));
                    return done(cut);
                }
                throw new AssertionError("no failure");
            }));
            assertThat(failure).isInstanceOf(TlsTruncatedException.class);
        }
    }
}
