package dev.heddle.net;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.Coroutine;
import dev.heddle.annotation.Async;
import dev.heddle.engine.EngineChoice;
import dev.heddle.engine.Epoll;
import java.io.IOException;
import java.net.SocketException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Real connections that stop or break at each byte. */
@Timeout(120)
class FaultProxyTest {
    private static final String TEXT = "hello\r\n5:wörldrest;of it";
    private static final int LENGTH = TEXT.getBytes(UTF_8).length;

    private @Nullable LoopThread opened;

    private LoopThread open(EngineChoice engine) throws Exception {
        LoopThread loop = new LoopThread(Epoll.openOrSkip(engine));
        opened = loop;
        return loop;
    }

    @AfterEach
    void close() throws Exception {
        if (opened != null) {
            opened.close();
        }
    }

    private static TcpListener listen(LoopThread loop) throws Exception {
        return loop.call(() -> TcpListener.listen(TcpBehaviour.ANY_PORT));
    }

    /** Reads the text by a method of each kind. */
    @Async
    private static Coroutine<String> readAllParts(TcpStream stream) throws IOException {
        String line = await(stream.readLine());
        byte[] size = await(stream.readUntil(new byte[] {':'}, 10));
        byte[] word = await(stream.readExactly(Integer.parseInt(new String(Objects.requireNonNull(size), UTF_8)) + 1));
        byte[] until = await(stream.readUntil(new byte[] {';'}, 10));
        byte[] rest = await(stream.readAll(100));
        return done(line + "|" + new String(word, UTF_8) + "|" + new String(Objects.requireNonNull(until), UTF_8) + "|"
                + new String(rest, UTF_8));
    }

    @ParameterizedTest
    @EnumSource(names = {"NIO", "EPOLL"})
    void aPauseAtAnyByteChangesNothing(EngineChoice engine) throws Exception {
        LoopThread loop = open(engine);
        TcpListener listener = listen(loop);
        for (int offset = 0; offset <= LENGTH; offset++) {
            try (FaultProxy proxy = new FaultProxy(listener.localAddress(), FaultProxy.Fault.HOLD, offset)) {
                TcpStream client = loop.await(TcpStream.connect(proxy.address()));
                var write = loop.start(client.write(TEXT));
                TcpStream server = loop.await(listener.accept());
                var read = loop.start(readAllParts(server));
                proxy.awaitHold();
                loop.settle();
                assertThat(read.isDone()).isFalse();
                proxy.goOn();
                write.join();
                loop.await(client.shutdownOutput());
                assertThat(read.join()).isEqualTo("hello|wörld|rest|of it");
            }
        }
    }

    @Async
    private static Coroutine<String> readOrBreak(TcpStream stream) throws IOException {
        try {
            return done(await(readAllParts(stream)));
        } catch (SocketException reset) {
            return done("reset");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"NIO", "EPOLL"})
    void aResetAtAnyByteIsAnErrorForBothSides(EngineChoice engine) throws Exception {
        LoopThread loop = open(engine);
        TcpListener listener = listen(loop);
        for (int offset = 1; offset <= LENGTH; offset++) {
            try (FaultProxy proxy = new FaultProxy(listener.localAddress(), FaultProxy.Fault.RESET, offset)) {
                TcpStream client = loop.await(TcpStream.connect(proxy.address()));
                var answer = loop.start(readOrBreak(client));
                var write = loop.start(client.write(TEXT));
                TcpStream server = loop.await(listener.accept());
                assertThat(loop.await(readOrBreak(server))).isEqualTo("reset");
                assertThat(answer.join()).isEqualTo("reset");
                write.cancel();
            }
        }
    }
}
