package dev.heddle.net;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.engine.Engine;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.NotYetConnectedException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What Unix sockets for packets do, on whatever engine has them. */
@Timeout(60)
abstract class UnixDatagramBehaviour {
    @TempDir
    Path folder;

    LoopThread loop;

    abstract Engine newEngine() throws IOException;

    @BeforeEach
    void open() throws Exception {
        loop = new LoopThread(newEngine());
    }

    @AfterEach
    void close() throws Exception {
        loop.close();
    }

    final Path file(String name) {
        return folder.resolve(name);
    }

    final UnixDatagramSocket bind(String name) throws Exception {
        return loop.call(() -> UnixDatagramSocket.bind(file(name)));
    }

    final UnixDatagramSocket connect(String name) throws Exception {
        return loop.call(() -> UnixDatagramSocket.connect(file(name)));
    }

    static String text(UnixDatagram packet) {
        return UTF_8.decode(packet.content().duplicate()).toString();
    }

    @Test
    void packetsComeWithTheFileOfTheirSenderWhichCanBeAnswered() throws Exception {
        UnixDatagramSocket first = bind("first");
        UnixDatagramSocket second = bind("second");
        var receive = loop.start(second.receive(ByteBuffer.allocate(100)));
        assertThat(receive.isDone()).isFalse();
        loop.await(first.send(UTF_8.encode("ask"), file("second")));
        UnixDatagram question = receive.join();
        assertThat(text(question)).isEqualTo("ask");
        assertThat(question.peer().getPath()).isEqualTo(file("first"));
        loop.await(second.send(UTF_8.encode("answer"), question.peer().getPath()));
        assertThat(text(loop.await(first.receive(ByteBuffer.allocate(100))))).isEqualTo("answer");
    }

    @Test
    void whoHasNoFileIsHeardWithoutAName() throws Exception {
        UnixDatagramSocket server = bind("server");
        UnixDatagramSocket one = connect("server");
        UnixDatagramSocket other = connect("server");
        loop.await(one.send(UTF_8.encode("x")));
        loop.await(other.send(UTF_8.encode("y")));
        UnixDatagram packet = loop.await(server.receive(ByteBuffer.allocate(100)));
        assertThat(text(packet)).isEqualTo("x");
        assertThat(packet.peer().getPath().toString()).isEmpty();
        assertThat(loop.await(server.receiveMany(2, 100))).singleElement().satisfies(next -> {
            assertThat(text(next)).isEqualTo("y");
            assertThat(next.peer().getPath().toString()).isEmpty();
        });
        assertThat(one).hasToString("UnixDatagramSocket to " + file("server"));
        assertThat(server).hasToString("UnixDatagramSocket at " + file("server"));
    }

    @Test
    void aPacketThatDoesNotFitIsTruncatedAndSaysSo() throws Exception {
        UnixDatagramSocket server = bind("server");
        loop.await(connect("server").send(UTF_8.encode("hello")));
        UnixDatagram packet = loop.await(server.receive(ByteBuffer.allocate(4)));
        assertThat(text(packet)).isEqualTo("hell");
        assertThat(packet.isTruncated()).isTrue();
        assertThat(packet.size()).isEqualTo(5);
    }

    @Test
    void aSocketWithoutPeerHasToBeToldWhomToSendTo() throws Exception {
        UnixDatagramSocket socket = bind("socket");
        assertThatThrownBy(() -> loop.await(socket.send(UTF_8.encode("x"))))
                .isInstanceOf(NotYetConnectedException.class);
    }
}
