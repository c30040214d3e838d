package dev.heddle.guide;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.shield;
import static dev.heddle.Coroutines.sleep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.condition.OS.LINUX;
import static org.junit.jupiter.api.condition.OS.MAC;

import dev.heddle.AsyncCloseable.CloseReason;
import dev.heddle.Cancelled;
import dev.heddle.Coroutine;
import dev.heddle.DeadlineExceeded;
import dev.heddle.Loop;
import dev.heddle.TaskScope;
import dev.heddle.World;
import dev.heddle.annotation.Async;
import dev.heddle.net.ServeOptions;
import dev.heddle.net.Server;
import dev.heddle.net.TcpListener;
import dev.heddle.net.TcpStream;
import dev.heddle.process.ChildJvm;
import dev.heddle.sync.Event;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;

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

    /** The program in a process of its own. */
    static final class Shop {
        private Shop() {}

        public static void main(String[] arguments) throws DeadlineExceeded {
            Loop.run(openShop());
        }

        @Async
        static Coroutine<Void> openShop() throws DeadlineExceeded {
            System.out.println("open");
            try {
                await(sleep(Duration.ofHours(8)));
            } finally {
                await(shield(Duration.ofMinutes(1), countTheCash()));
                System.out.println("closed");
            }
            return done();
        }

        @Async
        private static Coroutine<Void> countTheCash() {
            System.out.println("counting");
            await(sleep(Duration.ofSeconds(Integer.getInteger("coins"))));
            return done();
        }
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

    private static Process openShop(int coins) throws IOException {
        assumeFalse(ChildJvm.ignores(2), "started by something that ignores INT");
        Path target = Path.of("target").toAbsolutePath();
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dcoins=" + coins,
                        "-cp",
                        target.resolve("test-classes") + File.pathSeparator + target.resolve("classes"),
                        Shop.class.getName())
                .redirectErrorStream(true)
                .start();
    }

    private static void interrupt(Process process) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
    }

    @Test
    @EnabledOnOs({LINUX, MAC})
    void theFirstInterruptEndsAProgramInOrder() throws Exception {
        Process shop = openShop(0);
        try (BufferedReader output = shop.inputReader()) {
            assertThat(output.readLine()).isEqualTo("open");
            interrupt(shop);
            assertThat(output.readLine()).isEqualTo("counting");
            assertThat(output.readLine()).isEqualTo("closed");
            assertThat(output.readLine())
                    .endsWith("TaskCancelledException: task `main` was cancelled: the process was interrupted");
            assertThat(shop.waitFor()).isEqualTo(1);
        } finally {
            shop.destroyForcibly();
        }
    }

    @Test
    @EnabledOnOs({LINUX, MAC})
    void theSecondInterruptEndsItAtOnce() throws Exception {
        Process shop = openShop(3600);
        try (BufferedReader output = shop.inputReader()) {
            assertThat(output.readLine()).isEqualTo("open");
            interrupt(shop);
            assertThat(output.readLine()).isEqualTo("counting");
            interrupt(shop);
            assertThat(output.readLine()).isNull();
            assertThat(shop.waitFor()).isEqualTo(130);
        } finally {
            shop.destroyForcibly();
        }
    }
}
