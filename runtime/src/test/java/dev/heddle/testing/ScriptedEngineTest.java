package dev.heddle.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.engine.EngineListener;
import dev.heddle.engine.EngineSocket;
import dev.heddle.engine.HangException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ScriptedEngineTest {
    private static final InetSocketAddress PORT_80 = new InetSocketAddress(InetAddress.getLoopbackAddress(), 80);

    private final ScriptedEngine engine = new ScriptedEngine();

    @Test
    void pollWithNothingReadyMovesTheClockByExactlyItsTimeout() {
        engine.poll(1);
        engine.poll(Duration.ofDays(365).toNanos());
        assertThat(engine.nanos()).isEqualTo(1 + Duration.ofDays(365).toNanos());
    }

    @Test
    void clockStandsStillWhenAWaiterIsToldOrAWakeUpPends() throws IOException {
        EngineSocket client = connect().client;
        client.awaitWritable(() -> {});
        engine.poll(1_000);
        engine.wakeUp();
        engine.poll(1_000);
        assertThat(engine.nanos()).isZero();
    }

    @Test
    void scriptedEventsHappenInOrderAtTheirTime() {
        List<String> seen = new ArrayList<>();
        engine.schedule(Duration.ofNanos(20), () -> seen.add("second at " + engine.nanos()));
        engine.schedule(Duration.ofNanos(10), () -> seen.add("first at " + engine.nanos()));
        engine.schedule(Duration.ofNanos(20), () -> seen.add("third at " + engine.nanos()));
        engine.poll(15);
        engine.poll(15);
        assertThat(seen).containsExactly("first at 10", "second at 20", "third at 20");
        engine.poll(15);
        assertThat(engine.nanos()).isEqualTo(35);
    }

    @Test
    void unlimitedPollJumpsToTheNextEvent() {
        engine.schedule(Duration.ofHours(1), () -> {});
        engine.poll(Long.MAX_VALUE);
        assertThat(engine.nanos()).isEqualTo(Duration.ofHours(1).toNanos());
    }

    @Test
    void unlimitedPollWithNothingLeftToHappenIsAHangThatNamesTheWaiters() throws IOException {
        EngineListener listener = engine.listen(PORT_80, 0);
        listener.awaitReadable(() -> {});
        assertThatThrownBy(() -> engine.poll(Long.MAX_VALUE))
                .isInstanceOf(HangException.class)
                .hasMessageContaining("hang at PT0S of virtual time")
                .hasMessageContaining("listener at localhost/127.0.0.1:80 is awaited for input");
    }

    @Test
    void patienceWaitsForAWakeUpFromAnotherThread() throws Exception {
        engine.patience(Duration.ofSeconds(20));
        Thread other = new Thread(engine::wakeUp);
        other.start();
        engine.poll(Long.MAX_VALUE);
        other.join();
    }

    @Test
    void connectionScriptGetsBothEndsAndItsFaultsHappen() throws IOException {
        engine.onConnection((client, server) -> {
            client.writeFaults().splitAt(2);
            server.readFaults().splitAt(1).blockAt(2);
        });
        Pair pair = connect();
        ByteBuffer source = ByteBuffer.wrap("abc".getBytes(UTF_8));
        assertThat(pair.client.write(source)).isEqualTo(2);
        assertThat(pair.client.write(source)).isEqualTo(1);
        ByteBuffer target = ByteBuffer.allocate(10);
        assertThat(pair.server.read(target)).isEqualTo(1);
        assertThat(pair.server.read(target)).isEqualTo(1);
        assertThat(pair.server.read(target)).isZero();
        assertThat(pair.server.read(target)).isEqualTo(1);
        assertThat(new String(target.array(), 0, 3, UTF_8)).isEqualTo("abc");
    }

    @Test
    void wouldBlockFaultIsFollowedByReadiness() throws IOException {
        engine.onConnection((client, server) -> client.writeFaults().blockAt(0));
        Pair pair = connect();
        ByteBuffer source = ByteBuffer.wrap(new byte[] {1});
        assertThat(pair.client.write(source)).isZero();
        int[] told = {0};
        pair.client.awaitWritable(() -> told[0]++);
        engine.poll(0);
        assertThat(told[0]).isEqualTo(1);
        assertThat(pair.client.write(source)).isEqualTo(1);
    }

    @Test
    void resetFaultFailsBothEndsAtItsOffset() throws IOException {
        engine.onConnection((client, server) -> client.writeFaults().resetAt(2));
        Pair pair = connect();
        ByteBuffer source = ByteBuffer.wrap(new byte[] {1, 2, 3});
        assertThat(pair.client.write(source)).isEqualTo(2);
        assertThatThrownBy(() -> pair.client.write(source))
                .isInstanceOf(SocketException.class)
                .hasMessage("Broken pipe");
        assertThatThrownBy(() -> pair.server.read(ByteBuffer.allocate(9)))
                .isInstanceOf(SocketException.class)
                .hasMessage("Connection reset");
    }

    @Test
    void writeToAnEndThatIsGoneSucceedsOnceAndIsAnsweredByAReset() throws IOException {
        Pair pair = connect();
        pair.server.close();
        assertThat(pair.client.write(ByteBuffer.wrap(new byte[3]))).isEqualTo(3);
        assertThatThrownBy(() -> pair.client.write(ByteBuffer.wrap(new byte[3])))
                .isInstanceOf(SocketException.class);
    }

    @Test
    void closingWithUnreadBytesResetsTheConnection() throws IOException {
        Pair pair = connect();
        pair.client.write(ByteBuffer.wrap(new byte[3]));
        pair.server.close();
        assertThatThrownBy(() -> pair.client.read(ByteBuffer.allocate(1))).isInstanceOf(SocketException.class);
    }

    @Test
    void smallBuffersMakeWritesShort() throws IOException {
        engine.bufferSize(2);
        Pair pair = connect();
        assertThat(pair.client.write(ByteBuffer.wrap(new byte[3]))).isEqualTo(2);
        assertThat(pair.client.write(ByteBuffer.wrap(new byte[3]))).isZero();
    }

    @Test
    void failingAcceptLeavesTheConnectionWaiting() throws IOException {
        EngineListener listener = engine.listen(PORT_80, 0);
        engine.connect(PORT_80);
        engine.failAccepts(1);
        assertThatThrownBy(listener::accept).isInstanceOf(IOException.class).hasMessage("Too many open files");
        assertThat(listener.accept()).isNotNull();
    }

    @Test
    void connectionResetBeforeItIsAcceptedIsSkipped() throws IOException {
        EngineListener listener = engine.listen(PORT_80, 0);
        EngineSocket client = engine.connect(PORT_80);
        client.resetOnClose();
        client.close();
        assertThat(listener.accept()).isNull();
    }

    @Test
    void connectingTakesOnePoll() throws IOException {
        engine.listen(PORT_80, 0);
        EngineSocket client = engine.connect(PORT_80);
        assertThat(client.finishConnect()).isFalse();
        engine.poll(0);
        assertThat(client.finishConnect()).isTrue();
    }

    private record Pair(EngineSocket client, EngineSocket server) {}

    private Pair connect() throws IOException {
        EngineListener listener = engine.listen(PORT_80, 0);
        EngineSocket client = engine.connect(PORT_80);
        engine.poll(0);
        client.finishConnect();
        return new Pair(client, Objects.requireNonNull(listener.accept()));
    }
}
