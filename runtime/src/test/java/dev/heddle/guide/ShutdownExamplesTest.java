package dev.heddle.guide;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.shield;
import static dev.heddle.Coroutines.sleep;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.AsyncCloseable.CloseReason;
import dev.heddle.Cancelled;
import dev.heddle.Coroutine;
import dev.heddle.DeadlineExceeded;
import dev.heddle.TaskScope;
import dev.heddle.World;
import dev.heddle.annotation.Async;
import dev.heddle.net.ServeOptions;
import dev.heddle.net.Server;
import dev.heddle.net.TcpListener;
import dev.heddle.net.TcpStream;
import dev.heddle.sync.Event;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The code of docs/guide/shutdown.md, and what it does. */
@Timeout(60)
class ShutdownExamplesTest {
    private static final InetSocketAddress HERE = new InetSocketAddress(InetAddress.getLoopbackAddress(), 80);

    private final World world = new World();

    @Async
    Coroutine<Void> serveUntil(Event theEnd, TcpListener listener) throws IOException {
        try (TaskScope scope = TaskScope.open()) {
            Server<TcpStream> server = listener.server(ServeOptions.defaults(), this::handle);
            scope.spawn("server", server.run());
            await(theEnd);
            await(server.shutdown(Duration.ofSeconds(20)));
        }
        return done();
    }

    @Async
    Coroutine<Void> serveWhile(Coroutine<Void> work, TcpListener listener) throws IOException {
        try (TaskScope scope = TaskScope.open();
                Server<TcpStream> server = listener.server(ServeOptions.defaults(), this::handle)) {
            scope.spawn("server", server.run());
            await(work);
        }
        return done();
    }

    @Async
    Coroutine<Void> handle(TcpStream connection) throws IOException, DeadlineExceeded {
        try {
            for (String line = await(connection.readLine()); line != null; line = await(connection.readLine())) {
                await(connection.write(line + "\n"));
            }
        } catch (Cancelled shutdown) {
            await(shield(Duration.ofSeconds(1), connection.write("goodbye\n")));
            await(connection.closeAsync(CloseReason.COMPLETED));
            throw shutdown;
        }
        return done();
    }

    // --- what they do

    @Async
    private Coroutine<Void> client() throws IOException {
        try (TcpStream stream = await(TcpStream.connect(HERE))) {
            await(stream.write("hello\n"));
            for (String line = await(stream.readLine()); line != null; line = await(stream.readLine())) {
                world.log(line);
            }
        }
        return done();
    }

    @Async
    private Coroutine<Void> end(Event theEnd) {
        await(sleep(Duration.ofSeconds(10)));
        world.log("the end comes");
        theEnd.set();
        return done();
    }

    @Async
    private Coroutine<Void> untilTheEnd() throws IOException {
        Event theEnd = new Event();
        TcpListener listener = TcpListener.listen(HERE);
        try (TaskScope scope = TaskScope.open()) {
            scope.spawn(client());
            scope.spawn(end(theEnd));
            await(serveUntil(theEnd, listener));
        }
        return done();
    }

    @Test
    void handlersMayFinishUntilTheGraceIsOverAndThenSayGoodbye() throws IOException {
        world.run(untilTheEnd());
        assertThat(world.trace()).isEqualTo("""
                        0s  hello
                        10s  the end comes
                        30s  goodbye
                        """);
    }

    @Async
    private Coroutine<Void> work() {
        await(sleep(Duration.ofSeconds(10)));
        world.log("the work is done");
        return done();
    }

    @Async
    private Coroutine<Void> whileThereIsWork() throws IOException {
        TcpListener listener = TcpListener.listen(HERE);
        try (TaskScope scope = TaskScope.open()) {
            scope.spawn(client());
            await(serveWhile(work(), listener));
        }
        return done();
    }

    @Test
    void theEndOfABlockIsAShutdown() throws IOException {
        world.run(whileThereIsWork());
        assertThat(world.trace()).isEqualTo("""
                        0s  hello
                        10s  the work is done
                        15s  goodbye
                        """);
    }
}
