package dev.heddle.samples.fetch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.heddle.Loop;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class FetchTest {
    private static final Duration FOREVER = Duration.ofMinutes(1);

    private final ExecutorService handlers = Executors.newCachedThreadPool();
    private final CountDownLatch testIsOver = new CountDownLatch(1);
    private final CyclicBarrier both = new CyclicBarrier(2);
    private HttpServer server;

    @BeforeEach
    void startServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(handlers);
        server.createContext("/hello", exchange -> answer(exchange, 200, "Hello!"));
        server.createContext("/missing", exchange -> answer(exchange, 404, "nothing here"));
        server.createContext("/together", exchange -> {
            awaitTheOther();
            answer(exchange, 200, "met");
        });
        server.createContext("/never", exchange -> {
            awaitEndOfTest();
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stopServer() {
        testIsOver.countDown();
        server.stop(0);
        handlers.shutdownNow();
    }

    @Test
    void aPageIsDescribedByItsLength() {
        assertThat(describe(FOREVER, "/hello")).containsExactly(uri("/hello") + ": 6 characters");
    }

    @Test
    void anErrorIsAnExceptionOfThePageAlone() {
        assertThat(describe(FOREVER, "/missing", "/hello"))
                .containsExactly(uri("/missing") + ": failed, status 404", uri("/hello") + ": 6 characters");
    }

    @Test
    void aPageThatDoesNotAnswerTimesOut() {
        assertThat(describe(Duration.ofMillis(50), "/never"))
                .containsExactly(uri("/never") + ": no answer within 50 ms");
    }

    @Test
    void pagesAreFetchedAtTheSameTime() {
        // the server answers neither before it has been asked for both
        assertThat(describe(FOREVER, "/together", "/together")).allMatch(line -> line.endsWith(": 3 characters"));
    }

    private List<String> describe(Duration patience, String... paths) {
        List<URI> uris = List.of(paths).stream().map(this::uri).toList();
        return Loop.run(new Fetch(patience).describeAll(uris));
    }

    private URI uri(String path) {
        return URI.create("http://localhost:" + server.getAddress().getPort() + path);
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private void awaitTheOther() throws IOException {
        try {
            both.await(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IOException("asked for one page only", e);
        }
    }

    private void awaitEndOfTest() {
        try {
            testIsOver.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
