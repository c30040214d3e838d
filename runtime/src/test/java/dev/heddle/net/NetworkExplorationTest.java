package dev.heddle.net;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.moveOnAfter;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.Coroutine;
import dev.heddle.TaskScope;
import dev.heddle.annotation.Async;
import dev.heddle.testing.Exploration;
import dev.heddle.testing.Fault;
import dev.heddle.testing.ScriptedEngine;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Servers and clients under every cancellation, failure and deadline: all that was opened is closed. */
@Timeout(600)
class NetworkExplorationTest {
    private static final InetSocketAddress HERE = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    /** A question by TCP, one by UDP and one by a Unix socket, each answered with itself. */
    private static final class Questions implements Exploration.Trial {
        private final List<String> answers = new ArrayList<>();

        @Override
        public ScriptedEngine engine() {
            return new ScriptedEngine().bufferSize(4);
        }

        @Override
        public Coroutine<?> program() throws IOException {
            return ask();
        }

        @Async
        private Coroutine<Void> ask() throws IOException {
            try (TcpListener listener = TcpListener.listen(HERE);
                    UdpSocket packets = UdpSocket.bind(HERE);
                    UnixDatagramSocket local = UnixDatagramSocket.bind(Path.of("server"));
                    TaskScope scope = TaskScope.open();
                    Server<TcpStream> server = listener.server(ServeOptions.defaults(), Questions::echo)) {
                scope.spawn("server", server.run());
                scope.spawnDaemon("packets", echoPackets(packets));
                try (TcpStream stream = await(TcpStream.connect(listener.localAddress()));
                        UdpSocket asking = UdpSocket.connect(packets.localAddress());
                        UnixDatagramSocket telling = UnixDatagramSocket.connect(Path.of("server"))) {
                    await(stream.write("question\n"));
                    answers.add(await(stream.readLine()));
                    await(asking.send(UTF_8.encode("packet")));
                    answers.add(await(nextPacket(asking)));
                    await(telling.send(UTF_8.encode("news")));
                    answers.add(text(await(local.receiveMany(1, 10)).get(0).content()));
                    await(stream.shutdownOutput());
                    assertThat(await(stream.readLine())).isNull();
                }
                await(server.shutdown(Duration.ofSeconds(1)));
            }
            return done();
        }

        /** Who was to answer may be the one that was hit, and a packet is not asked for twice here. */
        @Async
        private static Coroutine<String> nextPacket(UdpSocket socket) throws IOException {
            Datagram packet = await(moveOnAfter(Duration.ofSeconds(1), socket.receive(ByteBuffer.allocate(10))));
            if (packet == null) {
                throw new SocketTimeoutException("no answer");
            }
            return done(text(packet.content()));
        }

        @Async
        private static Coroutine<Void> echo(TcpStream connection) throws IOException {
            await(connection.transferTo(connection));
            return done();
        }

        @Async
        private static Coroutine<Void> echoPackets(UdpSocket packets) throws IOException {
            while (true) {
                await(packets.sendMany(await(packets.receiveMany(8, 10))));
            }
        }

        private static String text(ByteBuffer content) {
            return UTF_8.decode(content).toString();
        }

        /** A peer that was hit is gone, which the other end notices in one way or another. */
        @Override
        public boolean allows(Throwable failure) {
            for (Throwable each = failure; each != null; each = each.getCause()) {
                if (each instanceof IOException) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public void check() {
            List<String> all = List.of("question", "packet", "news");
            assertThat(answers).isEqualTo(all.subList(0, answers.size()));
        }
    }

    @Test
    void whateverIsCancelledLeavesNothingOpen() {
        assertThat(Exploration.cancelEverywhere(1, Questions::new)).isGreaterThan(10);
    }

    @Test
    void whateverFailsLeavesNothingOpen() {
        assertThat(Exploration.of(Questions::new).faults(Fault.FAILURE).run()).isGreaterThan(10);
    }

    @Test
    void orderDoesNotMatter() {
        assertThat(Exploration.shuffle(20, Questions::new)).isEqualTo(20);
    }
}
