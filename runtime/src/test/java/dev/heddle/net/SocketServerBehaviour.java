package dev.heddle.net;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.shield;
import static dev.heddle.Coroutines.sleep;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.Cancelled;
import dev.heddle.Coroutine;
import dev.heddle.DeadlineExceeded;
import dev.heddle.Loop;
import dev.heddle.LoopMetrics;
import dev.heddle.annotation.Async;
import dev.heddle.engine.Engine;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.channels.AsynchronousCloseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The life of a server and of its connections on real sockets; the clients block. Deadlines are short, and never too short
 * for a slow machine: what is to be done in time has been done by the clients before the server begins.
 */
@Timeout(60)
abstract class SocketServerBehaviour {
    private static final ServeOptions UNHURRIED = ServeOptions.defaults().withoutDeadlines();
    private static final Duration SHORT = Duration.ofMillis(100);
    private static final Duration LONG = Duration.ofDays(1);
    private static final int PATIENCE_MILLIS = 30_000;

    /** More than a connection holds whose peer does not read. */
    private static final int MUCH = 32 * 1024 * 1024;

    private final List<String> reports = new CopyOnWriteArrayList<>();
    private final List<Socket> clients = new ArrayList<>();

    /** What handlers tell, and are told, in the tests. */
    private final CountDownLatch begun = new CountDownLatch(1);

    private final CompletableFuture<Void> gate = new CompletableFuture<>();
    private final CompletableFuture<Long> endedAt = new CompletableFuture<>();
    private final CompletableFuture<IOException> failure = new CompletableFuture<>();

    private LoopThread loop;
    private TcpListener listener;

    abstract Engine newEngine() throws IOException;

    @BeforeEach
    void open() throws Exception {
        loop = new LoopThread(newEngine(), (sentence, cause) -> reports.add(sentence + ": " + cause));
        listener = loop.call(() -> TcpListener.listen(TcpBehaviour.ANY_PORT));
    }

    @AfterEach
    void close() throws Exception {
        for (Socket each : clients) {
            each.close();
        }
        loop.close();
    }

    private Serving serve(ServeOptions options, ConnectionHandler<TcpStream> handler) throws Exception {
        Server<TcpStream> server = loop.call(() -> listener.server(options, handler));
        return new Serving(server, loop.start("server", server.run()));
    }

    /** A server that runs. */
    private final class Serving {
        final Server<TcpStream> server;
        final LoopThread.Started<Void> run;

        Serving(Server<TcpStream> server, LoopThread.Started<Void> run) {
            this.server = server;
            this.run = run;
        }

        ServerStats stats() throws Exception {
            return loop.call(server::stats);
        }

        /** What it has done, when all handlers have ended. */
        ServerStats statsAtTheEnd() throws Exception {
            loop.await(server.shutdown(LONG));
            run.join();
            return stats();
        }

        void abortConnections() throws Exception {
            loop.call(() -> {
                server.abortConnections();
                return null;
            });
        }
    }

    // --- clients

    /** Connects; the system does it, whether somebody accepts or not. */
    private Socket dial() throws IOException {
        Socket socket = new Socket();
        clients.add(socket);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.connect(listener.localAddress(), PATIENCE_MILLIS);
        return socket;
    }

    private static void write(Socket client, String text) throws IOException {
        client.getOutputStream().write(text.getBytes(UTF_8));
    }

    private static String read(Socket client, int length) throws IOException {
        return new String(client.getInputStream().readNBytes(length), UTF_8);
    }

    private static void assertReset(Socket client) {
        assertThatThrownBy(() -> client.getInputStream().read())
                .isInstanceOf(SocketException.class)
                .hasMessageContaining("reset");
    }

    /** Connects until that is refused: the system may close the listener a little after it was told to. */
    private void awaitRefusal() throws IOException {
        InetSocketAddress address = listener.localAddress();
        while (true) {
            try (Socket late = new Socket()) {
                late.connect(address, PATIENCE_MILLIS);
            } catch (ConnectException refused) {
                return;
            }
        }
    }

    // --- handlers

    @Async
    private static Coroutine<Void> echo(TcpStream connection) throws IOException {
        await(connection.transferTo(connection));
        return done();
    }

    @Async
    private Coroutine<Void> answerWhenTheGateOpens(TcpStream connection) throws IOException {
        begun.countDown();
        await(gate);
        await(connection.write("done"));
        return done();
    }

    @Async
    private Coroutine<Void> waitForEver(TcpStream connection) {
        try {
            begun.countDown();
            await(sleep(LONG));
        } finally {
            endedAt.complete(System.nanoTime());
        }
        return done();
    }

    /** Goes on when it is cancelled, for as long as it can read. */
    @Async
    private Coroutine<Void> cleanUpForEver(TcpStream connection) throws DeadlineExceeded {
        try {
            begun.countDown();
            await(sleep(LONG));
        } finally {
            await(shield(LONG, readToTheEnd(connection)));
            endedAt.complete(System.nanoTime());
        }
        return done();
    }

    @Async
    private Coroutine<Void> readToTheEnd(TcpStream connection) {
        try {
            await(connection.readLine());
        } catch (IOException thrown) {
            failure.complete(thrown);
        }
        return done();
    }

    @Async
    private Coroutine<Void> writeMuch(TcpStream connection) throws IOException {
        begun.countDown();
        try {
            await(connection.write(new byte[MUCH]));
        } catch (IOException thrown) {
            failure.complete(thrown);
            throw thrown;
        }
        return done();
    }

    /** Echoes, and tells with what that ended. */
    @Async
    private Coroutine<Void> echoToTheEnd(TcpStream connection) throws IOException {
        try {
            await(connection.transferTo(connection));
        } catch (IOException thrown) {
            failure.complete(thrown);
            throw thrown;
        }
        return done();
    }

    private void awaitBeginning() throws Exception {
        assertThat(begun.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)).isTrue();
        loop.settle();
    }

    private static <T> T told(CompletableFuture<T> future) throws Exception {
        return future.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    }

    // --- shutdown

    @Test
    void handlersFinishWithinTheGraceWhileNewcomersAreRefused() throws Exception {
        Serving serving = serve(UNHURRIED, this::answerWhenTheGateOpens);
        Socket client = dial();
        awaitBeginning();
        var shutdown = loop.start(serving.server.shutdown(LONG));
        awaitRefusal();
        assertThat(shutdown.isDone()).isFalse();
        gate.complete(null);
        assertThat(new String(client.getInputStream().readAllBytes(), UTF_8)).isEqualTo("done");
        shutdown.join();
        serving.run.join();
        assertThat(serving.stats()).isEqualTo(new ServerStats(0, 1, 0, 0, 0, 0, 4));
        assertThat(reports).isEmpty();
    }

    @Test
    void handlersThatHaveNotFinishedAreCancelledAfterTheGrace() throws Exception {
        Serving serving = serve(UNHURRIED, this::waitForEver);
        Socket client = dial();
        awaitBeginning();
        long begin = System.nanoTime();
        loop.await(serving.server.shutdown(SHORT));
        serving.run.join();
        assertThat(told(endedAt) - begin).isGreaterThanOrEqualTo(SHORT.toNanos());
        assertReset(client);
        assertThat(serving.stats()).isEqualTo(new ServerStats(0, 1, 0, 0, 0, 0, 0));
        assertThat(reports).isEmpty();
    }

    @Test
    void connectionsOfHandlersThatDoNotEndAreResetWhenTheTimeToCleanUpIsOver() throws Exception {
        Serving serving = serve(UNHURRIED.cleanUp(SHORT), this::cleanUpForEver);
        Socket client = dial();
        awaitBeginning();
        long begin = System.nanoTime();
        loop.await(serving.server.shutdown(Duration.ZERO));
        serving.run.join();
        assertThat(told(endedAt) - begin).isGreaterThanOrEqualTo(SHORT.toNanos());
        assertThat(told(failure)).isInstanceOf(AsynchronousCloseException.class);
        assertReset(client);
        assertThat(reports).isEmpty();
    }

    @Test
    void abortedConnectionsAreResetAndTheServerGoesOn() throws Exception {
        Serving serving = serve(UNHURRIED, SocketServerBehaviour::echo);
        List<Socket> aborted = List.of(dial(), dial());
        for (Socket each : aborted) {
            write(each, "x");
            assertThat(read(each, 1)).isEqualTo("x");
        }
        serving.abortConnections();
        for (Socket each : aborted) {
            assertReset(each);
        }
        Socket client = dial();
        write(client, "y");
        assertThat(read(client, 1)).isEqualTo("y");
        client.close();
        assertThat(serving.statsAtTheEnd()).isEqualTo(new ServerStats(0, 3, 2, 0, 0, 3, 3));
        assertThat(reports)
                .hasSize(2)
                .allMatch(report -> report.endsWith(" failed: " + AsynchronousCloseException.class.getName()));
    }

    @Test
    void aWriteThatWaitsFailsWhenItsConnectionIsAborted() throws Exception {
        Serving serving = serve(UNHURRIED, this::writeMuch);
        Socket client = dial();
        awaitBeginning();
        serving.abortConnections();
        assertThat(told(failure)).isInstanceOf(AsynchronousCloseException.class);
        assertThatThrownBy(() -> client.getInputStream().readNBytes(MUCH)).isInstanceOf(SocketException.class);
        assertThat(serving.statsAtTheEnd().failed()).isOne();
    }

    // --- deadlines

    @Test
    void whoSendsNoFirstByteInTimeIsResetAndWhoHasSentItIsNot() throws Exception {
        Socket talking = dial();
        write(talking, "x");
        Socket silent = dial();
        long begin = System.nanoTime();
        Serving serving = serve(UNHURRIED.firstByte(SHORT), this::echoToTheEnd);
        assertReset(silent);
        assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(SHORT.toNanos());
        assertThat(told(failure))
                .isInstanceOf(SocketTimeoutException.class)
                .hasMessage("no byte has come within 0.1 seconds");
        write(talking, "y");
        assertThat(read(talking, 2)).isEqualTo("xy");
        talking.close();
        assertThat(serving.statsAtTheEnd()).isEqualTo(new ServerStats(0, 2, 0, 1, 0, 2, 2));
        assertThat(reports).isEmpty();
    }

    @Test
    void whoFallsSilentIsReset() throws Exception {
        Socket client = dial();
        write(client, "x");
        long begin = System.nanoTime();
        Serving serving = serve(UNHURRIED.idle(SHORT), this::echoToTheEnd);
        assertThat(read(client, 1)).isEqualTo("x");
        assertReset(client);
        assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(SHORT.toNanos());
        assertThat(told(failure))
                .isInstanceOf(SocketTimeoutException.class)
                .hasMessage("no byte has come or gone for 0.1 seconds");
        assertThat(serving.statsAtTheEnd()).isEqualTo(new ServerStats(0, 1, 0, 1, 0, 1, 1));
        assertThat(reports).isEmpty();
    }

    @Test
    void whoTalksWithoutEndIsResetWhenItsTimeIsOver() throws Exception {
        Socket client = dial();
        write(client, "x");
        long begin = System.nanoTime();
        Serving serving = serve(UNHURRIED.total(SHORT), this::echoToTheEnd);
        assertThatThrownBy(() -> {
                    while (read(client, 1).equals("x")) {
                        write(client, "x");
                    }
                })
                .isInstanceOf(SocketException.class);
        assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(SHORT.toNanos());
        assertThat(told(failure))
                .isInstanceOf(SocketTimeoutException.class)
                .hasMessage("the connection has lasted for 0.1 seconds");
        assertThat(serving.statsAtTheEnd().late()).isOne();
        assertThat(reports).isEmpty();
    }

    @Test
    void whoSendsAByteNowAndThenIsResetByTheRateThatIsAskedFor() throws Exception {
        Socket slowloris = dial();
        write(slowloris, "x");
        slowloris.setSoTimeout(10);
        Serving serving = serve(UNHURRIED.slowest(1_000_000, SHORT), this::readToTheEndAndFail);
        assertThatThrownBy(() -> {
                    while (isSilent(slowloris)) {
                        write(slowloris, "x");
                    }
                })
                .isInstanceOf(SocketException.class);
        assertThat(told(failure))
                .isInstanceOf(SocketTimeoutException.class)
                .hasMessageMatching("\\d+ bytes have come or gone in 0.1 seconds");
        assertThat(serving.statsAtTheEnd().late()).isOne();
        assertThat(reports).isEmpty();
    }

    @Async
    private Coroutine<Void> readToTheEndAndFail(TcpStream connection) throws IOException {
        try {
            await(connection.readLine());
        } catch (IOException thrown) {
            failure.complete(thrown);
            throw thrown;
        }
        return done();
    }

    /** Waits for a byte for as long as the socket has patience; false if the peer has ended its output. */
    private static boolean isSilent(Socket client) throws IOException {
        try {
            return client.getInputStream().read() >= 0;
        } catch (SocketTimeoutException silence) {
            return true;
        }
    }

    // --- limits and counters

    @Test
    void noMoreAreServedThanAreAllowedAndTheNextWhenOneHasGone() throws Exception {
        AtomicInteger present = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<Socket> waiting = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Socket client = dial();
            write(client, "" + i);
            waiting.add(client);
        }
        Serving serving = serve(UNHURRIED.connections(2), connection -> counted(connection, present, most));
        assertThat(read(waiting.get(0), 1)).isEqualTo("0");
        for (int i = 0; i < 5; i++) {
            if (i < 4) {
                assertThat(read(waiting.get(i + 1), 1)).isEqualTo("" + (i + 1));
                assertThat(serving.stats().accepted()).isEqualTo(i + 2);
            }
            waiting.get(i).close();
        }
        assertThat(serving.statsAtTheEnd()).isEqualTo(new ServerStats(0, 5, 0, 0, 0, 5, 5));
        assertThat(most).hasValue(2);
    }

    @Async
    private static Coroutine<Void> counted(TcpStream connection, AtomicInteger present, AtomicInteger most)
            throws IOException {
        most.accumulateAndGet(present.incrementAndGet(), Math::max);
        try {
            await(connection.transferTo(connection));
        } finally {
            present.decrementAndGet();
        }
        return done();
    }

    @Test
    void bytesAreCountedByConnectionByServerAndByLoop() throws Exception {
        byte[] content = new byte[50_000];
        Arrays.fill(content, (byte) 'x');
        CompletableFuture<TcpStream> served = new CompletableFuture<>();
        LoopMetrics before = loop.call(() -> Loop.current().metrics());
        Serving serving = serve(UNHURRIED, connection -> {
            served.complete(connection);
            return echo(connection);
        });
        Socket client = dial();
        client.getOutputStream().write(content);
        assertThat(client.getInputStream().readNBytes(content.length)).isEqualTo(content);
        loop.settle(); // what was written is counted after the call that has written it
        assertThat(loop.call(() -> told(served).bytesRead())).isEqualTo(content.length);
        assertThat(loop.call(() -> told(served).bytesWritten())).isEqualTo(content.length);
        assertThat(serving.stats()).isEqualTo(new ServerStats(1, 1, 0, 0, 0, 0, 0));
        client.close();
        assertThat(serving.statsAtTheEnd()).isEqualTo(new ServerStats(0, 1, 0, 0, 0, content.length, content.length));
        LoopMetrics after = loop.call(() -> Loop.current().metrics());
        assertThat(after.bytesRead() - before.bytesRead()).isEqualTo(content.length);
        assertThat(after.bytesWritten() - before.bytesWritten()).isEqualTo(content.length);
    }

    // --- the end of the loop

    @Test
    void theEndOfTheLoopEndsAllThatWaitsAndLeavesNoDescriptor() throws Exception {
        endWhileAllWait(); // what is opened once in a process is open from here on
        Set<String> before = OpenSockets.now();
        endWhileAllWait();
        assertThat(OpenSockets.since(before)).isEmpty();
    }

    private void endWhileAllWait() throws Exception {
        LoopThread ending = new LoopThread(newEngine());
        InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0);
        try (SilentAddress silent = SilentAddress.at(anyPort);
                Socket client = new Socket()) {
            TcpListener pairs = ending.call(() -> TcpListener.listen(TcpBehaviour.ANY_PORT));
            TcpListener served = ending.call(() -> TcpListener.listen(TcpBehaviour.ANY_PORT));
            TcpStream end = ending.await(TcpStream.connect(pairs.localAddress()));
            TcpStream otherEnd = ending.await(pairs.accept());
            client.connect(served.localAddress(), PATIENCE_MILLIS);
            CompletableFuture<TcpStream> accepted = new CompletableFuture<>();
            List<LoopThread.Started<?>> waiting = List.of(
                    ending.start("accept", pairs.accept()),
                    ending.start("read", otherEnd.readLine()),
                    ending.start("write", otherEnd.write(new byte[MUCH])),
                    ending.start("connect", TcpStream.connect(silent.address())),
                    ending.start("serve", served.serve(connection -> {
                        accepted.complete(connection);
                        return sleep(LONG);
                    })));
            assertThat(told(accepted).isOpen()).isTrue();
            assertThat(end.isOpen()).isTrue();
            assertThat(waiting).noneMatch(LoopThread.Started::isDone);
            ending.close();
            for (LoopThread.Started<?> each : waiting) {
                assertThatThrownBy(each::join).isInstanceOf(Cancelled.class);
            }
            assertReset(client);
        }
    }
}
