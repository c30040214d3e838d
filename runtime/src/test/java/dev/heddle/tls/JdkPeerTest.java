package dev.heddle.tls;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.blocking;
import static dev.heddle.Coroutines.done;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.AsyncCloseable.CloseReason;
import dev.heddle.Coroutine;
import dev.heddle.Task;
import dev.heddle.TaskScope;
import dev.heddle.annotation.Async;
import dev.heddle.engine.OnEachEngine;
import dev.heddle.net.TcpListener;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URL;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against the TLS sockets of the JDK, and what it has for HTTP. */
@Timeout(120)
class JdkPeerTest extends OnEachEngine {
    private static final SSLContext TRUSTING = Keys.context();
    private static final TlsOptions SERVER = TlsOptions.of(Keys.context(Keys.LOCALHOST));
    private static final TlsOptions CLIENT = TlsOptions.of(TRUSTING);

    private final RealTls world = new RealTls();

    private static SSLSocket dial(int port, String... protocols) throws IOException {
        SSLSocket socket = (SSLSocket) TRUSTING.getSocketFactory().createSocket("localhost", port);
        socket.setSoTimeout(30_000);
        if (protocols.length > 0) {
            socket.setEnabledProtocols(protocols);
        }
        return socket;
    }

    private static void assertEchoes(SSLSocket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(UTF_8));
        assertThat(new String(socket.getInputStream().readNBytes(text.length()), UTF_8))
                .isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void aBlockingClientIsServed(String protocol) throws Exception {
        world.serve(SERVER, RealTls::echo, port -> {
            try (SSLSocket socket = dial(port, protocol)) {
                assertEchoes(socket, "hello");
                assertThat(socket.getSession().getProtocol()).isEqualTo(protocol);
                byte[] much = new byte[5_000_000];
                much[4_999_999] = 7;
                Thread writer = new Thread(() -> write(socket, much));
                writer.start();
                assertThat(socket.getInputStream().readNBytes(much.length)).isEqualTo(much);
                writer.join();
                socket.shutdownOutput();
                assertThat(socket.getInputStream().read()).isEqualTo(-1);
            }
        });
        assertThat(world.reports).isEmpty();
    }

    private static void write(SSLSocket socket, byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aBlockingClientAndItsServerChooseAnApplicationProtocol() throws Exception {
        world.serve(SERVER.applicationProtocols("b", "c"), RealTls::echo, port -> {
            try (SSLSocket socket = dial(port)) {
                SSLParameters parameters = socket.getSSLParameters();
                parameters.setApplicationProtocols(new String[] {"a", "c", "b"});
                socket.setSSLParameters(parameters);
                assertEchoes(socket, "hello");
                assertThat(socket.getApplicationProtocol()).isEqualTo("b");
            }
        });
        assertThat(world.reports).isEmpty();
    }

    @Test
    void manyClientsAreServedAtTheSameTime() throws Exception {
        world.serve(SERVER, RealTls::echo, port -> {
            List<SSLSocket> sockets = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                sockets.add(dial(port));
            }
            for (SSLSocket socket : sockets) {
                assertEchoes(socket, "hello from " + socket.getLocalPort());
            }
            for (SSLSocket socket : sockets) {
                socket.close();
            }
        });
        assertThat(world.reports).isEmpty();
    }

    @Async
    private static Coroutine<Void> http(TlsStream connection) throws IOException {
        String request = await(connection.readLine());
        for (String line = request; line != null && !line.isEmpty(); line = await(connection.readLine())) {}
        String body = "you asked: " + request;
        await(connection.write(
                "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: " + body.length() + "\r\n\r\n" + body));
        return done();
    }

    @Test
    void theHttpClientOfTheJdkIsServed() throws Exception {
        world.serve(SERVER, JdkPeerTest::http, port -> {
            HttpsURLConnection page =
                    (HttpsURLConnection) new URL("https://localhost:" + port + "/page").openConnection();
            page.setSSLSocketFactory(TRUSTING.getSocketFactory());
            try (InputStream body = page.getInputStream()) {
                assertThat(new String(body.readAllBytes(), UTF_8)).isEqualTo("you asked: GET /page HTTP/1.1");
            }
        });
        assertThat(world.reports).isEmpty();
    }

    @Test
    void whoeverDoesNotSpeakTlsIsReportedAndTheOthersAreServed() throws Exception {
        world.serve(SERVER.handshakeWithin(Duration.ofMillis(300)), RealTls::echo, port -> {
            try (Socket silent = new Socket("localhost", port);
                    Socket plain = new Socket("localhost", port);
                    SSLSocket proper = dial(port)) {
                plain.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(UTF_8));
                assertThat(plain.getInputStream().readAllBytes()).hasSize(7);
                assertEchoes(proper, "hello");
                assertThatThrownBy(() -> silent.getInputStream().read()).isInstanceOf(IOException.class);
            }
        });
        assertThat(world.reports).hasSize(2).allMatch(report -> report.startsWith("the handler of TcpStream to "));
    }

    @Test
    void aClientThatWantsToNegotiateAgainIsRefused() throws Exception {
        world.serve(SERVER, RealTls::echo, port -> {
            try (SSLSocket socket = dial(port, "TLSv1.2")) {
                assertEchoes(socket, "hello");
                assertThatThrownBy(() -> {
                            socket.startHandshake();
                            assertEchoes(socket, "again");
                        })
                        .isInstanceOf(IOException.class);
            }
        });
        assertThat(world.reports)
                .singleElement()
                .asString()
                .contains("the peer wants to negotiate again, which is refused");
    }

    @Test
    void aClientThatGoesWithoutCloseNotifyIsNotTakenForOneThatHasEnded() throws Exception {
        world.serve(SERVER, RealTls::echo, port -> {
            try (Socket socket = new Socket("localhost", port);
                    SSLSocket secured =
                            (SSLSocket) TRUSTING.getSocketFactory().createSocket(socket, "localhost", port, false)) {
                assertEchoes(secured, "hello");
                socket.shutdownOutput();
                assertThatThrownBy(() -> {
                            while (secured.getInputStream().read() >= 0) {}
                        })
                        .isInstanceOf(IOException.class);
            }
        });
        assertThat(world.reports).singleElement().asString().contains("TlsTruncatedException");
    }

    /** Runs a client of ours against a blocking server, which serves one connection. */
    private void connect(SSLContext context, Served served, TlsHandler client) throws Exception {
        try (SSLServerSocket server =
                (SSLServerSocket) context.getServerSocketFactory().createServerSocket(0)) {
            world.run(TaskScope.run(scope -> {
                Task<Boolean> serving = scope.spawn("blocking server", blocking(() -> {
                    try (SSLSocket socket = (SSLSocket) server.accept()) {
                        socket.setSoTimeout(30_000);
                        served.by(socket);
                        return true;
                    }
                }));
                try (TlsStream connection = await(TlsStream.connect("localhost", server.getLocalPort(), CLIENT))) {
                    await(client.handle(connection));
                }
                await(serving);
                return done();
            }));
        }
    }

    /** What a blocking server does. */
    private interface Served {
        void by(SSLSocket socket) throws IOException;
    }

    @Test
    void aBlockingServerIsReached() throws Exception {
        connect(
                Keys.context(Keys.LOCALHOST),
                socket -> {
                    assertThat(socket.getInputStream().readNBytes(5)).isEqualTo("hello".getBytes(UTF_8));
                    socket.getOutputStream().write("world\n".getBytes(UTF_8));
                },
                connection -> {
                    await(connection.write("hello"));
                    assertThat(await(connection.readLine())).isEqualTo("world");
                    assertThat(await(connection.readLine())).isNull();
                    assertThat(connection.session().peerCertificates()).hasSize(2);
                    return done();
                });
    }

    @Test
    void aServerThatAsksForMoreThanOneHandshakeIsRefused() throws Exception {
        connect(
                Keys.context(Keys.LOCALHOST),
                socket -> {
                    socket.setEnabledProtocols(new String[] {"TLSv1.2"});
                    socket.getOutputStream().write("hello\n".getBytes(UTF_8));
                    assertThatThrownBy(() -> {
                                socket.startHandshake();
                                socket.getInputStream().read();
                            })
                            .isInstanceOf(IOException.class);
                },
                connection -> {
                    assertThat(await(connection.readLine())).isEqualTo("hello");
                    try {
                        await(connection.readLine());
                    } catch (SSLException refused) {
                        assertThat(refused).hasMessage("the peer wants to negotiate again, which is refused");
                        return connection.closeAsync(CloseReason.FAILED);
                    }
                    throw new AssertionError("not refused");
                });
    }

    /** Trusts nobody, and tells which thread has asked. */
    private static final class Distrust extends X509ExtendedTrustManager {
        private final AtomicReference<Thread> asked = new AtomicReference<>();

        private void refuse() throws CertificateException {
            asked.set(Thread.currentThread());
            throw new CertificateException("nobody is trusted");
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            refuse();
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            refuse();
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
            refuse();
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    @Test
    void theWorkOfAHandshakeIsDoneOnAnotherThreadThanTheLoops() throws Exception {
        Distrust distrust = new Distrust();
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {distrust}, null);
        world.run(TaskScope.run(scope -> {
            try (TcpListener listener = TcpListener.listen(RealTls.ANY_PORT)) {
                scope.spawn("server", listener.serve(TlsHandler.secured(SERVER, RealTls::echo)));
                int port = listener.localAddress().getPort();
                await(TlsStream.connect("localhost", port, TlsOptions.of(context)));
                throw new AssertionError("trusted");
            } catch (SSLException refused) {
                assertThat(refused).hasMessageContaining("nobody is trusted");
            }
            return done();
        }));
        assertThat(distrust.asked.get()).isNotNull().isNotSameAs(Thread.currentThread());
        assertThat(world.reports).hasSize(1);
    }
}
