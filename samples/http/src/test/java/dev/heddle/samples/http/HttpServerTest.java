package dev.heddle.samples.http;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.sleep;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.net.ServeOptions;
import dev.heddle.sync.Event;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The server and clients that are plain blocking sockets. */
final class HttpServerTest {
    private static final Duration TICK = Duration.ofMillis(1);

    @TempDir
    Path folder;

    private Router site = new Router();

    @BeforeEach
    void openSite() throws IOException {
        site = Site.of(folder, TICK);
    }

    private void serve(TestServer.Clients clients) {
        assertThat(TestServer.run(site, clients)).isEmpty();
    }

    @Test
    void aConnectionIsUsedForManyRequests() {
        serve(server -> {
            try (RawClient client = server.connect()) {
                for (int i = 0; i < 100; i++) {
                    RawClient.Answer answer = client.get("/").answer();
                    assertThat(answer.status()).isEqualTo(200);
                    assertThat(answer.body()).isEqualTo("Hello, World!");
                    assertThat(answer.head())
                            .matches(
                                    "HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: 13\r\n"
                                            + "Date: \\w{3}, \\d\\d \\w{3} \\d{4} \\d\\d:\\d\\d:\\d\\d GMT\r\n\r\n");
                }
            }
        });
    }

    @Test
    void aClientThatWantsToCloseIsLeftBehindTheAnswer() {
        serve(server -> {
            try (RawClient client = server.connect()) {
                client.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n");
                assertThat(client.answer().closes()).isTrue();
                assertThat(client.rest()).isEmpty();
            }
        });
    }

    @Test
    void anOldClientIsLeftBehindTheAnswerUnlessItAsksToStay() {
        serve(server -> {
            try (RawClient client = server.connect()) {
                client.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
                assertThat(client.answer().head()).contains("Connection: keep-alive\r\n");
                client.send("GET /count/3 HTTP/1.0\r\n\r\n");
                assertThat(client.answer().body()).isEqualTo("data: 1\n\ndata: 2\n\ndata: 3\n\n");
                assertThat(client.rest()).isEmpty();
            }
        });
    }

    @Test
    void pipelinedRequestsAreAnsweredInOrderWhereverTheirPiecesEnd() {
        String requests = "GET /hello/a HTTP/1.1\r\nHost: h\r\n\r\n"
                + "POST /reverse HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabc"
                + "POST /reverse HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n2;x\r\nde\r\n1\r\nf\r\n0\r\nT: u\r\n\r\n"
                + "HEAD / HTTP/1.1\r\nHost: h\r\n\r\n"
                + "GET /none HTTP/1.1\r\nHost: h\r\n\r\n";
        serve(server -> {
            try (RawClient client = server.connect()) {
                for (int cut = 0; cut < requests.length(); cut++) {
                    client.send(requests.substring(0, cut));
                    client.send(requests.substring(cut));
                    assertThat(client.answer().body()).as("cut at %d", cut).isEqualTo("Hello, a!\n");
                    assertThat(client.answer().body()).isEqualTo("cba");
                    assertThat(client.answer().body()).isEqualTo("fed");
                    assertThat(client.answer("HEAD").head()).contains("Content-Length: 13\r\n");
                    assertThat(client.answer().status()).isEqualTo(404);
                }
            }
        });
    }

    @Test
    void moreRequestsThanAnyBufferHoldsAreAnsweredInOrder() {
        int count = 10_000;
        serve(server -> {
            try (RawClient client = server.connect()) {
                Thread sender = new Thread(() -> {
                    try {
                        for (int i = 0; i < count; i++) {
                            client.get("/hello/" + i);
                        }
                    } catch (IOException broken) {
                        // the answers tell
                    }
                });
                sender.start();
                for (int i = 0; i < count; i++) {
                    assertThat(client.answer().body()).isEqualTo("Hello, " + i + "!\n");
                }
                sender.join();
            }
        });
    }

    @Test
    void anAnswerDoesNotWaitForTheHandlerOfTheNextRequest() {
        Event mayGoOn = new Event();
        Router router = new Router().get("/", Response.text("at once")).get("/slow", request -> {
            await(mayGoOn);
            return done(Response.text("later"));
        });
        router.post("/go", request -> {
            mayGoOn.set();
            return done(Response.empty(204));
        });
        assertThat(TestServer.run(router, server -> {
                    try (RawClient client = server.connect();
                            RawClient other = server.connect()) {
                        client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\nGET /slow HTTP/1.1\r\nHost: a\r\n\r\n");
                        assertThat(client.answer().body()).isEqualTo("at once");
                        other.send("POST /go HTTP/1.1\r\nHost: a\r\n\r\n");
                        assertThat(other.answer().status()).isEqualTo(204);
                        assertThat(client.answer().body()).isEqualTo("later");
                    }
                }))
                .isEmpty();
    }

    @Test
    void aBodyComesBackWhileItIsSent() {
        String piece = "0123456789abcdef".repeat(4096);
        int pieces = 15;
        serve(server -> {
            try (RawClient client = server.connect()) {
                client.send("POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
                StringBuilder came = new StringBuilder();
                client.send(Integer.toHexString(piece.length()) + "\r\n" + piece + "\r\n");
                assertThat(client.head()).contains("Transfer-Encoding: chunked\r\n");
                while (came.length() < piece.length()) {
                    came.append(client.chunk());
                }
                for (int i = 1; i < pieces; i++) {
                    client.send(Integer.toHexString(piece.length()) + "\r\n" + piece + "\r\n");
                    while (came.length() < (i + 1) * piece.length()) {
                        came.append(client.chunk());
                    }
                }
                client.send("0\r\n\r\n");
                assertThat(client.chunk()).isEmpty();
                assertThat(came.toString()).isEqualTo(piece.repeat(pieces));
                assertThat(client.get("/").answer().body()).isEqualTo("Hello, World!");
            }
        });
    }

    @Test
    void leaveToSendIsGivenWhenTheHandlerReads() {
        serve(server -> {
            try (RawClient client = server.connect()) {
                client.send("POST /reverse HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n");
                assertThat(client.head()).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
                assertThat(client.send("hello").answer().body()).isEqualTo("olleh");
                client.send("POST /none HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n");
                RawClient.Answer refusal = client.answer();
                assertThat(refusal.status()).isEqualTo(404);
                assertThat(refusal.closes()).isTrue(); // the client may send the body, or not
            }
        });
    }

    @Test
    void aBodyThatNobodyReadIsDroppedOrEndsTheConnection() {
        serve(server -> {
            try (RawClient client = server.connect()) {
                client.send("POST /none HTTP/1.1\r\nHost: a\r\nContent-Length: 50000\r\n\r\n" + "x".repeat(50_000));
                assertThat(client.answer().status()).isEqualTo(404);
                client.send("POST /none HTTP/1.1\r\nHost: a\r\nContent-Length: 500000\r\n\r\n" + "x".repeat(500_000));
                assertThat(client.answer().closes()).isTrue();
                assertThat(client.rest()).isEmpty();
            }
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n",
                "GET / HTTP/1.1\nHost: a\n\n",
                "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "POST /reverse HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nabc\r\n",
                "POST /reverse HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1;\r\na\r\n0\r\n\r\n",
                "POST /none HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n",
            })
    void whatIsMalformedIsRefusedAndTheConnectionClosed(String request) {
        serve(server -> {
            try (RawClient client = server.connect()) {
                client.send(request + "GET / HTTP/1.1\r\nHost: a\r\n\r\n");
                RawClient.Answer answer = client.answer();
                assertThat(answer.status()).isIn(400, 404);
                assertThat(answer.closes()).isTrue();
                assertThat(client.rest()).isEmpty();
            }
        });
    }

    @Test
    void whatIsTooLargeIsRefusedWithAStatusOfItsOwn() {
        serve(server -> {
            try (RawClient client = server.connect()) {
                client.send("GET /" + "a".repeat(10_000) + " HTTP/1.1\r\nHost: a\r\n\r\n");
                assertThat(client.answer().status()).isEqualTo(414);
            }
            try (RawClient client = server.connect()) {
                client.send("GET / HTTP/1.1\r\nHost: a\r\nX: " + "a".repeat(20_000) + "\r\n\r\n");
                assertThat(client.answer().status()).isEqualTo(431);
            }
            try (RawClient client = server.connect()) {
                client.send("POST /reverse HTTP/1.1\r\nHost: a\r\nContent-Length: 10000000\r\n\r\n");
                assertThat(client.answer().status()).isEqualTo(413);
            }
            try (RawClient client = server.connect()) {
                client.send("POST /reverse HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n10000000\r\n");
                assertThat(client.answer().status()).isEqualTo(413);
            }
        });
    }

    @Test
    void aHeadThatFillsManyBuffersIsReadWhole() {
        Router router =
                new Router().get("/", request -> done(Response.text(request.header("x") + request.header("Y"))));
        assertThat(TestServer.run(router, server -> {
                    try (RawClient client = server.connect()) {
                        for (int size : List.of(1, 500, 1000, 2000, 8000, 15_000, 10)) {
                            String value = "v".repeat(size);
                            client.send("GET / HTTP/1.1\r\nHost: a\r\nX: " + value + "\r\nY: y\r\ny: z\r\n\r\n");
                            assertThat(client.answer().body()).isEqualTo(value + "y, z");
                        }
                    }
                }))
                .isEmpty();
    }

    @Test
    void headersStayReadableWhileALongBodyPasses() {
        Router router = new Router().post("/", request -> {
            byte[] body = await(request.body().readAll(1024 * 1024));
            return done(Response.text(request.header("x") + " " + body.length));
        });
        assertThat(TestServer.run(router, server -> {
                    try (RawClient client = server.connect()) {
                        String body = "b".repeat(300_000);
                        client.send(
                                "POST / HTTP/1.1\r\nHost: a\r\nX: still here\r\nTransfer-Encoding: chunked\r\n\r\n");
                        for (int i = 0; i < body.length(); i += 100) {
                            client.send("64\r\n" + body.substring(i, i + 100) + "\r\n");
                        }
                        assertThat(client.send("0\r\n\r\n").answer().body()).isEqualTo("still here 300000");
                        client.send("POST / HTTP/1.1\r\nHost: a\r\nX: again\r\nContent-Length: 300000\r\n\r\n" + body);
                        assertThat(client.answer().body()).isEqualTo("again 300000");
                    }
                }))
                .isEmpty();
    }

    @Test
    void aHandlerThatFailsIsReportedAndTheConnectionGoesOn() {
        Router router = new Router()
                .get("/broken", request -> {
                    throw new IllegalStateException("broken");
                })
                .get("/teapot", request -> {
                    await(sleep(TICK));
                    throw new HttpException(409, "not now");
                });
        assertThat(TestServer.run(router, server -> {
                    try (RawClient client = server.connect()) {
                        assertThat(client.get("/broken").answer().status()).isEqualTo(500);
                        assertThat(client.get("/teapot").answer().body()).isEqualTo("not now\n");
                    }
                }))
                .containsExactly("the handler of GET /broken failed");
    }

    @Test
    void aBodyThatIsNotWrittenToItsEndDoesNotLookWhole() {
        Router router = new Router()
                .get(
                        "/chunks",
                        request -> done(Response.stream("text/plain", body -> {
                            await(body.write("half"));
                            throw new IOException("no more");
                        })))
                .get("/short", request -> done(Response.stream(200, "text/plain", 10, body -> body.write("half"))));
        assertThat(TestServer.run(router, server -> {
                    for (String path : List.of("/chunks", "/short")) {
                        try (RawClient client = server.connect()) {
                            assertThatThrownBy(() -> client.get(path).answer()).isInstanceOf(IOException.class);
                        }
                    }
                }))
                .first()
                .isEqualTo("writing the body of /chunks failed");
    }

    @Test
    void aClientThatGoesAwayDisturbsNobody() {
        serve(server -> {
            try (RawClient polite = server.connect()) {
                RawClient rude = server.connect();
                rude.send("POST /reverse HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhel");
                rude.reset();
                RawClient leaving = server.connect();
                leaving.send("POST /reverse HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhel");
                leaving.endOutput();
                assertThatThrownBy(leaving::head).isInstanceOf(IOException.class);
                RawClient early = server.connect();
                early.send("GET / HT");
                early.endOutput();
                assertThat(early.rest()).isEmpty();
                assertThat(polite.get("/").answer().status()).isEqualTo(200);
            }
        });
    }

    @Test
    void eventsComeOneByOne() {
        serve(server -> {
            try (RawClient client = server.connect()) {
                client.get("/count/3");
                assertThat(client.head()).contains("Content-Type: text/event-stream\r\n");
                assertThat(client.chunk()).isEqualTo("data: 1\n\n");
                assertThat(client.chunk()).isEqualTo("data: 2\n\n");
                assertThat(client.chunk()).isEqualTo("data: 3\n\n");
                assertThat(client.chunk()).isEmpty();
                assertThat(client.get("/").answer().body()).isEqualTo("Hello, World!");
            }
        });
    }

    @Test
    void aClientThatDoesNotReadStopsTheWriter() {
        int[] written = {0};
        byte[] piece = "x".repeat(64 * 1024).getBytes(ISO_8859_1);
        Router router = new Router()
                .get(
                        "/",
                        request -> done(Response.stream("text/plain", body -> {
                            while (true) {
                                await(body.write(piece));
                                written[0]++;
                            }
                        })));
        Deadlines impatient = new Deadlines(Duration.ofSeconds(9), Duration.ofSeconds(9), Duration.ofMillis(300), 500);
        assertThat(TestServer.run(router, HttpOptions.defaults().deadlines(impatient), server -> {
                    try (RawClient client = server.connect()) {
                        client.socket().setReceiveBufferSize(4096);
                        client.get("/");
                        while (server.connections() > 0) {
                            Thread.onSpinWait();
                        }
                        assertThatThrownBy(client::rest).isInstanceOf(IOException.class);
                    }
                }))
                .isEmpty();
        assertThat(written[0]).isLessThan(200);
    }

    /** Sends a byte of a body now and then, until that fails. */
    private static void trickle(RawClient client) throws IOException {
        while (true) {
            client.send("x");
            try {
                client.answer();
            } catch (SocketTimeoutException notYet) {
                // trickles on
            }
        }
    }

    @Test
    void slowClientsAreShed() {
        Deadlines impatient =
                new Deadlines(Duration.ofMillis(500), Duration.ofMillis(300), Duration.ofMillis(300), 500);
        HttpOptions options = HttpOptions.defaults()
                .deadlines(impatient)
                .connections(ServeOptions.defaults().withoutDeadlines().firstByte(Duration.ofSeconds(1)));
        assertThat(TestServer.run(site, options, server -> {
                    try (RawClient silent = server.connect();
                            RawClient idle = server.connect();
                            RawClient dripping = server.connect();
                            RawClient stalling = server.connect();
                            RawClient trickling = server.connect()) {
                        assertThat(idle.get("/").answer().status()).isEqualTo(200);
                        stalling.send("POST /reverse HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhel");
                        dripping.send("GET / HTTP/1.1\r\n");
                        RawClient.Answer told = null;
                        dripping.socket().setSoTimeout(20);
                        while (told == null) {
                            dripping.send("X: y\r\n");
                            try {
                                told = dripping.answer();
                            } catch (SocketTimeoutException notYet) {
                                // drips on
                            }
                        }
                        assertThat(told.status()).isEqualTo(408);
                        assertThatThrownBy(silent::head).isInstanceOf(IOException.class);
                        assertThat(idle.rest()).isEmpty();
                        assertThatThrownBy(stalling::answer).isInstanceOf(IOException.class);
                        trickling.send("POST /reverse HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n");
                        trickling.socket().setSoTimeout(20);
                        assertThatThrownBy(() -> trickle(trickling))
                                .isInstanceOf(IOException.class)
                                .isNotInstanceOf(SocketTimeoutException.class);
                    }
                }))
                .isEmpty();
    }

    @Test
    void aServerThatStopsLetsTheAnswersBeginUnderWayEnd() {
        Event entered = new Event();
        Event mayGoOn = new Event();
        Router router = new Router()
                .get("/slow", request -> {
                    entered.set();
                    await(mayGoOn);
                    return done(Response.text("done"));
                })
                .get("/", Response.text("hello"));
        assertThat(TestServer.run(router, server -> {
                    try (RawClient idle = server.connect();
                            RawClient busy = server.connect()) {
                        assertThat(idle.get("/").answer().status()).isEqualTo(200);
                        busy.get("/slow");
                        server.onLoop(entered::toCoroutine);
                        CompletableFuture<Void> stopped = server.stop();
                        assertThat(idle.rest()).isEmpty();
                        assertThatThrownBy(server::connect).isInstanceOf(IOException.class);
                        server.onLoop(() -> {
                            mayGoOn.set();
                            return done();
                        });
                        RawClient.Answer last = busy.answer();
                        assertThat(last.body()).isEqualTo("done");
                        assertThat(last.closes()).isTrue();
                        stopped.get(20, TimeUnit.SECONDS);
                    }
                }))
                .isEmpty();
    }

    @Test
    void aServerThatStopsDoesNotCutOffAnswersThatTheClientHasNotTakenYet() {
        int many = 200_000; // their answers fill all buffers on the way
        serve(server -> {
            try (RawClient client = server.connect();
                    RawClient other = server.connect()) {
                byte[] requests =
                        "GET / HTTP/1.1\r\nHost: test\r\n\r\n".repeat(many).getBytes(ISO_8859_1);
                CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> {
                    try {
                        client.socket().getOutputStream().write(requests);
                    } catch (IOException stopped) {
                        // the server need not read all of them
                    }
                });
                assertThat(other.get("/").answer().status()).isEqualTo(200);
                assertThat(client.answer().status()).isEqualTo(200);
                server.stop();
                assertThat(other.rest()).isEmpty();
                String rest = client.rest();
                assertThat(rest.split("Hello, World!", -1)[0]).startsWith("HTTP/1.1 200 OK\r\n");
                assertThat(rest).endsWith("\r\n\r\nHello, World!");
                sending.get(20, TimeUnit.SECONDS);
            }
        });
    }
}
