package dev.heddle.samples.crawler;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.heddle.Backoff;
import dev.heddle.Loop;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A site with everything that is wrong with sites, served by the JDK. */
final class CrawlerTest {
    private static final Backoff SOON = Backoff.fixed(Duration.ofMillis(1)).attempts(3);

    private final ExecutorService handlers = Executors.newCachedThreadPool();
    private final CountDownLatch testIsOver = new CountDownLatch(1);
    private final Map<String, AtomicInteger> requests = new ConcurrentHashMap<>();
    private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
    private HttpServer server;

    @BeforeEach
    void startServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(handlers);
        page("/missing", exchange -> answer(exchange, 404, "nothing here"));
        page("/never", exchange -> awaitEndOfTest());
        server.start();
    }

    @AfterEach
    void stopServer() {
        testIsOver.countDown();
        server.stop(0);
        handlers.shutdownNow();
    }

    /** What a page does when it is asked for. */
    private interface Page {
        void serve(HttpExchange exchange) throws IOException;
    }

    private void page(String path, Page page) {
        server.createContext(path, exchange -> {
            try (exchange) {
                requests.computeIfAbsent(exchange.getRequestURI().getPath(), each -> new AtomicInteger())
                        .incrementAndGet();
                page.serve(exchange);
            }
        });
    }

    private void page(String path, String... links) {
        page(path, exchange -> answer(exchange, 200, html(links)));
    }

    private static String html(String... links) {
        StringBuilder html = new StringBuilder("<html>");
        for (String link : links) {
            html.append("<a class=\"x\" href=\"").append(link).append("\">there</a>");
        }
        return html.toString();
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    private void awaitEndOfTest() {
        try {
            testIsOver.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private int requests(String path) {
        return requests.getOrDefault(path, new AtomicInteger()).get();
    }

    private static CrawlOptions options() {
        return CrawlOptions.defaults().backoff(SOON);
    }

    /** What has become of each page, by its path. */
    private Map<String, String> crawl(String start, CrawlOptions options) {
        URI uri = URI.create("http://localhost:" + server.getAddress().getPort() + start);
        Map<String, String> paths = new TreeMap<>();
        Loop.run(new Crawler(options, new PrintStream(screen, true, UTF_8)).crawl(uri))
                .forEach((page, line) -> paths.put(page.getPath(), line));
        return paths;
    }

    @Test
    void everyPageIsFetchedOnceThoughLinksGoInCircles() {
        page("/start", "/a", "b", "/start", "/a#part");
        page("/a", "/b", "/a");
        page("/b", "./start", "http://elsewhere.example/", "not an address");
        assertThat(crawl("/start", options())).containsOnlyKeys("/start", "/a", "/b");
        assertThat(requests).allSatisfy((path, count) -> assertThat(count).hasValue(1));
    }

    @Test
    void soManyPagesAreFetchedAtOnceAndNoMore() {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CyclicBarrier three = new CyclicBarrier(3);
        page("/start", "/p/1", "/p/2", "/p/3", "/p/4", "/p/5", "/p/6");
        page("/p", exchange -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            meet(three);
            now.decrementAndGet();
            answer(exchange, 200, "met");
        });
        assertThat(crawl("/start", options().atOnce(3))).hasSize(7).doesNotContainValue("");
        assertThat(most).hasValue(3);
    }

    private static void meet(CyclicBarrier others) throws IOException {
        try {
            others.await(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IOException("the others were not asked for", e);
        }
    }

    @Test
    void whatMayPassIsTriedAgainAndWhatMayNotIsNot() {
        page("/start", "/shaky", "/broken", "/missing");
        page("/shaky", exchange -> answer(exchange, requests("/shaky") < 3 ? 503 : 200, "at last"));
        page("/broken", exchange -> answer(exchange, 500, "sorry"));
        assertThat(crawl("/start", options()))
                .containsEntry("/shaky", "7 characters, 0 links")
                .containsEntry("/broken", "failed, status 500")
                .containsEntry("/missing", "failed, status 404");
        assertThat(requests("/shaky")).isEqualTo(3);
        assertThat(requests("/broken")).isEqualTo(3);
        assertThat(requests("/missing")).isEqualTo(1);
    }

    @Test
    void aPageThatDoesNotAnswerHoldsUpNobody() {
        page("/start", "/never", "/a");
        page("/a", "/b");
        page("/b");
        assertThat(crawl("/start", options().atOnce(2).patience(Duration.ofSeconds(1))))
                .containsEntry("/never", "failed, no answer within 1000 ms")
                .containsEntry("/b", "6 characters, 0 links");
        assertThat(requests("/never")).isEqualTo(3);
    }

    @Test
    void aConnectionThatBreaksOffIsAFailureOfThePage() {
        page("/start", "/rude");
        page("/rude", exchange -> {
            exchange.sendResponseHeaders(200, 1_000);
            exchange.getResponseBody().write("only this".getBytes(UTF_8));
            throw new IOException("gone");
        });
        assertThat(crawl("/start", options()).get("/rude")).startsWith("failed, ");
    }

    @Test
    void aSiteWithoutAnEndEndsWithTheNumberOfPages() {
        page("/endless", exchange -> {
            int number = Integer.parseInt(exchange.getRequestURI().getPath().substring("/endless/".length()));
            answer(exchange, 200, html("/endless/" + (number + 1), "/endless/" + (2 * number + 1)));
        });
        assertThat(crawl("/endless/1", options().pages(50))).hasSize(50).doesNotContainValue("");
    }

    @Test
    void aPageWithoutAnEndIsReadToItsLimit() {
        page("/gush", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] water = "water ".repeat(10_000).getBytes(UTF_8);
            try (OutputStream body = exchange.getResponseBody()) {
                while (true) {
                    body.write(water); // until the reader hangs up
                }
            }
        });
        assertThat(crawl("/gush", options())).containsEntry("/gush", "1048576 characters, 0 links");
    }

    @Test
    void pagesThatRedirectToEachOtherAreAFailure() {
        page("/ping", exchange -> redirect(exchange, "/pong"));
        page("/pong", exchange -> redirect(exchange, "/ping"));
        assertThat(crawl("/ping", options()).get("/ping")).startsWith("failed, ");
    }

    private static void redirect(HttpExchange exchange, String path) throws IOException {
        exchange.getResponseHeaders().add("Location", path);
        exchange.sendResponseHeaders(302, -1);
    }

    @Test
    void whenTimeIsOverThereIsWhatHasBeenFetched() {
        page("/start", "/never", "/a");
        page("/a");
        assertThat(crawl("/start", options().deadline(Duration.ofSeconds(3)).patience(Duration.ofMinutes(1))))
                .containsEntry("/a", "6 characters, 0 links")
                .containsEntry("/never", "not reached in time");
    }

    @Test
    void theBarIsFullInTheEnd() {
        page("/start", "/a", "/missing");
        page("/a");
        crawl("/start", options());
        assertThat(screen.toString(UTF_8))
                .startsWith("\r[..............................] 0 of ")
                .endsWith("\r[##############################] 3 of 3, 1 failed" + System.lineSeparator());
    }
}
