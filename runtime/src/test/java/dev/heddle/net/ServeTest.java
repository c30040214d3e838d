package dev.heddle.net;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.AsyncCloseable.CloseReason;
import dev.heddle.Coroutine;
import dev.heddle.Loop;
import dev.heddle.TaskScope;
import dev.heddle.annotation.Async;
import dev.heddle.testing.ScriptedEngine;
import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ServeTest {
    /** Time passes here as soon as nothing is to be done. */
    private static final ServeOptions UNHURRIED = ServeOptions.defaults().withoutDeadlines();

    private final List<String> reports = new CopyOnWriteArrayList<>();
    private final ScriptedEngine engine = new ScriptedEngine().patience(Duration.ofSeconds(30));
    private LoopThread loop;
    private TcpListener listener;

    @BeforeEach
    void open() throws Exception {
        loop = new LoopThread(engine, (sentence, failure) -> reports.add(sentence + ": " + failure));
        listener = loop.call(() -> TcpListener.listen(TcpBehaviour.ANY_PORT));
    }

    @AfterEach
    void close() throws Exception {
        loop.close();
    }

    @Test
    void connectionsAreServedAtTheSameTime() throws Exception {
        loop.start(listener.serve(UNHURRIED, TcpBehaviour::echo));
        TcpStream first = dial();
        TcpStream second = dial();
        loop.await(second.write("two\n"));
        assertThat(loop.await(second.readLine())).isEqualTo("two");
        loop.await(first.write("one\n"));
        assertThat(loop.await(first.readLine())).isEqualTo("one");
    }

    @Test
    void connectionIsClosedWhenItsHandlerHasEnded() throws Exception {
        loop.start(listener.serve(UNHURRIED, connection -> connection.write("bye\n")));
        TcpStream client = dial();
        assertThat(loop.await(client.readLine())).isEqualTo("bye");
        assertThat(loop.await(client.readLine())).isNull();
    }

    @Test
    void failingHandlerIsReportedItsConnectionResetAndTheServerGoesOn() throws Exception {
        loop.start(listener.serve(UNHURRIED, ServeTest::failOnDemand));
        TcpStream unlucky = dial();
        TcpStream lucky = dial();
        loop.await(unlucky.write("fail\n"));
        assertThatThrownBy(() -> loop.await(unlucky.readLine())).isInstanceOf(SocketException.class);
        loop.await(lucky.write("fine\n"));
        assertThat(loop.await(lucky.readLine())).isEqualTo("fine");
        assertThat(reports)
                .containsExactly("the handler of TcpStream to " + loop.call(unlucky::localAddress)
                        + " failed: java.io.IOException: asked to");
    }

    @Test
    void handlerThatThrowsBeforeItAwaitsIsReportedToo() throws Exception {
        loop.start(listener.serve(UNHURRIED, connection -> {
            throw new IllegalStateException("at once");
        }));
        TcpStream client = dial();
        assertThatThrownBy(() -> loop.await(client.readLine())).isInstanceOf(SocketException.class);
        assertThat(reports).hasSize(1);
    }

    @Test
    void closingTheListenerLetsTheHandlersEnd() throws Exception {
        var server = loop.start(listener.serve(UNHURRIED, TcpBehaviour::echo));
        TcpStream client = dial();
        loop.settle();
        loop.await(listener.closeAsync(CloseReason.COMPLETED));
        loop.settle();
        assertThat(server.isDone()).isFalse();
        loop.await(client.write("still served\n"));
        assertThat(loop.await(client.readLine())).isEqualTo("still served");
        loop.await(client.closeAsync(CloseReason.COMPLETED));
        server.join();
    }

    @Test
    void cancellingTheServerCancelsTheHandlersAndResetsTheirConnections() throws Exception {
        var server = loop.start(listener.serve(UNHURRIED, TcpBehaviour::echo));
        TcpStream client = dial();
        loop.settle();
        server.cancel();
        assertThatThrownBy(() -> loop.await(client.readLine())).isInstanceOf(SocketException.class);
        assertThat(reports).isEmpty();
    }

    @Test
    void connectionWhoseHandlerHasNotBegunWhenTheServerIsCancelledIsReset() throws Exception {
        TcpStream client = loop.await(TcpStream.connect(listener.localAddress()));
        loop.call(() -> {
            var server = loop.spawn("server", listener.serve(UNHURRIED, TcpBehaviour::echo));
            Loop.current().post(server::cancel);
            return null;
        });
        assertThatThrownBy(() -> loop.await(client.readLine())).isInstanceOf(SocketException.class);
    }

    @Async
    private static Coroutine<Void> failOnDemand(TcpStream connection) throws IOException {
        for (String line = await(connection.readLine()); line != null; line = await(connection.readLine())) {
            if (line.equals("fail")) {
                throw new IOException("asked to");
            }
            await(connection.write(line + "\n"));
        }
        return done();
    }

    private TcpStream dial() throws Exception {
        return loop.await(TcpStream.connect(listener.localAddress()));
    }

    @Async
    private static Coroutine<Void> leakACancellation(TcpStream connection) throws IOException {
        await(connection.readLine());
        try (TaskScope scope = TaskScope.open()) {
            scope.cancel();
            await(connection.readLine());
        }
        return done();
    }

    @Test
    void handlerThatLetsACancellationOfItsOwnEscapeIsReportedAndTheServerGoesOn() throws Exception {
        var server = loop.start(listener.serve(UNHURRIED, ServeTest::leakACancellation));
        TcpStream unlucky = dial();
        TcpStream lucky = dial();
        loop.await(unlucky.write("go\n"));
        assertThatThrownBy(() -> loop.await(unlucky.readLine())).isInstanceOf(SocketException.class);
        assertThat(server.isDone()).isFalse();
        loop.await(lucky.write("go\n"));
        assertThatThrownBy(() -> loop.await(lucky.readLine())).isInstanceOf(SocketException.class);
        assertThat(reports).hasSize(2);
    }

    @Test
    void aConnectionThatCannotBeResetIsReportedAndTheOthersAreResetNevertheless() throws Exception {
        loop.call(() -> {
            engine.onConnection((client, server) -> server.failResets(new IOException("no reset")));
            return null;
        });
        TcpStream first = loop.await(TcpStream.connect(listener.localAddress()));
        TcpStream second = loop.await(TcpStream.connect(listener.localAddress()));
        loop.call(() -> {
            var server = loop.spawn("server", listener.serve(UNHURRIED, TcpBehaviour::echo));
            Loop.current().post(server::cancel);
            return null;
        });
        assertThat(loop.await(first.readLine())).isNull();
        assertThat(loop.await(second.readLine())).isNull();
        assertThat(reports).hasSize(2).allMatch(report -> report.endsWith("java.io.IOException: no reset"));
    }
}
