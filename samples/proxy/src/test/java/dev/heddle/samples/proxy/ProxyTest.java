package dev.heddle.samples.proxy;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.sleep;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.net.httpserver.HttpServer;
import dev.heddle.Coroutine;
import dev.heddle.annotation.Async;
import dev.heddle.io.ByteStream;
import dev.heddle.net.ServeOptions;
import dev.heddle.net.TcpStream;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clients and servers are plain blocking sockets, with the proxy on a loop between them. */
final class ProxyTest {
    private static final int PATIENCE_MILLIS = 20_000;
    private static final int LARGE = 8 * 1024 * 1024;

    /** The common pool may have one thread, and these block. */
    private static final Executor THREADS = each -> new Thread(each).start();

    private final List<String> log = new ArrayList<>();
    private ServeOptions options = ServeOptions.defaults();
    private Duration patience = Duration.ofMillis(PATIENCE_MILLIS);
    private @Nullable ServerSocket behind;
    private @Nullable ProxyRun run;

    @BeforeEach
    void openServer() throws IOException {
        behind = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        behind.setSoTimeout(PATIENCE_MILLIS);
    }

    @AfterEach
    void closeServer() throws IOException {
        server().close();
    }

    private ServerSocket server() {
        return Objects.requireNonNull(behind);
    }

    private Coroutine<TcpStream> upstream() throws IOException {
        return TcpStream.connect((InetSocketAddress) server().getLocalSocketAddress());
    }

    private void proxy(ProxyRun.Ends ends) {
        proxy(this::upstream, ends);
    }

    private void proxy(Proxy.Upstream upstream, ProxyRun.Ends ends) {
        run = new ProxyRun(options);
        run.run(new Proxy(upstream, patience, log::add)::serve, ends);
    }

    private static Socket connect(InetSocketAddress proxy) throws IOException {
        return patient(new Socket(proxy.getAddress(), proxy.getPort()));
    }

    private Socket accept() throws IOException {
        return patient(server().accept());
    }

    private static Socket patient(Socket socket) throws IOException {
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    /** Connecting may already meet the reset, when that comes at once. */
    private static void readFrom(InetSocketAddress proxy) throws IOException {
        try (Socket client = connect(proxy)) {
            client.getInputStream().read();
        }
    }

    private static void send(Socket to, String text) throws IOException {
        to.getOutputStream().write(text.getBytes(UTF_8));
    }

    private static String receive(Socket from, int length) throws IOException {
        return new String(from.getInputStream().readNBytes(length), UTF_8);
    }

    @Test
    void bytesGoBothWays() {
        proxy(proxy -> {
            try (Socket client = connect(proxy);
                    Socket server = accept()) {
                send(client, "question");
                assertThat(receive(server, 8)).isEqualTo("question");
                send(server, "answer");
                assertThat(receive(client, 6)).isEqualTo("answer");
            }
        });
    }

    @Test
    void manyBytesComeThroughBothWaysAtOnceUnchanged() {
        byte[] sent = new byte[LARGE];
        new Random(1).nextBytes(sent);
        proxy(proxy -> {
            try (Socket client = connect(proxy);
                    Socket server = accept()) {
                CompletableFuture<Void> echo = CompletableFuture.runAsync(
                        () -> {
                            try {
                                server.getInputStream().transferTo(server.getOutputStream());
                                server.shutdownOutput();
                            } catch (IOException e) {
                                throw new IllegalStateException(e);
                            }
                        },
                        THREADS);
                CompletableFuture<Void> sending = CompletableFuture.runAsync(
                        () -> {
                            try {
                                client.getOutputStream().write(sent);
                                client.shutdownOutput();
                            } catch (IOException e) {
                                throw new IllegalStateException(e);
                            }
                        },
                        THREADS);
                assertThat(client.getInputStream().readAllBytes()).isEqualTo(sent);
                CompletableFuture.allOf(echo, sending).get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            }
        });
        assertThat(log).isEmpty();
    }

    @Test
    void theEndOfOneDirectionIsPassedOnWhileTheOtherGoesOn() {
        proxy(proxy -> {
            try (Socket client = connect(proxy);
                    Socket server = accept()) {
                send(client, "all");
                client.shutdownOutput();
                assertThat(new String(server.getInputStream().readAllBytes(), UTF_8))
                        .isEqualTo("all");
                send(server, "late answer");
                assertThat(receive(client, 11)).isEqualTo("late answer");
            }
            try (Socket client = connect(proxy);
                    Socket server = accept()) {
                server.shutdownOutput();
                assertThat(client.getInputStream().read()).isEqualTo(-1);
                send(client, "late question");
                assertThat(receive(server, 13)).isEqualTo("late question");
            }
        });
        assertThat(log).isEmpty();
    }

    @Test
    void aResetOnOneSideIsAResetOnTheOther() {
        proxy(proxy -> {
            try (Socket client = connect(proxy)) {
                Socket server = accept();
                send(server, "half of an");
                assertThat(receive(client, 10)).isEqualTo("half of an");
                server.setSoLinger(true, 0);
                server.close();
                assertThatThrownBy(() -> client.getInputStream().read()).hasMessageContaining("reset");
            }
            Socket client = connect(proxy);
            try (Socket server = accept()) {
                send(client, "half of a");
                assertThat(receive(server, 9)).isEqualTo("half of a");
                client.setSoLinger(true, 0);
                client.close();
                assertThatThrownBy(() -> server.getInputStream().read()).hasMessageContaining("reset");
            }
        });
        assertThat(log).hasSize(2);
    }

    @Test
    void aServerThatDoesNotReadStopsTheClient() {
        proxy(proxy -> {
            try (SocketChannel client = SocketChannel.open(proxy);
                    Socket server = accept();
                    Selector writable = Selector.open()) {
                client.configureBlocking(false);
                client.register(writable, SelectionKey.OP_WRITE);
                ByteBuffer piece = ByteBuffer.allocate(LARGE);
                long taken = 0;
                while (writable.select(1000)
                        > 0) { // not writable for a second: the pressure has come back to the client
                    writable.selectedKeys().clear();
                    taken += client.write(piece.clear());
                    assertThat(taken).isLessThan(16L * LARGE);
                }
                assertThat(server.getInputStream().readNBytes((int) taken)).hasSize((int) taken);
            }
        });
    }

    @Test
    void aServerThatIsNotThereIsAResetForTheClient() throws IOException {
        closeServer();
        proxy(proxy -> {
            assertThatThrownBy(() -> readFrom(proxy)).hasMessageContaining("reset");
        });
        assertThat(log).singleElement().asString().contains("refused");
    }

    @Async
    private static Coroutine<ByteStream> connectLater() {
        await(sleep(Duration.ofHours(1)));
        throw new AssertionError("an hour has passed");
    }

    @Test
    void aServerThatCannotBeReachedInTimeIsGivenUp() {
        patience = Duration.ofMillis(300);
        proxy(ProxyTest::connectLater, proxy -> {
            assertThatThrownBy(() -> readFrom(proxy)).hasMessageContaining("reset");
        });
        assertThat(log).singleElement().asString().contains("did not answer within 300 ms");
    }

    @Test
    void aConnectionOnWhichNothingHappensIsEnded() {
        options = ServeOptions.defaults().idle(Duration.ofSeconds(1));
        proxy(proxy -> {
            try (Socket client = connect(proxy);
                    Socket server = accept()) {
                send(client, "one byte or more");
                assertThat(receive(server, 3)).isEqualTo("one");
                assertThatThrownBy(() -> {
                            while (client.getInputStream().read() >= 0) {
                                // until the end
                            }
                            throw new IOException("end");
                        })
                        .isInstanceOf(IOException.class);
                assertThatThrownBy(() -> server.getInputStream().readAllBytes()).hasMessageContaining("reset");
            }
        });
    }

    @Test
    void aDrainLetsThoseWhoAreConnectedFinish() {
        proxy(proxy -> {
            try (Socket client = connect(proxy);
                    Socket server = accept()) {
                CompletableFuture<Void> drained = shutdown(Duration.ofSeconds(20));
                send(client, "question");
                assertThat(receive(server, 8)).isEqualTo("question");
                assertThatThrownBy(() -> {
                            while (true) {
                                connect(proxy).close();
                            }
                        })
                        .isInstanceOf(IOException.class);
                client.shutdownOutput();
                send(server, "answer");
                server.shutdownOutput();
                assertThat(new String(client.getInputStream().readAllBytes(), UTF_8))
                        .isEqualTo("answer");
                drained.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            }
        });
        assertThat(log).isEmpty();
    }

    @Test
    void aDrainDoesNotWaitForEver() {
        proxy(proxy -> {
            try (Socket client = connect(proxy);
                    Socket server = accept()) {
                shutdown(Duration.ofMillis(50)).get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
                assertThatThrownBy(() -> client.getInputStream().read()).hasMessageContaining("reset");
                assertThatThrownBy(() -> server.getInputStream().read()).hasMessageContaining("reset");
            }
        });
    }

    private CompletableFuture<Void> shutdown(Duration grace) {
        return Objects.requireNonNull(run).shutdown(grace);
    }

    @Test
    void curlTalksToAWebServerBehindIt() throws Exception {
        boolean installed = Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(each -> Files.isExecutable(Path.of(each, "curl")));
        assumeThat(installed).as("curl is installed").isTrue();
        byte[] page = "page ".repeat(100_000).getBytes(UTF_8);
        HttpServer web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        web.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        web.start();
        try {
            proxy(() -> TcpStream.connect(web.getAddress()), proxy -> {
                Process curl = new ProcessBuilder(
                                "curl", "--silent", "--noproxy", "*", "http://127.0.0.1:" + proxy.getPort() + "/")
                        .start();
                assertThat(curl.getInputStream().readAllBytes()).isEqualTo(page);
                assertThat(curl.waitFor()).isZero();
            });
        } finally {
            web.stop(0);
        }
    }
}
