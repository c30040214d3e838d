package dev.heddle.net;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.AsyncCloseable.CloseReason;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On real sockets, also against plain blocking ones. */
abstract class SocketTcpBehaviour extends TcpBehaviour {
    @Test
    void blockingClientIsAnswered() throws Exception {
        try (Socket client = dial()) {
            TcpStream server = loop.await(listener.accept());
            client.getOutputStream().write("hello\r\n".getBytes(UTF_8));
            assertThat(loop.await(server.readLine())).isEqualTo("hello");
            loop.await(server.write("welcome"));
            assertThat(new String(client.getInputStream().readNBytes(7), UTF_8)).isEqualTo("welcome");
        }
    }

    @Test
    void blockingServerIsReached() throws Exception {
        try (ServerSocket server = new ServerSocket()) {
            server.bind(ANY_PORT);
            TcpStream client = loop.await(TcpStream.connect((InetSocketAddress) server.getLocalSocketAddress()));
            try (Socket connection = server.accept()) {
                loop.await(client.write("hello"));
                assertThat(connection.getInputStream().readNBytes(5)).isEqualTo("hello".getBytes(UTF_8));
                loop.await(client.closeAsync(CloseReason.COMPLETED));
                assertThat(connection.getInputStream().read()).isEqualTo(-1);
            }
        }
    }

    @Test
    void outputEndedByThePeerLeavesTheOtherDirectionOpen() throws Exception {
        try (Socket client = dial()) {
            TcpStream server = loop.await(listener.accept());
            client.shutdownOutput();
            assertThat(loop.await(server.readLine())).isNull();
            loop.await(server.write("answer"));
            shutdownOutput(server);
            assertThat(client.getInputStream().readAllBytes()).isEqualTo("answer".getBytes(UTF_8));
        }
    }

    @Test
    void outputEndedHereLeavesTheOtherDirectionOpen() throws Exception {
        try (Socket client = dial()) {
            TcpStream server = loop.await(listener.accept());
            shutdownOutput(server);
            assertThat(client.getInputStream().read()).isEqualTo(-1);
            client.getOutputStream().write("late\n".getBytes(UTF_8));
            assertThat(loop.await(server.readLine())).isEqualTo("late");
        }
    }

    @Test
    void resetByThePeerFailsTheWaitingRead() throws Exception {
        Socket client = dial();
        TcpStream server = loop.await(listener.accept());
        var read = loop.start(server.readLine());
        client.setSoLinger(true, 0);
        client.close();
        assertThatThrownBy(read::join).isInstanceOf(SocketException.class).hasMessageContaining("reset");
    }

    @Test
    void resetByThePeerFailsTheWaitingWrite() throws Exception {
        Socket client = dial();
        TcpStream server = loop.await(listener.accept());
        var write = loop.start(server.write(new byte[32 * 1024 * 1024]));
        client.getInputStream().readNBytes(100_000);
        client.setSoLinger(true, 0);
        client.close();
        assertThatThrownBy(write::join).isInstanceOf(IOException.class);
    }

    @Test
    void closingAfterAFailureResetsABlockingPeer() throws Exception {
        try (Socket client = dial()) {
            TcpStream server = loop.await(listener.accept());
            loop.await(server.closeAsync(CloseReason.FAILED));
            assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketException.class);
        }
    }

    @Test
    void connectionResetBeforeItIsAcceptedDoesNotStopTheListener() throws Exception {
        Socket aborted = dial();
        aborted.setSoLinger(true, 0);
        aborted.close();
        try (Socket client = dial()) {
            client.getOutputStream().write("alive\n".getBytes(UTF_8));
            TcpStream first = loop.await(listener.accept());
            if (first.remoteAddress().getPort() != client.getLocalPort()) {
                assertThatThrownBy(() -> loop.await(first.readLine())).isInstanceOf(IOException.class);
                assertThat(loop.await(loop.await(listener.accept()).readLine())).isEqualTo("alive");
            } else {
                assertThat(loop.await(first.readLine())).isEqualTo("alive");
            }
        }
    }

    @Test
    void thousandConnectionsAtOnceAreEchoed() throws Exception {
        List<Socket> clients = new ArrayList<>();
        var server = loop.start(listener.serve(TcpBehaviour::echo));
        try {
            for (int i = 0; i < 1_000; i++) {
                clients.add(dial());
            }
            for (int i = 0; i < clients.size(); i++) {
                clients.get(i).getOutputStream().write(("client " + i + " says hello").getBytes(UTF_8));
                clients.get(i).shutdownOutput();
            }
            for (int i = 0; i < clients.size(); i++) {
                String echo = new String(clients.get(i).getInputStream().readAllBytes(), UTF_8);
                assertThat(echo).isEqualTo("client " + i + " says hello");
            }
            loop.await(listener.closeAsync(CloseReason.COMPLETED));
            server.join();
        } finally {
            for (Socket client : clients) {
                client.close();
            }
        }
    }

    @Test
    void loopsThatShareAPortAreDealtConnections() throws Exception {
        TcpOptions shared = TcpOptions.defaults().reusePort();
        LoopThread other = new LoopThread(newEngine());
        List<Socket> clients = new ArrayList<>();
        try {
            TcpListener first = loop.call(() -> TcpListener.listen(ANY_PORT, shared));
            TcpListener second = other.call(() -> TcpListener.listen(first.localAddress(), shared));
            loop.start(first.serve(connection -> connection.write("1")));
            other.start(second.serve(connection -> connection.write("2")));
            Set<Integer> served = new HashSet<>();
            for (int i = 0; i < 200; i++) {
                Socket client = dial(first.localAddress());
                clients.add(client);
                served.add(client.getInputStream().read());
            }
            assertThat(served).containsExactlyInAnyOrder((int) '1', (int) '2');
        } finally {
            for (Socket client : clients) {
                client.close();
            }
            other.close();
        }
    }

    @Test
    void veryManySmallBuffersArriveInTheirOrder() throws Exception {
        ByteBuffer[] sources = new ByteBuffer[100_000];
        Arrays.setAll(sources, i -> ByteBuffer.wrap((i % 7 == 0 ? "" : i + "\n").getBytes(UTF_8)));
        StringBuilder expected = new StringBuilder();
        for (ByteBuffer each : sources) {
            expected.append(UTF_8.decode(each.duplicate()));
        }
        try (Socket client = dial()) {
            TcpStream server = loop.await(listener.accept());
            var write = loop.start(server.write(sources));
            byte[] received = client.getInputStream().readNBytes(expected.length());
            assertThat(new String(received, UTF_8)).isEqualTo(expected.toString());
            write.join();
            assertThat(loop.call(server::bytesWritten)).isEqualTo(expected.length());
        }
    }

    // --- options

    private <T> T option(TcpStream stream, SocketOption<T> option) throws Exception {
        return Objects.requireNonNull(loop.call(() -> stream.socket.getOption(option)));
    }

    private void assertOption(TcpOptions options, SocketOption<Boolean> option, boolean before, boolean with)
            throws Exception {
        TcpStream plain = loop.await(TcpStream.connect(listener.localAddress()));
        assertThat(option(plain, option)).isEqualTo(before);
        assertThat(option(loop.await(listener.accept()), option)).isEqualTo(before);

        TcpListener asked = loop.call(() -> TcpListener.listen(ANY_PORT, options));
        TcpStream direct = loop.await(TcpStream.connect(asked.localAddress(), options));
        assertThat(option(direct, option)).isEqualTo(with);
        assertThat(option(loop.await(asked.accept()), option)).isEqualTo(with);
        String host = asked.localAddress().getAddress().getHostAddress();
        TcpStream byName =
                loop.await(TcpStream.connect(host, asked.localAddress().getPort(), options));
        assertThat(option(byName, option)).isEqualTo(with);
    }

    @Test
    void smallPacketsAreDelayedIfThatIsAskedFor() throws Exception {
        assertOption(TcpOptions.defaults().delayed(), StandardSocketOptions.TCP_NODELAY, true, false);
    }

    @Test
    void connectionsAreKeptAliveIfThatIsAskedFor() throws Exception {
        assertOption(TcpOptions.defaults().keepAlive(), StandardSocketOptions.SO_KEEPALIVE, false, true);
    }

    @ParameterizedTest
    @ValueSource(ints = {30_000, 50_000})
    void buffersAreAsLargeAsIsAskedFor(int size) throws Exception {
        TcpOptions options = TcpOptions.defaults().sendBuffer(size).receiveBuffer(2 * size);
        TcpListener asked = loop.call(() -> TcpListener.listen(ANY_PORT, options));
        assertThat(loop.call(() -> asked.listener.getOption(StandardSocketOptions.SO_RCVBUF)))
                .isEqualTo(2 * size);
        TcpStream client = loop.await(TcpStream.connect(asked.localAddress(), options));
        for (TcpStream each : List.of(client, loop.await(asked.accept()))) {
            assertThat(option(each, StandardSocketOptions.SO_SNDBUF)).isEqualTo(size);
            assertThat(option(each, StandardSocketOptions.SO_RCVBUF)).isEqualTo(2 * size);
        }
    }

    @Test
    void optionsDoNotReplaceEachOther() throws Exception {
        TcpOptions options =
                TcpOptions.defaults().delayed().keepAlive().sendBuffer(30_000).reusePort();
        TcpListener asked = loop.call(() -> TcpListener.listen(ANY_PORT, options));
        TcpStream client = loop.await(TcpStream.connect(asked.localAddress(), options));
        assertThat(loop.call(() -> asked.listener.getOption(StandardSocketOptions.SO_REUSEPORT)))
                .isTrue();
        for (TcpStream each : List.of(client, loop.await(asked.accept()))) {
            assertThat(option(each, StandardSocketOptions.TCP_NODELAY)).isFalse();
            assertThat(option(each, StandardSocketOptions.SO_KEEPALIVE)).isTrue();
            assertThat(option(each, StandardSocketOptions.SO_SNDBUF)).isEqualTo(30_000);
        }
    }

    private Socket dial() throws IOException {
        return dial(listener.localAddress());
    }

    private static Socket dial(InetSocketAddress address) throws IOException {
        Socket socket = new Socket();
        socket.setSoTimeout(30_000);
        socket.connect(address, 30_000);
        return socket;
    }
}
