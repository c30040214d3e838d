package dev.heddle.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class NioEngineTest extends SocketEngineConformance {
    @Override
    Engine newEngine() throws IOException {
        return NioEngine.open();
    }

    @Test
    void cannotWatchProcesses() {
        assertThatThrownBy(() -> engine.watchProcess(1))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessage("the engine nio cannot watch processes");
    }

    @Test
    void timeoutsAreRoundedUpToWholeMilliseconds() {
        assertThat(NioEngine.selectTimeoutMillis(1)).isEqualTo(1);
        assertThat(NioEngine.selectTimeoutMillis(999_999)).isEqualTo(1);
        assertThat(NioEngine.selectTimeoutMillis(1_000_000)).isEqualTo(1);
        assertThat(NioEngine.selectTimeoutMillis(1_000_001)).isEqualTo(2);
        assertThat(NioEngine.selectTimeoutMillis(Long.MAX_VALUE - 1)).isEqualTo(9_223_372_036_855L);
    }

    @Test
    void noLimitIsTheSelectorsZero() {
        assertThat(NioEngine.selectTimeoutMillis(Long.MAX_VALUE)).isZero();
    }

    @Test
    void noMoreBuffersAreLookedAtThanGoByOneCall() {
        ByteBuffer[] small = new ByteBuffer[100_000];
        Arrays.setAll(small, i -> ByteBuffer.allocate(1));
        assertThat(NioSocket.atOnce(small, 0)).isEqualTo(1024);
        assertThat(NioSocket.atOnce(small, 99_900)).isEqualTo(100);
        ByteBuffer[] large = {
            ByteBuffer.allocate(100_000),
            ByteBuffer.allocate(0),
            ByteBuffer.allocate(100_000),
            ByteBuffer.allocate(200_000)
        };
        assertThat(NioSocket.atOnce(large, 0)).isEqualTo(2);
        assertThat(NioSocket.atOnce(large, 2)).isEqualTo(1);
        assertThat(NioSocket.atOnce(large, 3)).isZero();
    }

    @Test
    void interruptIsAWakeUpAndDoesNotMakeTheLoopSpin() throws Exception {
        try (NioEngine engine = NioEngine.open()) {
            Thread.currentThread().interrupt();
            engine.poll(Long.MAX_VALUE);
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
        }
    }

    @Test
    void interestToReadIsKeptWhileReadsAndWaitsTakeTurns() throws Exception {
        try (NioEngine engine = NioEngine.open();
                EngineListener listener =
                        engine.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0)) {
            EngineSocket client = engine.connect(listener.localAddress());
            Told accepted = new Told();
            listener.awaitReadable(accepted);
            while (!accepted.once() || !client.finishConnect()) {
                engine.poll(1_000_000);
            }
            EngineSocket server = Objects.requireNonNull(listener.accept());
            assertThat(interest(server)).isZero();
            for (int round = 0; round < 3; round++) {
                Told told = new Told();
                server.awaitReadable(told);
                client.write(ByteBuffer.allocate(1));
                while (!told.once()) {
                    engine.poll(Long.MAX_VALUE);
                }
                assertThat(server.read(ByteBuffer.allocate(9))).isEqualTo(1);
                assertThat(interest(server)).isEqualTo(SelectionKey.OP_READ);
            }
            client.write(ByteBuffer.allocate(1));
            engine.poll(Long.MAX_VALUE);
            assertThat(interest(server))
                    .as("interest after an event that nobody awaited")
                    .isZero();
        }
    }

    private static int interest(EngineSocket socket) {
        return ((NioChannel) socket).interest();
    }
}
