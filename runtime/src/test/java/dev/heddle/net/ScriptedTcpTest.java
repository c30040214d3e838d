package dev.heddle.net;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.Task;
import dev.heddle.TaskCancelledException;
import dev.heddle.engine.Engine;
import dev.heddle.testing.ScriptedEngine;
import java.net.SocketException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** On connections in memory, with faults at every offset. */
class ScriptedTcpTest extends TcpBehaviour {
    private static final String TEXT = "hello\r\nwörld\nrest";
    private static final int LENGTH = TEXT.getBytes(UTF_8).length;

    private final ScriptedEngine engine = new ScriptedEngine().patience(Duration.ofSeconds(30));

    @Override
    Engine newEngine() {
        return engine;
    }

    @Test
    void shortReadsAtAnyOffsetChangeNothing() throws Exception {
        for (int offset = 0; offset <= LENGTH; offset++) {
            int at = offset;
            loop.call(() ->
                    engine.onConnection((client, server) -> server.readFaults().splitAt(at)));
            assertTextArrives();
        }
    }

    @Test
    void readsThatWouldBlockAtAnyOffsetChangeNothing() throws Exception {
        for (int offset = 0; offset <= LENGTH; offset++) {
            int at = offset;
            loop.call(() ->
                    engine.onConnection((client, server) -> server.readFaults().blockAt(at)));
            assertTextArrives();
        }
    }

    @Test
    void shortWritesAtAnyOffsetChangeNothing() throws Exception {
        for (int offset = 0; offset <= LENGTH; offset++) {
            int at = offset;
            loop.call(() ->
                    engine.onConnection((client, server) -> client.writeFaults().splitAt(at)));
            assertTextArrives();
        }
    }

    @Test
    void writesThatWouldBlockAtAnyOffsetChangeNothing() throws Exception {
        for (int offset = 0; offset <= LENGTH; offset++) {
            int at = offset;
            loop.call(() ->
                    engine.onConnection((client, server) -> client.writeFaults().blockAt(at)));
            assertTextArrives();
        }
    }

    @Test
    void blockingAtEveryOffsetOfBothEndsChangesNothing() throws Exception {
        loop.call(() -> engine.onConnection((client, server) -> {
            for (int offset = 0; offset <= LENGTH; offset++) {
                client.writeFaults().blockAt(offset);
                server.readFaults().blockAt(offset);
            }
        }));
        assertTextArrives();
    }

    @Test
    void buffersOfOneByteChangeNothing() throws Exception {
        loop.call(() -> engine.bufferSize(1));
        assertTextArrives();
    }

    @Test
    void resetAtAnyOffsetFailsTheReaderWhichKeepsTheLinesBefore() throws Exception {
        for (int offset = 0; offset <= LENGTH; offset++) {
            int at = offset;
            loop.call(() ->
                    engine.onConnection((client, server) -> server.readFaults().resetAt(at)));
            Pair pair = connect();
            loop.await(pair.client().write(TEXT));
            if (at >= 7) {
                assertThat(loop.await(pair.server().readLine())).isEqualTo("hello");
            }
            if (at >= 14) {
                assertThat(loop.await(pair.server().readLine())).isEqualTo("wörld");
            }
            assertThatThrownBy(() -> loop.await(pair.server().readLine())).isInstanceOf(SocketException.class);
        }
    }

    @Test
    void resetAtAnyOffsetFailsTheWriter() throws Exception {
        for (int offset = 0; offset < LENGTH; offset++) {
            int at = offset;
            loop.call(() ->
                    engine.onConnection((client, server) -> client.writeFaults().resetAt(at)));
            Pair pair = connect();
            assertThatThrownBy(() -> loop.await(pair.client().write(TEXT))).isInstanceOf(SocketException.class);
        }
    }

    @Test
    void acceptWithoutDescriptorsTriesAgainAtGrowingIntervals() throws Exception {
        loop.call(() -> {
            engine.failAccepts(5);
            return null;
        });
        TcpStream client = loop.await(TcpStream.connect(listener.localAddress()));
        long start = loop.call(engine::nanos);
        TcpStream server = loop.await(listener.accept());
        long took = loop.call(engine::nanos) - start;
        assertThat(Duration.ofNanos(took)).isEqualTo(Duration.ofMillis(5 + 10 + 20 + 40 + 80));
        assertThat(server.remoteAddress()).isEqualTo(loop.call(client::localAddress));
    }

    @Test
    void acceptCancelledBetweenTwoTriesLeavesTheConnectionToTheNextOne() throws Exception {
        TcpStream client = loop.await(TcpStream.connect(listener.localAddress()));
        loop.call(() -> {
            engine.failAccepts(1);
            return null;
        });
        Task<TcpStream> cancelled = loop.call(() -> {
            Task<TcpStream> accept = loop.spawn("cancelled", listener.accept());
            engine.schedule(Duration.ofMillis(1), accept::cancel);
            return accept;
        });
        assertThatThrownBy(() -> loop.await(cancelled.toCoroutine())).isInstanceOf(TaskCancelledException.class);
        assertThat(loop.await(listener.accept()).remoteAddress()).isEqualTo(loop.call(client::localAddress));
    }

    @Test
    void cancelledConnectClosesItsSocket() throws Exception {
        loop.call(() -> {
            var connect = loop.spawn("cancelled", TcpStream.connect(listener.localAddress()));
            engine.schedule(Duration.ZERO, connect::cancel);
            return null;
        });
        TcpStream server = loop.await(listener.accept());
        assertThat(loop.await(server.readLine())).isNull();
    }

    private void assertTextArrives() throws Exception {
        Pair pair = connect();
        var write = loop.start(pair.client().write(TEXT));
        assertThat(loop.await(pair.server().readLine())).isEqualTo("hello");
        assertThat(loop.await(pair.server().readLine())).isEqualTo("wörld");
        var end = loop.start(pair.server().readLine());
        write.join();
        shutdownOutput(pair.client());
        assertThat(end.join()).isEqualTo("rest");
        assertThat(loop.await(pair.server().readLine())).isNull();
    }
}
