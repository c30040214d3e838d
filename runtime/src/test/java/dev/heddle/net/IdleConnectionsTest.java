package dev.heddle.net;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.blocking;
import static dev.heddle.Coroutines.done;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.Coroutine;
import dev.heddle.Loop;
import dev.heddle.LoopOptions;
import dev.heddle.TaskScope;
import dev.heddle.annotation.Async;
import dev.heddle.engine.Engine;
import dev.heddle.engine.EngineChoice;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What many connections cost on which nothing happens; the clients are in a process of their own. */
@Tag("proof")
@Timeout(180)
class IdleConnectionsTest {
    private static final int CONNECTIONS = 10_000;

    /** In the heap: the stream, its task, its deadlines, and what the JDK has for a channel. */
    private static final long BYTES_PER_CONNECTION = 2_048;

    /** Connects to the port it is given, and asks over each connection whenever it gets a line. */
    static final class Clients {
        private Clients() {}

        public static void main(String[] arguments) throws IOException {
            InetSocketAddress server =
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0]));
            List<SocketChannel> clients = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                clients.add(SocketChannel.open(server));
            }
            do {
                System.out.println(answered(clients));
            } while (System.in.read() >= 0);
        }

        private static int answered(List<SocketChannel> clients) throws IOException {
            int answered = 0;
            for (SocketChannel each : clients) {
                each.write(UTF_8.encode("?\n"));
                answered += each.read(ByteBuffer.allocate(2)) > 0 ? 1 : 0;
            }
            return answered;
        }
    }

    @Async
    private static Coroutine<Void> echoLines(TcpStream connection) throws IOException {
        for (String line = await(connection.readLine()); line != null; line = await(connection.readLine())) {
            await(connection.write(line + "\n"));
        }
        return done();
    }

    @Async
    private static Coroutine<Long> heldByAll() throws IOException {
        long before = SoakTest.usedHeap();
        long held = 0;
        TcpListener listener = TcpListener.listen(TcpBehaviour.ANY_PORT);
        Server<TcpStream> server =
                listener.server(ServeOptions.defaults().connections(CONNECTIONS), IdleConnectionsTest::echoLines);
        Process clients = start(listener.localAddress().getPort());
        BufferedReader output = clients.inputReader();
        try (TaskScope scope = TaskScope.open()) {
            scope.spawnDaemon("server", server.run());
            assertThat(await(blocking(output::readLine))).isEqualTo("" + CONNECTIONS);
            held = SoakTest.usedHeap() - before;
            assertThat(server.stats().open()).isEqualTo(CONNECTIONS);
            clients.outputWriter().append('x').flush();
            assertThat(await(blocking(output::readLine))).isEqualTo("" + CONNECTIONS);
            scope.cancelChildren();
        } finally {
            server.stopAccepting();
            clients.destroyForcibly();
        }
        return done(held);
    }

    private static Process start(int port) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Clients.class.getName(),
                        "" + port)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    @Test
    void tenThousandConnectionsAreHeldAndCostLittle() throws IOException {
        Engine engine = EngineChoice.AUTO.open();
        long held = Loop.run(LoopOptions.defaults().engine(() -> engine), heldByAll());
        assertThat(held / CONNECTIONS).isLessThan(BYTES_PER_CONNECTION);
    }
}
