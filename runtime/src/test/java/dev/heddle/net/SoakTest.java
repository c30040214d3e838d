package dev.heddle.net;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.moveOnAfter;
import static dev.heddle.Coroutines.sleep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.heddle.AsyncCloseable.CloseReason;
import dev.heddle.Coroutine;
import dev.heddle.Loop;
import dev.heddle.LoopOptions;
import dev.heddle.TaskScope;
import dev.heddle.annotation.Async;
import dev.heddle.engine.Engine;
import dev.heddle.engine.EngineChoice;
import dev.heddle.engine.Epoll;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Many clients on real sockets that do anything at any time, for a while; in the end nothing is left of them. */
@Timeout(180)
class SoakTest {
    private static final int CLIENTS = 40;
    private static final int FEWEST_CONVERSATIONS = 100;
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    private final AtomicInteger conversations = new AtomicInteger();

    /** Echoes, or breaks off, half-closes or falls silent. */
    @Async
    private Coroutine<Void> serve(TcpStream connection) throws IOException {
        RandomGenerator random = Loop.current().random();
        ByteBuffer buffer = ByteBuffer.allocate(1 + random.nextInt(20_000));
        while (await(connection.read(buffer.clear())) >= 0) {
            switch (random.nextInt(60)) {
                case 0 -> throw new IOException("on purpose");
                case 1 -> await(connection.shutdownOutput());
                case 2 -> await(sleep(Duration.ofMillis(random.nextInt(30))));
                case 3 -> await(connection.closeAsync(CloseReason.COMPLETED));
                default -> await(connection.write(buffer.flip()));
            }
        }
        return done();
    }

    @Async
    private Coroutine<Void> converse(TcpStream stream, RandomGenerator random) throws IOException {
        try (stream;
                TaskScope scope = TaskScope.open()) {
            byte[] question = new byte[1 + random.nextInt(200_000)];
            scope.spawn(ignoringFailure(stream.write(question)));
            switch (random.nextInt(6)) {
                case 0 -> await(stream.readLine(1_000_000));
                case 1 -> await(stream.readExactly(1 + random.nextInt(question.length)));
                case 2 -> await(stream.closeAsync(CloseReason.FAILED));
                case 3 -> scope.cancel();
                case 4 -> await(stream.readAll(1_000_000));
                default -> await(stream.readExactly(ByteBuffer.allocate(question.length)));
            }
        }
        return done();
    }

    @Async
    private static Coroutine<Void> ignoringFailure(Coroutine<Void> operation) {
        try {
            await(operation);
        } catch (Exception expected) {
            return done();
        }
        return done();
    }

    @Async
    private Coroutine<Void> client(TcpListener listener) {
        RandomGenerator random = Loop.current().random();
        while (true) {
            try {
                TcpStream stream = await(TcpStream.connect(listener.localAddress()));
                await(moveOnAfter(Duration.ofMillis(1 + random.nextInt(40)), converse(stream, random)));
            } catch (IOException brokenOff) {
                conversations.incrementAndGet();
            }
            conversations.incrementAndGet();
        }
    }

    @Async
    private Coroutine<Void> soak(Duration duration) throws IOException {
        TcpListener listener = TcpListener.listen(TcpBehaviour.ANY_PORT);
        Server<TcpStream> server = listener.server(ServeOptions.defaults().connections(30), this::serve);
        try (TaskScope scope = TaskScope.open()) {
            scope.spawn("server", server.run());
            try (TaskScope clients = TaskScope.open()) {
                for (int i = 0; i < CLIENTS; i++) {
                    clients.spawn("client " + i, client(listener));
                }
                await(sleep(duration));
                while (conversations.get() <= FEWEST_CONVERSATIONS) { // on a busy machine
                    await(sleep(Duration.ofMillis(10)));
                }
                clients.cancelChildren();
            }
            await(server.shutdown(Duration.ofSeconds(1)));
        }
        assertThat(server.stats().open()).isZero();
        assertThat(Loop.current().tasks()).hasSize(1);
        return done();
    }

    private void soakFor(EngineChoice choice, Duration duration) throws IOException {
        Epoll.openOrSkip(choice).close();
        long before = descriptors();
        Engine engine = choice.open();
        LoopOptions options = LoopOptions.defaults().engine(() -> engine).reporter((sentence, failure) -> {
            assertThat(sentence).startsWith("the handler of").endsWith("failed");
        });
        Loop.run(options, soak(duration));
        assertThat(descriptors()).isEqualTo(before);
    }

    private static long descriptors() throws IOException {
        assumeThat(DESCRIPTORS).exists();
        try (Stream<Path> all = Files.list(DESCRIPTORS)) {
            return all.count();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"NIO", "EPOLL"})
    void nothingIsLeftOfTwoSecondsOfChaos(EngineChoice engine) throws IOException {
        soakFor(engine, Duration.ofSeconds(2));
    }

    @ParameterizedTest
    @EnumSource(names = {"NIO", "EPOLL"})
    @Tag("proof")
    void nothingIsLeftOfAMinuteOfChaosAndTheHeapStaysFlat(EngineChoice engine) throws IOException {
        soakFor(engine, Duration.ofSeconds(5));
        long before = usedHeap();
        soakFor(engine, Duration.ofMinutes(1));
        assertThat(usedHeap() - before).isLessThan(2_000_000);
    }

    static long usedHeap() {
        Runtime runtime = Runtime.getRuntime();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            System.gc();
            least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
        }
        return least;
    }
}
