package dev.heddle.net;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.AsyncCloseable.CloseReason;
import dev.heddle.engine.Engine;
import dev.heddle.engine.Epoll;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On real sockets, which are files. */
class EpollUnixDatagramTest extends UnixDatagramBehaviour {
    private static final int MANY = 3_000;

    @BeforeAll
    static void needEpoll() {
        Epoll.assumeAvailable();
    }

    @Override
    Engine newEngine() throws IOException {
        return Epoll.open();
    }

    /** Of whom the sender is connected to the system tells; whom it is not connected to it has to try. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoSendsMoreThanIsTakenWaitsAndNothingIsLost(boolean connected) throws Exception {
        UnixDatagramSocket server = bind("server");
        UnixDatagramSocket client = connected ? connect("server") : bind("client");
        List<UnixDatagram> packets = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            packets.add(UnixDatagram.to(file("server"), UTF_8.encode("packet " + i)));
        }
        var send = loop.start(client.sendMany(packets));
        assertThat(send.isDone()).isFalse();
        List<String> received = new ArrayList<>();
        while (received.size() < MANY) {
            loop.await(server.receiveMany(100, 100)).forEach(packet -> received.add(text(packet)));
        }
        send.join();
        for (int i = 0; i < MANY; i++) {
            assertThat(received.get(i)).isEqualTo("packet " + i);
        }
    }

    @Test
    void aWaitingSenderThatIsCancelledHasSentWholePackets() throws Exception {
        UnixDatagramSocket server = bind("server");
        UnixDatagramSocket client = bind("client");
        List<UnixDatagram> packets = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            packets.add(UnixDatagram.to(file("server"), UTF_8.encode("packet")));
        }
        loop.start(client.sendMany(packets)).cancel();
        long sent = packets.stream()
                .filter(packet -> !packet.content().hasRemaining())
                .count();
        assertThat(sent).isBetween(1L, MANY - 1L);
        assertThat(loop.await(server.receiveMany(MANY, 10))).hasSize((int) sent);
    }

    @Test
    void theFileGoesWithTheSocketAndOneLeftBehindIsReplaced() throws Exception {
        UnixDatagramSocket server = bind("server");
        assertThat(file("server")).exists();
        assertThatThrownBy(() -> bind("server")).isInstanceOf(BindException.class);
        Files.move(file("server"), file("moved"));
        loop.await(server.closeAsync(CloseReason.COMPLETED));
        assertThat(file("moved")).exists();
        assertThatThrownBy(() -> connect("moved")).isInstanceOf(ConnectException.class);
        UnixDatagramSocket successor = bind("moved");
        loop.await(connect("moved").send(UTF_8.encode("x")));
        assertThat(text(loop.await(successor.receive(ByteBuffer.allocate(10))))).isEqualTo("x");
        loop.await(successor.closeAsync(CloseReason.COMPLETED));
        assertThat(file("moved")).doesNotExist();
    }

    @Test
    void whereNobodyIsNobodyIsConnectedTo() {
        assertThatThrownBy(() -> connect("nobody")).isInstanceOf(IOException.class);
    }

    @Test
    void aPacketIsRefusedThatIsTooLarge() throws Exception {
        UnixDatagramSocket server = bind("server");
        UnixDatagramSocket client = connect("server");
        ByteBuffer tooLarge = ByteBuffer.allocate(64 * 1024 + 1);
        assertThatThrownBy(() -> loop.await(client.send(tooLarge))).isInstanceOf(SocketException.class);
        assertThatThrownBy(() -> loop.await(client.send(tooLarge, file("server"))))
                .isInstanceOf(SocketException.class);
        loop.await(client.send(ByteBuffer.allocate(64 * 1024)));
        assertThat(loop.await(server.receiveMany(10, 100_000)))
                .singleElement()
                .satisfies(packet -> assertThat(packet.content().remaining()).isEqualTo(64 * 1024));
    }
}
