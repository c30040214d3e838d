package dev.heddle.net;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.Coroutine;
import dev.heddle.Loop;
import dev.heddle.LoopOptions;
import dev.heddle.TaskScope;
import dev.heddle.annotation.Async;
import dev.heddle.engine.EngineChoice;
import dev.heddle.engine.Epoll;
import dev.heddle.scheduling.Allocation;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a message costs in objects, both ends and the loop together. */
@Timeout(120)
class EchoAllocationTest {
    private static final int ROUNDS = 10_000;

    /** What measuring itself may cost, and far less than one object a round. */
    private static final long NOISE = ROUNDS;

    @Async
    private static Coroutine<Void> echo(TcpStream connection) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocateDirect(8 * 1024);
        await(connection.readable());
        while (await(connection.read(buffer.clear())) >= 0) {
            await(connection.write(buffer.flip()));
            await(connection.readable());
        }
        return done();
    }

    @Async
    private static Coroutine<Long> bytesPerRun(int size) throws IOException, ReflectiveOperationException {
        long fewest = Long.MAX_VALUE;
        try (TcpListener listener = TcpListener.listen(TcpBehaviour.ANY_PORT);
                TaskScope scope = TaskScope.open()) {
            scope.spawnDaemon("server", listener.serve(EchoAllocationTest::echo));
            try (TcpStream client = await(TcpStream.connect(listener.localAddress()))) {
                // until classes are loaded and linked, and the compiler has done what it does
                for (int attempt = 0; attempt < 40 && fewest >= NOISE; attempt++) {
                    long before = Allocation.bytes();
                    await(ask(client, size));
                    fewest = Math.min(fewest, Allocation.bytes() - before);
                }
            }
        }
        return done(fewest);
    }

    @Async
    private static Coroutine<Void> ask(TcpStream client, int size) throws IOException {
        ByteBuffer question = ByteBuffer.allocateDirect(size);
        ByteBuffer answer = ByteBuffer.allocateDirect(size);
        for (int i = 0; i < ROUNDS; i++) {
            await(client.write(question.clear()));
            answer.clear();
            while (answer.hasRemaining()) {
                await(client.read(answer));
            }
        }
        return done();
    }

    private static long bytes(EngineChoice engine, int size) throws IOException, ReflectiveOperationException {
        return Loop.run(LoopOptions.defaults().engine(engine), bytesPerRun(size));
    }

    @ParameterizedTest
    @EnumSource(names = {"NIO", "EPOLL"})
    void echoesOnRealSocketsAllocateNothing(EngineChoice engine) throws IOException, ReflectiveOperationException {
        if (engine == EngineChoice.EPOLL) {
            Epoll.assumeAvailable();
        }
        assertThat(bytes(engine, 64)).isLessThan(NOISE);
        assertThat(bytes(engine, 4096)).isLessThan(NOISE);
    }
}
