package dev.heddle.net;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.AsyncCloseable.CloseReason;
import dev.heddle.Coroutine;
import dev.heddle.Loop;
import dev.heddle.annotation.Async;
import dev.heddle.engine.Engine;
import dev.heddle.io.LineTooLongException;
import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What streams and listeners do, on whatever engine; each engine runs these tests. */
@Timeout(60)
abstract class TcpBehaviour {
    static final InetSocketAddress ANY_PORT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    LoopThread loop;
    TcpListener listener;

    abstract Engine newEngine() throws IOException;

    @BeforeEach
    void open() throws Exception {
        loop = new LoopThread(newEngine());
        listener = loop.call(() -> TcpListener.listen(ANY_PORT));
    }

    @AfterEach
    void close() throws Exception {
        loop.close();
    }

    // --- reading

    @Test
    void readTakesWhatIsThere() throws Exception {
        Pair pair = connect();
        loop.await(pair.client.write("hello"));
        byte[] target = new byte[10];
        assertThat(loop.await(pair.server.read(target, 2, 8))).isEqualTo(5);
        assertThat(new String(target, 2, 5, UTF_8)).isEqualTo("hello");
    }

    @Test
    void readWaitsForBytes() throws Exception {
        Pair pair = connect();
        var read = loop.start(pair.server.read(ByteBuffer.allocate(10)));
        assertThat(read.isDone()).isFalse();
        loop.await(pair.client.write("x"));
        assertThat(read.join()).isEqualTo(1);
    }

    @Test
    void readWithoutSpaceReturnsZeroAtOnce() throws Exception {
        Pair pair = connect();
        assertThat(loop.await(pair.server.read(ByteBuffer.allocate(0)))).isZero();
    }

    @Test
    void readAtTheEndReturnsMinusOneAgainAndAgain() throws Exception {
        Pair pair = connect();
        loop.await(pair.client.closeAsync(CloseReason.COMPLETED));
        assertThat(loop.await(pair.server.read(ByteBuffer.allocate(1)))).isEqualTo(-1);
        assertThat(loop.await(pair.server.read(ByteBuffer.allocate(1)))).isEqualTo(-1);
    }

    @Test
    void cancelledReadConsumesNothing() throws Exception {
        Pair pair = connect();
        ByteBuffer unused = ByteBuffer.allocate(10);
        loop.start(pair.server.read(unused)).cancel();
        loop.await(pair.client.write("abc"));
        ByteBuffer target = ByteBuffer.allocate(10);
        assertThat(loop.await(pair.server.read(target))).isEqualTo(3);
        assertThat(unused.position()).isZero();
    }

    @Test
    void secondReaderIsRefusedByTheNameOfTheFirst() throws Exception {
        Pair pair = connect();
        var first = loop.start("first", pair.server.readLine());
        assertThatThrownBy(() -> loop.await(pair.server.readLine()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("task `first` waits to read on ")
                .hasMessageContaining("already: only one task at a time can");
        loop.await(pair.client.write("still there\n"));
        assertThat(first.join()).isEqualTo("still there");
    }

    @Test
    void readableWaitsForBytesAndTakesNone() throws Exception {
        Pair pair = connect();
        var readable = loop.start(pair.server.readable());
        assertThat(readable.isDone()).isFalse();
        loop.await(pair.client.write("abc"));
        readable.join();
        loop.await(pair.server.readable());
        assertThat(readExactly(pair.server, 3)).isEqualTo("abc".getBytes(UTF_8));
        assertThat(loop.start(pair.server.readable()).isDone()).isFalse();
    }

    @Test
    void readableKnowsWhatWasReadAhead() throws Exception {
        Pair pair = connect();
        loop.await(pair.client.write("line\nrest"));
        assertThat(loop.await(pair.server.readLine())).isEqualTo("line");
        assertThat(loop.<Boolean>await(endsAtOnce(pair.server.readable()))).isTrue();
        assertThat(readExactly(pair.server, 4)).isEqualTo("rest".getBytes(UTF_8));
    }

    @Test
    void theEndOfAStreamIsReadable() throws Exception {
        Pair pair = connect();
        loop.await(pair.client.closeAsync(CloseReason.COMPLETED));
        loop.await(pair.server.readable());
        loop.await(pair.server.readable());
        assertThat(loop.await(pair.server.read(ByteBuffer.allocate(1)))).isEqualTo(-1);
    }

    @Test
    void aResetConnectionIsReadable() throws Exception {
        Pair pair = connect();
        var readable = loop.start(pair.server.readable());
        loop.await(pair.client.closeAsync(CloseReason.FAILED));
        readable.join();
        assertThatThrownBy(() -> loop.await(pair.server.read(ByteBuffer.allocate(1))))
                .isInstanceOf(IOException.class);
    }

    /** As every read between two waits does; by the count of polls, since a wait in between would need one. */
    @Test
    void aReadBehindReadableIsMadeAtOnce() throws Exception {
        Pair pair = connect();
        loop.await(pair.client.write("first"));
        assertThat(loop.await(pair.server.read(ByteBuffer.allocate(64)))).isEqualTo(5);
        var read = loop.start(readableThenRead(pair.server));
        loop.await(pair.client.write("second"));
        assertThat(read.join()).isTrue();
    }

    @Test
    void whoWaitsForInputIsTheOneTaskThatReads() throws Exception {
        Pair pair = connect();
        var first = loop.start("first", pair.server.readable());
        assertThatThrownBy(() -> loop.await(pair.server.read(ByteBuffer.allocate(1))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("task `first` waits to read on ");
        first.cancel();
        var second = loop.start(pair.server.readable());
        loop.await(pair.server.closeAsync(CloseReason.COMPLETED));
        assertThatThrownBy(second::join).isInstanceOf(AsynchronousCloseException.class);
    }

    @Test
    void oneTaskReadsWhileAnotherWrites() throws Exception {
        Pair pair = connect();
        var read = loop.start(pair.server.readLine());
        loop.await(pair.server.write("down\n"));
        assertThat(loop.await(pair.client.readLine())).isEqualTo("down");
        loop.await(pair.client.write("up\n"));
        assertThat(read.join()).isEqualTo("up");
    }

    // --- lines

    @Test
    void linesEndWithLineFeedWithOrWithoutCarriageReturn() throws Exception {
        Pair pair = connect();
        loop.await(pair.client.write("one\ntwo\r\n\n\r\nthr\ree\nlast"));
        loop.await(pair.client.closeAsync(CloseReason.COMPLETED));
        for (String expected : Arrays.asList("one", "two", "", "", "thr\ree", "last", null, null)) {
            assertThat(loop.await(pair.server.readLine())).isEqualTo(expected);
        }
    }

    @Test
    void linesAreUtf8WhereverTheyAreCut() throws Exception {
        Pair pair = connect();
        byte[] line = "grüß dich, 世界 🧵\n".getBytes(UTF_8);
        var read = loop.start(pair.server.readLine());
        for (byte each : line) {
            loop.await(pair.client.write(new byte[] {each}));
            loop.settle();
        }
        assertThat(read.join()).isEqualTo("grüß dich, 世界 🧵");
    }

    @Test
    void lineAsLongAsTheLimitIsRead() throws Exception {
        Pair pair = connect();
        loop.await(pair.client.write("12345\r\n12345\n"));
        assertThat(loop.await(pair.server.readLine(5))).isEqualTo("12345");
        assertThat(loop.await(pair.server.readLine(5))).isEqualTo("12345");
    }

    @Test
    void lineLongerThanTheLimitIsRefusedAndNotConsumed() throws Exception {
        Pair pair = connect();
        loop.await(pair.client.write("123456\nrest\n"));
        assertThatThrownBy(() -> loop.await(pair.server.readLine(5)))
                .isInstanceOf(LineTooLongException.class)
                .hasMessage("no line end within 5 bytes");
        assertThat(loop.await(pair.server.readLine(6))).isEqualTo("123456");
        assertThat(loop.await(pair.server.readLine())).isEqualTo("rest");
    }

    @Test
    void endlessLineIsRefusedBeforeItsEndComes() throws Exception {
        Pair pair = connect();
        var read = loop.start(pair.server.readLine(10_000));
        var write = loop.start(pair.client.write(new byte[100_000]));
        assertThatThrownBy(read::join).isInstanceOf(LineTooLongException.class);
        write.cancel();
    }

    @Test
    void linesLongerThanTheFirstBufferAreRead() throws Exception {
        Pair pair = connect();
        String line = "x".repeat(50_000);
        var write = loop.start(pair.client.write(line + "\n" + line + "\n"));
        assertThat(loop.await(pair.server.readLine())).isEqualTo(line);
        assertThat(loop.await(pair.server.readLine())).isEqualTo(line);
        write.join();
    }

    @Test
    void cancelledReadOfALineConsumesNothing() throws Exception {
        Pair pair = connect();
        loop.await(pair.client.write("half"));
        loop.start(pair.server.readLine()).cancel();
        loop.await(pair.client.write(" and half\n"));
        assertThat(loop.await(pair.server.readLine())).isEqualTo("half and half");
    }

    @Test
    void readAfterReadLineBeginsAfterTheLine() throws Exception {
        Pair pair = connect();
        loop.await(pair.client.write("head\nbody"));
        assertThat(loop.await(pair.server.readLine())).isEqualTo("head");
        assertThat(readExactly(pair.server, 4)).isEqualTo("body".getBytes(UTF_8));
    }

    // --- parts of known size, or up to a delimiter

    @Test
    void readExactlyWaitsForAllBytesAndLeavesTheRest() throws Exception {
        Pair pair = connect();
        loop.await(pair.client.write("head"));
        var read = loop.start(pair.server.readExactly(6));
        assertThat(read.isDone()).isFalse();
        loop.await(pair.client.write("erbody"));
        assertThat(read.join()).isEqualTo("header".getBytes(UTF_8));
        ByteBuffer rest = ByteBuffer.allocate(4);
        loop.await(pair.server.readExactly(rest));
        assertThat(rest.array()).isEqualTo("body".getBytes(UTF_8));
    }

    @Test
    void readUntilADelimiterWaitsForIt() throws Exception {
        Pair pair = connect();
        loop.await(pair.client.write("GET /\r\n\r"));
        var read = loop.start(pair.server.readUntil("\r\n\r\n".getBytes(UTF_8), 100));
        assertThat(read.isDone()).isFalse();
        loop.await(pair.client.write("\nbody"));
        assertThat(read.join()).isEqualTo("GET /".getBytes(UTF_8));
        assertThat(loop.await(pair.server.readExactly(4))).isEqualTo("body".getBytes(UTF_8));
    }

    @Test
    void whatOneConnectionBringsIsTransferredToAnotherToItsEnd() throws Exception {
        Pair from = connect();
        Pair to = connect();
        byte[] sent = new byte[3_000_000];
        new Random(2).nextBytes(sent);
        var transfer = loop.start(from.server.transferTo(to.client));
        var read = loop.start(to.server.readAll(sent.length));
        loop.await(from.client.write(sent));
        loop.await(from.client.closeAsync(CloseReason.COMPLETED));
        assertThat(transfer.join()).isEqualTo(sent.length);
        loop.await(to.client.closeAsync(CloseReason.COMPLETED));
        assertThat(read.join()).isEqualTo(sent);
    }

    // --- writing

    @Test
    void severalBuffersAreWrittenInOrder() throws Exception {
        Pair pair = connect();
        byte[] sent = new byte[4_000_000];
        new Random(3).nextBytes(sent);
        List<ByteBuffer> parts = new ArrayList<>();
        for (int from = 0, size = 0; from < sent.length; from += size, size = 3 * size + 1) {
            parts.add(ByteBuffer.wrap(sent, from, Math.min(size, sent.length - from)));
        }
        var write = loop.start(pair.client.write(parts.toArray(ByteBuffer[]::new)));
        assertThat(loop.await(pair.server.readExactly(sent.length))).isEqualTo(sent);
        write.join();
        assertThat(parts).noneMatch(ByteBuffer::hasRemaining);
    }

    @Test
    void aPartOfAFileIsWritten(@TempDir Path folder) throws Exception {
        Pair pair = connect();
        byte[] content = new byte[5_000_000];
        new Random(4).nextBytes(content);
        Path file = Files.write(folder.resolve("file"), content);
        try (FileChannel source = FileChannel.open(file)) {
            var write = loop.start(pair.client.write(source, 100, 4_999_900));
            assertThat(loop.await(pair.server.readExactly(4_999_900)))
                    .isEqualTo(Arrays.copyOfRange(content, 100, content.length));
            assertThat(write.join()).isEqualTo(4_999_900);
            assertThat(loop.await(pair.client.write(source, 0, 0))).isZero();
            assertThatThrownBy(() -> loop.await(pair.client.write(source, 4_999_990, 20)))
                    .isInstanceOf(EOFException.class)
                    .hasMessage("the file ended after 10 of 20 bytes");
        }
    }

    @Test
    void aCancelledWriteOfAFileEndsWithWhatWasSent(@TempDir Path folder) throws Exception {
        Pair pair = connect();
        Path file = folder.resolve("large");
        try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
            large.setLength(64 * 1024 * 1024);
            var write = loop.start(pair.client.write(large.getChannel(), 0, large.length()));
            write.cancel();
            long sent = write.join();
            assertThat(sent).isBetween(1L, large.length() - 1);
            loop.await(pair.client.closeAsync(CloseReason.COMPLETED));
            assertThat(readToEnd(pair.server)).isEqualTo((int) sent);
        }
    }

    @Test
    void anOperationThatWasAwaitedIsRefusedThoughItsStreamWillUseItAgain() throws Exception {
        Pair pair = connect();
        loop.await(pair.client.write("abc"));
        var read = pair.server.read(ByteBuffer.allocate(1));
        loop.await(read);
        assertThatThrownBy(() -> loop.await(read)).isInstanceOf(IllegalStateException.class);
        assertThat(loop.await(pair.server.read(ByteBuffer.allocate(2)))).isEqualTo(2);
    }

    @Test
    void writeEndsOnlyWhenTheSystemHasTakenAllBytes() throws Exception {
        Pair pair = connect();
        byte[] sent = new byte[32 * 1024 * 1024];
        new Random(1).nextBytes(sent);
        var write = loop.start(pair.client.write(sent));
        loop.settle();
        assertThat(write.isDone()).isFalse();
        assertThat(readExactly(pair.server, sent.length)).isEqualTo(sent);
        write.join();
    }

    @Test
    void cancelledWriteTellsByThePositionHowFarItHasCome() throws Exception {
        Pair pair = connect();
        ByteBuffer source = ByteBuffer.allocate(32 * 1024 * 1024);
        loop.start(pair.client.write(source)).cancel();
        assertThat(source.position()).isPositive();
        assertThat(source.hasRemaining()).isTrue();
        loop.await(pair.client.closeAsync(CloseReason.COMPLETED));
        assertThat(readToEnd(pair.server)).isEqualTo(source.position());
    }

    @Test
    void writeOfNothingEndsAtOnce() throws Exception {
        Pair pair = connect();
        loop.await(pair.client.write(""));
    }

    @Test
    void secondWriterIsRefused() throws Exception {
        Pair pair = connect();
        var first = loop.start(pair.client.write(new byte[32 * 1024 * 1024]));
        assertThatThrownBy(() -> loop.await(pair.client.write("x"))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> loop.await(pair.client.shutdownOutput())).isInstanceOf(IllegalStateException.class);
        first.cancel();
    }

    // --- ends

    @Test
    void eitherSideEndsItsOutputWhileTheOtherGoesOn() throws Exception {
        Pair pair = connect();
        loop.await(pair.client.write("question"));
        shutdownOutput(pair.client);
        assertThat(loop.await(pair.server.readLine())).isEqualTo("question");
        assertThat(loop.await(pair.server.readLine())).isNull();
        loop.await(pair.server.write("answer"));
        shutdownOutput(pair.server);
        assertThat(loop.await(pair.client.readLine())).isEqualTo("answer");
        assertThat(loop.await(pair.client.readLine())).isNull();
        assertThatThrownBy(() -> loop.await(pair.client.write("more"))).isInstanceOf(ClosedChannelException.class);
    }

    @Test
    void closingAfterAFailureResetsThePeersWaitingRead() throws Exception {
        Pair pair = connect();
        var read = loop.start(pair.server.readLine());
        loop.await(pair.client.closeAsync(CloseReason.FAILED));
        assertThatThrownBy(read::join).isInstanceOf(IOException.class);
    }

    @Test
    void closingAfterAFailureResetsThePeersWaitingWrite() throws Exception {
        Pair pair = connect();
        var write = loop.start(pair.server.write(new byte[32 * 1024 * 1024]));
        loop.await(pair.client.closeAsync(CloseReason.FAILED));
        assertThatThrownBy(write::join).isInstanceOf(IOException.class);
    }

    @Test
    void closeEndsTheOperationsThatWait() throws Exception {
        Pair pair = connect();
        var read = loop.start(pair.server.readLine());
        var write = loop.start(pair.server.write(new byte[32 * 1024 * 1024]));
        loop.await(pair.server.closeAsync(CloseReason.COMPLETED));
        assertThatThrownBy(read::join).isInstanceOf(AsynchronousCloseException.class);
        assertThatThrownBy(write::join).isInstanceOf(AsynchronousCloseException.class);
    }

    @Test
    void closedStreamRefusesReadsAndWritesAndAnotherCloseDoesNothing() throws Exception {
        Pair pair = connect();
        loop.await(pair.server.closeAsync(CloseReason.COMPLETED));
        loop.await(pair.server.closeAsync(CloseReason.FAILED));
        assertThat(pair.server.isOpen()).isFalse();
        assertThatThrownBy(() -> loop.await(pair.server.readLine())).isInstanceOf(ClosedChannelException.class);
        assertThatThrownBy(() -> loop.await(pair.server.write("x"))).isInstanceOf(ClosedChannelException.class);
        assertThat(pair.server.remoteAddress()).isEqualTo(loop.call(pair.client::localAddress));
    }

    // --- listening and connecting

    @Test
    void acceptWaitsForAConnection() throws Exception {
        var accept = loop.start(listener.accept());
        assertThat(accept.isDone()).isFalse();
        TcpStream client = loop.await(TcpStream.connect(listener.localAddress()));
        assertThat(accept.join().remoteAddress()).isEqualTo(loop.call(client::localAddress));
    }

    @Test
    void cancelledAcceptTakesNoConnection() throws Exception {
        loop.start(listener.accept()).cancel();
        TcpStream client = loop.await(TcpStream.connect(listener.localAddress()));
        assertThat(loop.await(listener.accept()).remoteAddress()).isEqualTo(loop.call(client::localAddress));
    }

    @Test
    void closingTheListenerEndsTheWaitingAccept() throws Exception {
        var accept = loop.start(listener.accept());
        loop.await(listener.closeAsync(CloseReason.COMPLETED));
        assertThatThrownBy(accept::join).isInstanceOf(AsynchronousCloseException.class);
        assertThatThrownBy(() -> loop.await(listener.accept())).isInstanceOf(ClosedChannelException.class);
    }

    @Test
    void addressInUseIsRefused() {
        assertThatThrownBy(() -> loop.call(() -> TcpListener.listen(listener.localAddress())))
                .isInstanceOf(BindException.class);
    }

    @Test
    void connectingToNobodyFails() throws Exception {
        loop.await(listener.closeAsync(CloseReason.COMPLETED));
        loop.settle();
        assertThatThrownBy(() -> loop.await(TcpStream.connect(listener.localAddress())))
                .isInstanceOf(ConnectException.class);
    }

    @Test
    void unresolvedAddressIsRefused() {
        assertThatThrownBy(
                        () -> loop.await(TcpStream.connect(InetSocketAddress.createUnresolved("nowhere.invalid", 1))))
                .isInstanceOf(UnknownHostException.class);
    }

    @Test
    void freshConnectionsGetNoEventOfThoseClosedBefore() throws Exception {
        for (int round = 0; round < 100; round++) {
            Pair old = connect();
            var pending = loop.start(old.server.readLine());
            loop.await(old.server.closeAsync(CloseReason.COMPLETED));
            Pair fresh = connect();
            var read = loop.start(fresh.server.readLine());
            loop.await(old.client.closeAsync(CloseReason.COMPLETED));
            assertThat(read.isDone()).isFalse();
            loop.await(fresh.client.write("fresh\n"));
            assertThat(read.join()).isEqualTo("fresh");
            assertThatThrownBy(pending::join).isInstanceOf(AsynchronousCloseException.class);
            loop.await(fresh.client.closeAsync(CloseReason.COMPLETED));
            loop.await(fresh.server.closeAsync(CloseReason.COMPLETED));
        }
    }

    @Test
    void taskWhoseStreamIsAlwaysReadyLetsOthersRun() throws Exception {
        Pair pair = connect();
        loop.await(pair.client.write(new byte[10_000]));
        loop.await(pair.client.closeAsync(CloseReason.COMPLETED));
        Ticker ticker = new Ticker();
        var reader = loop.call(() -> {
            Loop.current().post(ticker);
            return loop.spawn("reader", readSingly(pair.server));
        });
        assertThat(loop.await(reader.toCoroutine())).isEqualTo(10_000);
        assertThat(loop.call(ticker::stop)).isGreaterThan(100);
    }

    // --- what the tests are written with

    /** Counts ticks. Confined to the loop thread. */
    private static final class Ticker implements Runnable {
        private int ticks;
        private boolean stopped;

        @Override
        public void run() {
            if (!stopped) {
                ticks++;
                Loop.current().post(this);
            }
        }

        int stop() {
            stopped = true;
            return ticks;
        }
    }

    /** Whether a coroutine ends without suspending. */
    @Async
    private static Coroutine<Boolean> endsAtOnce(Coroutine<?> coroutine) {
        long ticks = Loop.current().metrics().ticks();
        await(coroutine);
        return done(Loop.current().metrics().ticks() == ticks);
    }

    /** Whether a read that follows the wait for input needs no wait of its own. */
    @Async
    private static Coroutine<Boolean> readableThenRead(TcpStream stream) throws IOException {
        await(stream.readable());
        return endsAtOnce(stream.read(ByteBuffer.allocate(64)));
    }

    @Async
    private static Coroutine<Integer> readSingly(TcpStream stream) throws IOException {
        ByteBuffer one = ByteBuffer.allocate(1);
        int total = 0;
        while (await(stream.read(one.clear())) == 1) {
            total++;
        }
        return done(total);
    }

    /** Writes back what it reads, until the end of the stream. */
    @Async
    static Coroutine<Void> echo(TcpStream stream) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(512);
        while (await(stream.read(buffer.clear())) >= 0) {
            await(stream.write(buffer.flip()));
        }
        return done();
    }

    record Pair(TcpStream client, TcpStream server) {}

    final Pair connect() throws Exception {
        TcpStream client = loop.await(TcpStream.connect(listener.localAddress()));
        return new Pair(client, loop.await(listener.accept()));
    }

    final void shutdownOutput(TcpStream stream) throws Exception {
        loop.await(stream.shutdownOutput());
    }

    final byte[] readExactly(TcpStream stream, int count) throws Exception {
        ByteBuffer target = ByteBuffer.allocate(count);
        while (target.hasRemaining()) {
            assertThat(loop.await(stream.read(target))).isPositive();
        }
        return target.array();
    }

    private int readToEnd(TcpStream stream) throws Exception {
        ByteBuffer target = ByteBuffer.allocate(64 * 1024);
        int total = 0;
        for (int count = 0; count >= 0; count = loop.await(stream.read(target.clear()))) {
            total += count;
        }
        return total;
    }
}
