package dev.heddle.net;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.gather;
import static dev.heddle.Coroutines.sleep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.Coroutine;
import dev.heddle.Loop;
import dev.heddle.LoopOptions;
import dev.heddle.TaskScope;
import dev.heddle.annotation.Async;
import dev.heddle.engine.HangException;
import dev.heddle.testing.ScriptedEngine;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whole programs, server and clients, on one thread and in virtual time. */
@Timeout(60)
class ScriptedProgramTest {
    private static final InetSocketAddress PORT_80 = new InetSocketAddress(InetAddress.getLoopbackAddress(), 80);

    private final List<String> trace = new ArrayList<>();

    @Test
    void programReplaysExactly() {
        run(new ScriptedEngine(), twoClients());
        assertThat(String.join("\n", trace)).isEqualTo("""
                        0 ms: one asks
                        0 ms: two asks
                        5 ms: one hears 1
                        5 ms: one asks
                        7 ms: two hears 1
                        7 ms: two asks
                        10 ms: one hears 2
                        10 ms: one asks
                        14 ms: two hears 2
                        14 ms: two asks
                        15 ms: one hears 3
                        21 ms: two hears 3""");
        List<String> first = List.copyOf(trace);
        trace.clear();
        run(new ScriptedEngine(), twoClients());
        assertThat(trace).isEqualTo(first);
    }

    @Test
    void faultsAtAnyOffsetDoNotShowInTheTrace() {
        run(new ScriptedEngine(), twoClients());
        List<String> undisturbed = List.copyOf(trace);
        for (int offset = 0; offset < 20; offset++) {
            int at = offset;
            trace.clear();
            ScriptedEngine engine = new ScriptedEngine().onConnection((client, server) -> {
                client.writeFaults().blockAt(at);
                client.readFaults().splitAt(at);
                server.readFaults().blockAt(at);
                server.writeFaults().splitAt(at);
            });
            run(engine, twoClients());
            assertThat(trace).hasSameElementsAs(undisturbed);
        }
    }

    @Test
    void waitForAConnectionThatNobodyMakesIsReportedAsAHang() {
        assertThatThrownBy(() -> run(new ScriptedEngine(), lonelyServer()))
                .isInstanceOf(HangException.class)
                .hasMessageContaining("listener at localhost/127.0.0.1:80 is awaited for input");
    }

    private static void run(ScriptedEngine engine, Coroutine<Void> program) {
        Loop.run(LoopOptions.defaults().engine(() -> engine), program);
    }

    @Async
    private Coroutine<Void> twoClients() {
        try (TcpListener listener = TcpListener.listen(PORT_80);
                TaskScope scope = TaskScope.open()) {
            scope.spawnDaemon("server", listener.serve(ScriptedProgramTest::countLines));
            await(gather(client("one", Duration.ofMillis(5)), client("two", Duration.ofMillis(7))));
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
        return done();
    }

    @Async
    private Coroutine<Void> client(String name, Duration pause) throws IOException {
        try (TcpStream stream = await(TcpStream.connect(PORT_80))) {
            for (int i = 0; i < 3; i++) {
                log(name + " asks");
                await(stream.write("next\n"));
                await(sleep(pause));
                log(name + " hears " + await(stream.readLine()));
            }
        }
        return done();
    }

    @Async
    private static Coroutine<Void> countLines(TcpStream connection) throws IOException {
        int lines = 0;
        while (await(connection.readLine()) != null) {
            await(connection.write(++lines + "\n"));
        }
        return done();
    }

    @Async
    private static Coroutine<Void> lonelyServer() {
        try (TcpListener listener = TcpListener.listen(PORT_80)) {
            await(listener.accept());
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
        return done();
    }

    private void log(String event) {
        trace.add(Loop.current().nanos() / 1_000_000 + " ms: " + event);
    }
}
