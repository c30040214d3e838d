package dev.heddle.net;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.gather;
import static dev.heddle.Coroutines.shield;
import static dev.heddle.Coroutines.sleep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.AsyncCloseable.CloseReason;
import dev.heddle.Coroutine;
import dev.heddle.DeadlineExceeded;
import dev.heddle.Loop;
import dev.heddle.TaskScope;
import dev.heddle.World;
import dev.heddle.annotation.Async;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The life of a server and of its connections, on virtual time. */
@Timeout(60)
class ServerTest {
    private static final InetSocketAddress PORT_80 = new InetSocketAddress(InetAddress.getLoopbackAddress(), 80);

    private final World world = new World();

    /** What a client does, beside a server that echoes lines, until it is done. */
    private interface Client {
        Coroutine<Void> run(Server<TcpStream> server) throws IOException;
    }

    @Async
    private Coroutine<Void> program(ServeOptions options, ConnectionHandler<TcpStream> handler, Client client)
            throws IOException {
        try (TcpListener listener = TcpListener.listen(PORT_80);
                TaskScope scope = TaskScope.open()) {
            Server<TcpStream> server = listener.server(options, handler);
            scope.spawnDaemon("server", server.run());
            await(client.run(server));
        }
        return done();
    }

    private void run(ServeOptions options, ConnectionHandler<TcpStream> handler, Client client) throws IOException {
        world.run(program(options, handler, client));
    }

    @Async
    private static Coroutine<Void> echo(TcpStream connection) throws IOException {
        for (String line = await(connection.readLine()); line != null; line = await(connection.readLine())) {
            await(connection.write(line + "\n"));
        }
        return done();
    }

    /** Works for as many seconds as it is told, then answers. */
    @Async
    private Coroutine<Void> work(TcpStream connection) throws IOException {
        String seconds = await(connection.readLine());
        if (seconds != null) {
            await(sleep(Duration.ofSeconds(Integer.parseInt(seconds))));
            await(connection.write("done\n"));
        }
        return done();
    }

    @Async
    private Coroutine<Void> logs(TcpStream stream, String who) {
        try (stream) {
            world.log(who + " reads " + await(stream.readLine()));
        } catch (IOException failure) {
            world.log(who + " is reset");
        }
        return done();
    }

    // --- limits

    @Async
    private Coroutine<Void> threeClients(Server<TcpStream> server) throws IOException {
        try (TaskScope scope = TaskScope.open()) {
            for (String name : new String[] {"one", "two", "three"}) {
                TcpStream stream = await(TcpStream.connect(PORT_80));
                await(stream.write("5\n"));
                scope.spawn(logs(stream, name));
            }
            await(sleep(Duration.ofSeconds(1)));
            assertThat(server.stats().open()).isEqualTo(2);
        }
        assertThat(server.stats().accepted()).isEqualTo(3);
        return done();
    }

    @Test
    void acceptingPausesWhileThereAreAsManyConnectionsAsAreAllowed() throws IOException {
        run(ServeOptions.defaults().connections(2), this::work, this::threeClients);
        assertThat(world.trace()).isEqualTo("""
                        5s  one reads done
                        5s  two reads done
                        10s  three reads done
                        """);
    }

    // --- deadlines

    @Async
    private Coroutine<Void> silentClient(Server<TcpStream> server) throws IOException {
        TcpStream stream = await(TcpStream.connect(PORT_80));
        await(logs(stream, "silent"));
        await(sleep(Duration.ofMillis(1)));
        assertThat(server.stats()).isEqualTo(new ServerStats(0, 1, 0, 1, 0, 0, 0));
        return done();
    }

    @Test
    void aConnectionWithoutAFirstByteIsEndedAfterHalfAMinute() throws IOException {
        run(ServeOptions.defaults(), ServerTest::echo, this::silentClient);
        assertThat(world.trace()).isEqualTo("30s  silent is reset\n");
        assertThat(world.reports).isEmpty();
    }

    @Async
    private Coroutine<Void> clientThatFallsSilent(Server<TcpStream> server) throws IOException {
        TcpStream stream = await(TcpStream.connect(PORT_80));
        for (int i = 0; i < 3; i++) {
            await(stream.write("x\n"));
            world.log("client reads " + await(stream.readLine()));
            await(sleep(Duration.ofSeconds(50)));
        }
        await(logs(stream, "client"));
        return done();
    }

    @Test
    void aConnectionThatIsIdleIsEndedAndOneThatIsNotGoesOn() throws IOException {
        run(ServeOptions.defaults().idle(Duration.ofSeconds(60)), ServerTest::echo, this::clientThatFallsSilent);
        assertThat(world.trace()).startsWith("""
                        0s  client reads x
                        50s  client reads x
                        1m40s  client reads x
                        """).matches("(?s).*2m(4\\d|5[0-5])s  client is reset\n");
    }

    @Async
    private Coroutine<Void> slowloris(Server<TcpStream> server) throws IOException {
        TcpStream stream = await(TcpStream.connect(PORT_80));
        try (TaskScope scope = TaskScope.open()) {
            scope.spawn(logs(stream, "slowloris"));
            while (server.stats().late() == 0) {
                await(stream.write("x"));
                await(sleep(Duration.ofMillis(1_700)));
            }
        } catch (IOException reset) {
            return done();
        }
        return done();
    }

    @Test
    void slowlorisIsShedByTheDeadlineForAll() throws IOException {
        run(ServeOptions.defaults().total(Duration.ofMinutes(5)), ServerTest::echo, this::slowloris);
        assertThat(world.trace()).isEqualTo("5m  slowloris is reset\n");
    }

    @Test
    void slowlorisIsShedByTheRateThatIsAskedFor() throws IOException {
        run(ServeOptions.defaults().slowest(100, Duration.ofSeconds(20)), ServerTest::echo, this::slowloris);
        assertThat(world.trace()).isEqualTo("20s  slowloris is reset\n");
        assertThat(world.reports).isEmpty();
    }

    @Async
    private Coroutine<Void> steadyClient(Server<TcpStream> server) throws IOException {
        TcpStream stream = await(TcpStream.connect(PORT_80));
        for (int i = 0; i < 60; i++) {
            await(stream.write("x\n"));
            await(stream.readLine());
            await(sleep(Duration.ofSeconds(1)));
        }
        world.log("steady");
        await(logs(stream, "now silent"));
        return done();
    }

    @Test
    void whoKeepsTheRateGoesOn() throws IOException {
        run(ServeOptions.defaults().slowest(40, Duration.ofSeconds(20)), ServerTest::echo, this::steadyClient);
        assertThat(world.trace()).isEqualTo("""
                        1m  steady
                        1m20s  now silent is reset
                        """);
    }

    @Test
    void aRateOfNothingIsRefused() {
        assertThatThrownBy(() -> ServeOptions.defaults().slowest(0, Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ServeOptions.defaults().slowest(1, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Async
    private Coroutine<Void> patientClient(Server<TcpStream> server) throws IOException {
        TcpStream stream = await(TcpStream.connect(PORT_80));
        await(sleep(Duration.ofDays(2)));
        await(stream.write("x\n"));
        await(logs(stream, "patient"));
        return done();
    }

    @Test
    void withoutDeadlinesAConnectionMayWaitForDays() throws IOException {
        run(ServeOptions.defaults().withoutDeadlines(), ServerTest::echo, this::patientClient);
        assertThat(world.trace()).isEqualTo("48h  patient reads x\n");
    }

    // --- shutdown

    @Async
    private Coroutine<Void> shutdownWithTwoAtWork(Server<TcpStream> server) throws IOException {
        try (TaskScope scope = TaskScope.open()) {
            for (int seconds : new int[] {3, 30}) {
                TcpStream stream = await(TcpStream.connect(PORT_80));
                await(stream.write(seconds + "\n"));
                scope.spawn(logs(stream, "client of " + seconds));
            }
            await(sleep(Duration.ofSeconds(1)));
            await(server.shutdown(Duration.ofSeconds(10)));
            world.log("down");
        }
        return done();
    }

    @Test
    void aShutdownLetsHandlersFinishUntilTheGraceEndsAndThenCancelsThem() throws IOException {
        run(ServeOptions.defaults(), this::work, this::shutdownWithTwoAtWork);
        assertThat(world.trace()).isEqualTo("""
                        3s  client of 3 reads done
                        11s  client of 30 is reset
                        11s  down
                        """);
        assertThat(world.reports).isEmpty();
    }

    @Async
    private Coroutine<Void> cleanUpByReading(TcpStream connection) throws DeadlineExceeded {
        try {
            await(sleep(Duration.ofDays(1)));
        } finally {
            await(shield(Duration.ofDays(1), readIgnoringTheEnd(connection)));
        }
        return done();
    }

    @Async
    private Coroutine<Void> readIgnoringTheEnd(TcpStream connection) {
        try {
            await(connection.readLine());
        } catch (IOException aborted) {
            world.log("the handler is aborted");
        }
        return done();
    }

    @Async
    private Coroutine<Void> shutdownOfOneThatWillNotEnd(Server<TcpStream> server) throws IOException {
        try (TaskScope scope = TaskScope.open()) {
            scope.spawn(logs(await(TcpStream.connect(PORT_80)), "client"));
            await(sleep(Duration.ofSeconds(1)));
            await(server.shutdown(Duration.ofSeconds(10)));
            world.log("down");
        } catch (Exception unexpected) {
            world.log(unexpected);
        }
        return done();
    }

    @Test
    void aHandlerWhoseCleanUpTakesTooLongHasItsConnectionReset() throws IOException {
        run(ServeOptions.defaults(), this::cleanUpByReading, this::shutdownOfOneThatWillNotEnd);
        assertThat(world.trace()).isEqualTo("""
                        16s  the handler is aborted
                        16s  client is reset
                        16s  down
                        """);
    }

    @Async
    private Coroutine<Void> waitForBoth(TcpStream connection) throws IOException {
        await(gather(connection.readLine(), sleep(Duration.ofDays(1))));
        return done();
    }

    @Async
    private Coroutine<Void> shutdownAtOnce(Server<TcpStream> server) throws IOException {
        TcpStream stream = await(TcpStream.connect(PORT_80));
        await(sleep(Duration.ofSeconds(1)));
        await(server.shutdown(Duration.ZERO));
        await(logs(stream, "client"));
        return done();
    }

    @Test
    void aHandlerThatIsCancelledWithItsTasksHasNotFailed() throws IOException {
        run(ServeOptions.defaults(), this::waitForBoth, this::shutdownAtOnce);
        assertThat(world.trace()).isEqualTo("1s  client is reset\n");
        assertThat(world.reports).isEmpty();
    }

    @Async
    private Coroutine<Void> connectAfterShutdown(Server<TcpStream> server) throws IOException {
        await(sleep(Duration.ofSeconds(1)));
        await(server.shutdown(Duration.ZERO));
        await(TcpStream.connect(PORT_80));
        return done();
    }

    @Test
    void whoComesAfterTheShutdownIsRefused() {
        assertThatThrownBy(() -> run(ServeOptions.defaults(), ServerTest::echo, this::connectAfterShutdown))
                .isInstanceOf(ConnectException.class);
    }

    @Async
    private Coroutine<Void> closedByItsBlock() throws IOException {
        TcpListener listener = TcpListener.listen(PORT_80);
        try (TaskScope scope = TaskScope.open();
                Server<TcpStream> server = listener.server(ServeOptions.defaults(), this::work)) {
            scope.spawn("server", server.run());
            TcpStream stream = await(TcpStream.connect(PORT_80));
            await(stream.write("3\n"));
            scope.spawn(logs(stream, "client"));
            await(sleep(Duration.ofSeconds(1)));
        }
        world.log("closed");
        assertThat(listener.isOpen()).isFalse();
        return done();
    }

    @Test
    void theEndOfItsBlockShutsAServerDown() throws IOException {
        world.run(closedByItsBlock());
        assertThat(world.trace()).isEqualTo("""
                        3s  client reads done
                        3s  closed
                        """);
    }

    @Async
    private Coroutine<Void> runTwice(Server<TcpStream> server) throws IOException {
        await(sleep(Duration.ofMillis(1)));
        await(server.run());
        return done();
    }

    @Test
    void aServerRunsOnce() {
        assertThatThrownBy(() -> run(ServeOptions.defaults(), ServerTest::echo, this::runTwice))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("was run before");
    }

    // --- counters

    @Async
    private Coroutine<Void> countedClient(Server<TcpStream> server) throws IOException {
        long before = Loop.current().metrics().bytesRead();
        TcpStream stream = await(TcpStream.connect(PORT_80));
        await(stream.write("hello\n"));
        assertThat(await(stream.readLine())).isEqualTo("hello");
        assertThat(stream.bytesRead()).isEqualTo(6);
        assertThat(stream.bytesWritten()).isEqualTo(6);
        await(stream.closeAsync(CloseReason.COMPLETED));
        await(sleep(Duration.ofMillis(1)));
        assertThat(server.stats()).isEqualTo(new ServerStats(0, 1, 0, 0, 0, 6, 6));
        assertThat(Loop.current().metrics().bytesRead() - before).isEqualTo(12);
        assertThat(Loop.current().metrics().bytesWritten()).isEqualTo(12);
        return done();
    }

    @Test
    void bytesAreCountedByConnectionByServerAndByLoop() throws IOException {
        run(ServeOptions.defaults(), ServerTest::echo, this::countedClient);
    }

    // --- lack of descriptors

    @Async
    private Coroutine<Void> clientsWithoutDescriptors(Server<TcpStream> server) throws IOException {
        world.engine.failAccepts(6);
        try (TaskScope scope = TaskScope.open()) {
            for (String name : new String[] {"one", "two"}) {
                scope.spawn(logs(await(TcpStream.connect(PORT_80)), name));
            }
        }
        TcpStream late = await(TcpStream.connect(PORT_80));
        await(late.write("x\n"));
        await(logs(late, "three"));
        world.log(server.stats().shed() + " were shed");
        return done();
    }

    @Test
    void whoWaitsIsResetWhenTheSystemHasNoDescriptorsForSomeTimeAndItIsReportedOnce() throws IOException {
        run(ServeOptions.defaults(), ServerTest::echo, this::clientsWithoutDescriptors);
        assertThat(world.trace()).startsWith("""
                        0.155s  one is reset
                        0.155s  two is reset
                        """).endsWith("three reads x\n0.315s  2 were shed\n");
        assertThat(world.reports)
                .containsExactly("TcpListener at localhost/127.0.0.1:80 resets connections, as the system gives out no"
                        + " more of them: java.io.IOException: Too many open files");
    }

    @Async
    private Coroutine<Void> acceptOfAClosed() throws IOException {
        TcpListener listener = TcpListener.listen(PORT_80);
        await(listener.closeAsync(CloseReason.COMPLETED));
        assertThat(listener.isOpen()).isFalse();
        await(listener.accept());
        return done();
    }

    @Test
    void aClosedListenerAcceptsNobody() {
        assertThatThrownBy(() -> world.run(acceptOfAClosed())).isInstanceOf(ClosedChannelException.class);
    }
}
