package dev.heddle.samples.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.heddle.net.ServeOptions;
import dev.heddle.net.TcpStream;
import dev.heddle.tls.TlsHandler;
import dev.heddle.tls.TlsOptions;
import dev.heddle.tls.TlsStream;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS on one side of the proxy, with the JDK's sockets and {@code openssl} as the peers. */
final class TlsProxyTest {
    static final String PASSWORD = "secret";
    private static final int PATIENCE_MILLIS = 20_000;

    @TempDir
    static Path folder;

    private final List<String> log = new ArrayList<>();

    /** Makes a key store with a key for localhost, if there is none. */
    static void makeKeys(Path store) throws IOException, InterruptedException {
        if (!Files.exists(store)) {
            String keytool =
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
            String options = " -genkeypair -alias localhost -dname CN=localhost -keyalg EC -groupname secp256r1"
                    + " -ext san=dns:localhost,ip:127.0.0.1 -storetype PKCS12 -storepass " + PASSWORD + " -keystore ";
            List<String> command = new ArrayList<>(List.of((keytool + options).split(" ")));
            command.add(store.toString());
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), UTF_8);
            assertThat(process.waitFor()).as(output).isZero();
        }
    }

    /** A context with a certificate for localhost, which it trusts itself. */
    private static SSLContext context() throws IOException, InterruptedException, GeneralSecurityException {
        Path store = folder.resolve("keys.p12");
        makeKeys(store);
        KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("localhost", keys.getCertificate("localhost"));
        KeyManagerFactory own = KeyManagerFactory.getInstance("PKIX");
        own.init(keys, PASSWORD.toCharArray());
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private static ServerSocket listen() throws IOException {
        ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        server.setSoTimeout(PATIENCE_MILLIS);
        return server;
    }

    private Proxy proxyTo(Proxy.Upstream upstream) {
        return new Proxy(upstream, Duration.ofSeconds(20), log::add);
    }

    private static void send(Socket to, String text) throws IOException {
        to.getOutputStream().write(text.getBytes(UTF_8));
    }

    private static String receive(Socket from, int length) throws IOException {
        return new String(from.getInputStream().readNBytes(length), UTF_8);
    }

    @Test
    void clientsSpeakTlsToAServerThatDoesNot() throws Exception {
        SSLContext context = context();
        try (ServerSocket behind = listen()) {
            Proxy proxy = proxyTo(() -> TcpStream.connect((InetSocketAddress) behind.getLocalSocketAddress()));
            new ProxyRun(ServeOptions.defaults())
                    .run(TlsHandler.secured(TlsOptions.of(context), proxy::serve), address -> {
                        try (Socket client = context.getSocketFactory().createSocket("localhost", address.getPort())) {
                            client.setSoTimeout(PATIENCE_MILLIS);
                            send(client, "question");
                            try (Socket server = behind.accept()) {
                                assertThat(receive(server, 8)).isEqualTo("question");
                                send(server, "answer");
                                server.shutdownOutput();
                                assertThat(new String(client.getInputStream().readAllBytes(), UTF_8))
                                        .isEqualTo("answer");
                                ((SSLSocket) client).shutdownOutput();
                                assertThat(server.getInputStream().read()).isEqualTo(-1);
                            }
                        }
                    });
        }
        assertThat(log).isEmpty();
    }

    @Test
    void opensslIsAClient() throws Exception {
        boolean installed = Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(each -> Files.isExecutable(Path.of(each, "openssl")));
        assumeThat(installed).as("openssl is installed").isTrue();
        SSLContext context = context();
        try (ServerSocket behind = listen()) {
            Proxy proxy = proxyTo(() -> TcpStream.connect((InetSocketAddress) behind.getLocalSocketAddress()));
            new ProxyRun(ServeOptions.defaults())
                    .run(TlsHandler.secured(TlsOptions.of(context), proxy::serve), address -> {
                        Process openssl = new ProcessBuilder(
                                        "openssl", "s_client", "-quiet", "-connect", "localhost:" + address.getPort())
                                .redirectError(ProcessBuilder.Redirect.DISCARD)
                                .start();
                        try (Socket server = behind.accept()) {
                            openssl.getOutputStream().write("question\n".getBytes(UTF_8));
                            openssl.getOutputStream().flush();
                            assertThat(receive(server, 9)).isEqualTo("question\n");
                            send(server, "answer");
                        }
                        assertThat(new String(openssl.getInputStream().readAllBytes(), UTF_8))
                                .isEqualTo("answer");
                        openssl.getOutputStream().close();
                        openssl.waitFor();
                    });
        }
    }

    @Test
    void theServerSpeaksTlsToClientsThatDoNot() throws Exception {
        SSLContext context = context();
        try (ServerSocket behind =
                context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Proxy proxy = proxyTo(() -> TlsStream.connect("localhost", behind.getLocalPort(), TlsOptions.of(context)));
            new ProxyRun(ServeOptions.defaults()).run(proxy::serve, address -> {
                try (Socket client = new Socket(address.getAddress(), address.getPort());
                        Socket server = behind.accept()) {
                    client.setSoTimeout(PATIENCE_MILLIS);
                    send(client, "question");
                    assertThat(receive(server, 8)).isEqualTo("question");
                    send(server, "answer");
                    assertThat(receive(client, 6)).isEqualTo("answer");
                }
            });
        }
    }

    @Test
    void aServerWithAnotherNameIsNotTalkedTo() throws Exception {
        SSLContext context = context();
        try (ServerSocket behind =
                context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            TlsOptions options = TlsOptions.of(context).serverName("other.example");
            Proxy proxy = proxyTo(() -> TlsStream.connect("localhost", behind.getLocalPort(), options));
            new ProxyRun(ServeOptions.defaults()).run(proxy::serve, address -> {
                try (Socket client = new Socket(address.getAddress(), address.getPort());
                        Socket server = behind.accept()) {
                    client.setSoTimeout(PATIENCE_MILLIS);
                    assertThatThrownBy(() -> server.getInputStream().read()).isInstanceOf(IOException.class);
                    assertThatThrownBy(() -> client.getInputStream().read()).hasMessageContaining("reset");
                }
            });
        }
        assertThat(log).hasSize(1);
    }
}
