package dev.heddle.net;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.AsyncCloseable.CloseReason;
import dev.heddle.Coroutine;
import dev.heddle.annotation.Async;
import dev.heddle.engine.Engine;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What Unix sockets do, on whatever engine; each engine runs these tests. */
@Timeout(60)
abstract class UnixBehaviour {
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

    final Path file() {
        return folder.resolve("socket");
    }

    final UnixListener listen() throws Exception {
        return loop.call(() -> UnixListener.listen(file()));
    }

    @Async
    static Coroutine<Void> echo(UnixStream connection) throws IOException {
        await(connection.transferTo(connection));
        return done();
    }

    @Test
    void connectionsAreServed() throws Exception {
        UnixListener listener = listen();
        var server = loop.start(listener.serve(ServeOptions.defaults().withoutDeadlines(), UnixBehaviour::echo));
        UnixStream client = loop.await(UnixStream.connect(file()));
        loop.await(client.write("hello\n"));
        assertThat(loop.await(client.readLine())).isEqualTo("hello");
        loop.await(client.shutdownOutput());
        assertThat(loop.await(client.readLine())).isNull();
        assertThat(client.remotePath()).isEqualTo(file());
        loop.await(listener.closeAsync(CloseReason.COMPLETED));
        server.join();
    }

    @Test
    void theAcceptedEndSaysThatItsPeerHasNoFile() throws Exception {
        UnixListener listener = listen();
        UnixStream client = loop.await(UnixStream.connect(file()));
        UnixStream accepted = loop.await(listener.accept());
        assertThat(accepted.remotePath().toString()).isEmpty();
        assertThat(accepted).hasToString("UnixStream to a client");
        assertThat(client).hasToString("UnixStream to " + file());
    }

    @Test
    void aFileAtWhichSomebodyListensIsRefused() throws Exception {
        listen();
        assertThatThrownBy(this::listen).isInstanceOf(BindException.class);
    }

    @Test
    void whereNobodyListensNobodyAnswers() {
        assertThatThrownBy(() -> loop.await(UnixStream.connect(file()))).isInstanceOf(IOException.class);
    }
}
