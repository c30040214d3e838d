package dev.heddle.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.AsyncCloseable.CloseReason;
import dev.heddle.engine.Epoll;
import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sockets that one process gives to another; of this library, or of Python. */
@Timeout(60)
class SocketPassingTest {
    @TempDir
    Path folder;

    private LoopThread loop;
    private UnixListener meeting;
    private UnixStream giver;
    private UnixStream taker;
    private TcpListener listener;

    @BeforeAll
    static void needEpoll() {
        Epoll.assumeAvailable();
    }

    @BeforeEach
    void open() throws Exception {
        loop = new LoopThread(Epoll.open());
        meeting = loop.call(() -> UnixListener.listen(folder.resolve("meeting")));
        giver = loop.await(UnixStream.connect(folder.resolve("meeting")));
        taker = loop.await(meeting.accept());
        listener = loop.call(() -> TcpListener.listen(TcpBehaviour.ANY_PORT));
    }

    @AfterEach
    void close() throws Exception {
        loop.close();
    }

    private <S extends SocketStream> S closed(S stream) throws Exception {
        loop.await(stream.closeAsync(CloseReason.COMPLETED));
        return stream;
    }

    @Test
    void aConnectionGoesOnWhereItWasGiven() throws Exception {
        TcpStream client = loop.await(TcpStream.connect(listener.localAddress()));
        TcpStream accepted = loop.await(listener.accept());
        loop.await(client.write("written before\n"));
        var receipt = loop.start(taker.receiveTcpStream());
        assertThat(receipt.isDone()).isFalse();

        loop.await(giver.sendSocket(accepted));
        closed(accepted);

        TcpStream received = receipt.join();
        assertThat(received.remoteAddress()).isEqualTo(loop.call(client::localAddress));
        assertThat(loop.await(received.readLine())).isEqualTo("written before");
        loop.await(received.write("answered\n"));
        assertThat(loop.await(client.readLine())).isEqualTo("answered");
        closed(received);
        assertThat(loop.await(client.readLine())).isNull();
        assertThat(giver.bytesWritten()).isEqualTo(1);
        assertThat(taker.bytesRead()).isEqualTo(1);
    }

    @Test
    void aListenerServesInBothUntilOneClosesIt() throws Exception {
        loop.await(giver.sendSocket(listener));
        TcpListener received = loop.await(taker.receiveTcpListener());
        assertThat(received.localAddress()).isEqualTo(listener.localAddress());
        loop.await(listener.closeAsync(CloseReason.COMPLETED));

        TcpStream client = loop.await(TcpStream.connect(received.localAddress()));
        TcpStream accepted = loop.await(received.accept());
        loop.await(accepted.write("served\n"));
        assertThat(loop.await(client.readLine())).isEqualTo("served");
    }

    @Test
    void aUnixConnectionCanBeGivenByItself() throws Exception {
        UnixStream other = loop.await(UnixStream.connect(folder.resolve("meeting")));
        UnixStream accepted = loop.await(meeting.accept());
        loop.await(giver.sendSocket(accepted));
        closed(accepted);
        UnixStream received = loop.await(taker.receiveUnixStream());
        loop.await(received.write("x\n"));
        assertThat(loop.await(other.readLine())).isEqualTo("x");
    }

    @Test
    void whatIsAskedForHasToCome() throws Exception {
        loop.await(giver.sendSocket(listener));
        assertThatThrownBy(() -> loop.await(taker.receiveTcpStream()))
                .isInstanceOf(ProtocolException.class)
                .hasMessageMatching("a TCP connection was expected, and listener \\d+ has come");
        UnixStream other = loop.await(UnixStream.connect(folder.resolve("meeting")));
        loop.await(giver.sendSocket(other));
        assertThatThrownBy(() -> loop.await(taker.receiveTcpListener()))
                .isInstanceOf(ProtocolException.class)
                .hasMessageMatching("a TCP listener was expected, and socket \\d+ to .* has come");
        loop.await(giver.write("?"));
        assertThatThrownBy(() -> loop.await(taker.receiveTcpStream()))
                .isInstanceOf(ProtocolException.class)
                .hasMessage("the peer has sent a byte without a socket");
        closed(giver);
        assertThatThrownBy(() -> loop.await(taker.receiveTcpStream())).isInstanceOf(EOFException.class);
    }

    @Test
    void bytesThatHaveBeenReadAheadAreNotLostInSilence() throws Exception {
        loop.await(giver.write("a line\n"));
        loop.await(giver.sendSocket(listener));
        assertThat(loop.await(taker.readLine())).isEqualTo("a line");
        assertThatThrownBy(() -> loop.await(taker.receiveTcpListener()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("has read 1 bytes ahead where a TCP listener was expected");

        loop.await(taker.write("two\nlines\n"));
        assertThat(loop.await(giver.readLine())).isEqualTo("two");
        assertThatThrownBy(() -> loop.await(taker.sendSocket(giver)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("has read 6 bytes ahead");
    }

    @Test
    void aConnectionInUseOrClosedIsNotSent() throws Exception {
        TcpStream client = loop.await(TcpStream.connect(listener.localAddress()));
        TcpStream accepted = loop.await(listener.accept());
        var read = loop.start(accepted.read(ByteBuffer.allocate(1)));
        assertThatThrownBy(() -> loop.await(giver.sendSocket(accepted)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("waits to read");
        read.cancel();
        closed(accepted);
        assertThatThrownBy(() -> loop.await(giver.sendSocket(accepted))).isInstanceOf(ClosedChannelException.class);
        assertThatThrownBy(() -> loop.await(giver.sendSocket(giver))).isInstanceOf(IllegalStateException.class);
        closed(client);
    }

    @Test
    void whoWaitsForOneAndIsCancelledHasTakenNone() throws Exception {
        loop.start(taker.receiveTcpListener()).cancel();
        loop.await(giver.sendSocket(listener));
        assertThat(loop.await(taker.receiveTcpListener()).localAddress()).isEqualTo(listener.localAddress());
    }

    @Test
    void whoSendsMoreThanIsTakenWaits() throws Exception {
        int sent = 0;
        var last = loop.start(giver.sendSocket(listener));
        while (last.isDone()) {
            sent++;
            last = loop.start(giver.sendSocket(listener));
        }
        for (int i = 0; i <= sent; i++) {
            loop.await(loop.await(taker.receiveTcpListener()).closeAsync(CloseReason.COMPLETED));
        }
        last.join();
        var none = loop.start(taker.receiveTcpListener());
        assertThat(none.isDone()).isFalse();
        none.cancel();
    }

    private static Process python(String... program) {
        try {
            return new ProcessBuilder("python3", "-c", String.join("\n", program))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException notInstalled) {
            return Assumptions.abort("no Python: " + notInstalled.getMessage());
        }
    }

    /** One that blocks, until it is received. */
    @Test
    void aConnectionComesFromPython() throws Exception {
        Process process = python(
                "import socket",
                "meeting = socket.socket(socket.AF_UNIX)",
                "meeting.connect('" + folder.resolve("meeting") + "')",
                "tcp = socket.create_connection(('127.0.0.1', "
                        + listener.localAddress().getPort() + "))",
                "tcp.sendall(b'from Python\\n')",
                "socket.send_fds(meeting, [b'!'], [tcp.fileno()])");
        UnixStream fromPython = loop.await(meeting.accept());
        TcpStream accepted = loop.await(listener.accept());
        TcpStream received = loop.await(fromPython.receiveTcpStream());
        assertThat(loop.await(accepted.readLine())).isEqualTo("from Python");
        var read = loop.start(received.readLine());
        assertThat(read.isDone()).isFalse();
        loop.await(accepted.write("answer\n"));
        assertThat(read.join()).isEqualTo("answer");
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aConnectionGoesToPython() throws Exception {
        Process process = python(
                "import socket",
                "meeting = socket.socket(socket.AF_UNIX)",
                "meeting.connect('" + folder.resolve("meeting") + "')",
                "message, descriptors, flags, address = socket.recv_fds(meeting, 1, 1)",
                "tcp = socket.socket(fileno=descriptors[0])",
                "tcp.setblocking(True)",
                "tcp.sendall(b'by Python\\n')");
        UnixStream toPython = loop.await(meeting.accept());
        TcpStream client = loop.await(TcpStream.connect(listener.localAddress()));
        TcpStream accepted = loop.await(listener.accept());
        loop.await(toPython.sendSocket(accepted));
        closed(accepted);
        assertThat(loop.await(client.readLine())).isEqualTo("by Python");
        assertThat(loop.await(client.readLine())).isNull();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[listener.fileno(), listener.fileno()]", "[file.fileno()]", "[unconnected.fileno()]"})
    void whatIsNoneIsClosed(String descriptors) throws Exception {
        Process process = python(
                "import socket, sys",
                "meeting = socket.socket(socket.AF_UNIX)",
                "meeting.connect('" + folder.resolve("meeting") + "')",
                "listener = socket.create_server(('127.0.0.1', 0))",
                "file = open('/dev/null')",
                "unconnected = socket.socket()",
                "socket.send_fds(meeting, [b'!'], " + descriptors + ")",
                "socket.send_fds(meeting, [b'!'], [listener.fileno()])",
                "sys.stdin.read()");
        UnixStream fromPython = loop.await(meeting.accept());
        long before = openDescriptors();
        assertThatThrownBy(() -> loop.await(fromPython.receiveTcpListener()))
                .isInstanceOfAny(ProtocolException.class, java.net.ConnectException.class);
        assertThat(openDescriptors()).isEqualTo(before);
        assertThat(loop.await(fromPython.receiveTcpListener()).isOpen()).isTrue();
        process.getOutputStream().close();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }

    private static long openDescriptors() throws Exception {
        try (var all = Files.list(Path.of("/proc/self/fd"))) {
            return all.count();
        }
    }
}
