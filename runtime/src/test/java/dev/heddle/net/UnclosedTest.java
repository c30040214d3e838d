package dev.heddle.net;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.sleep;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.Coroutine;
import dev.heddle.Loop;
import dev.heddle.LoopOptions;
import dev.heddle.Trouble;
import dev.heddle.annotation.Async;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Connections and listeners that nobody closes are reported, and closed. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class UnclosedTest {
    private static final InetSocketAddress ANY_PORT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private final List<Trouble> troubles = new ArrayList<>();
    private final LoopOptions options = LoopOptions.defaults().exceptionHandler(troubles::add);

    @Async
    private static Coroutine<Void> leavesAListenerOpen() throws IOException {
        TcpListener.listen(ANY_PORT);
        return done();
    }

    @Test
    void whatIsOpenWhenTheLoopEndsIsReported() throws IOException {
        Loop.run(options.debugging(), leavesAListenerOpen());

        assertThat(troubles).singleElement().satisfies(trouble -> {
            assertThat(trouble.kind()).isEqualTo(Trouble.Kind.NEVER_CLOSED);
            assertThat(trouble.sentence())
                    .startsWith("a listener (")
                    .contains(", opened at ")
                    .endsWith("was not closed before the end of loop `loop`");
            assertThat(trouble.failure().getStackTrace())
                    .extracting(StackTraceElement::getMethodName)
                    .contains("leavesAListenerOpen");
        });
    }

    @Async
    private static Coroutine<Void> leavesASocketForDatagramsOpen() throws IOException {
        UdpSocket.bind(ANY_PORT);
        return done();
    }

    @Test
    void aSocketForDatagramsIsReportedToo() throws IOException {
        Loop.run(options, leavesASocketForDatagramsOpen());

        assertThat(troubles)
                .singleElement()
                .satisfies(trouble -> assertThat(trouble.sentence()).startsWith("a socket for datagrams ("));
    }

    @Async
    private Coroutine<Void> dropsAConnection() throws IOException {
        try (TcpListener listener = TcpListener.listen(ANY_PORT)) {
            connectAndForget(await(TcpStream.connect(listener.localAddress())));
            try (TcpStream accepted = await(listener.accept())) {
                while (troubles.isEmpty()) {
                    System.gc();
                    await(sleep(Duration.ofMillis(10)));
                }
                assertThat(await(accepted.readLine())).isNull();
            }
        }
        return done();
    }

    private static void connectAndForget(@Nullable TcpStream forgotten) {
        assertThat(forgotten).isNotNull();
    }

    @Test
    void aConnectionThatIsGarbageIsReportedAndClosed() throws IOException {
        Loop.run(options, dropsAConnection());

        assertThat(troubles)
                .singleElement()
                .satisfies(trouble -> assertThat(trouble.sentence())
                        .startsWith("a connection (")
                        .endsWith("was dropped without having been closed"));
    }

    @Async
    private static Coroutine<Void> closesAll() throws IOException {
        try (TcpListener listener = TcpListener.listen(ANY_PORT);
                TcpStream client = await(TcpStream.connect(listener.localAddress()));
                TcpStream accepted = await(listener.accept());
                UdpSocket packets = UdpSocket.bind(ANY_PORT)) {
            assertThat(packets.remoteAddress()).isNull();
            await(client.write("hello\n"));
            assertThat(await(accepted.readLine())).isEqualTo("hello");
        }
        return done();
    }

    @Test
    void whatIsClosedIsNotReported() throws IOException {
        Loop.run(options, closesAll());

        assertThat(troubles).isEmpty();
    }
}
