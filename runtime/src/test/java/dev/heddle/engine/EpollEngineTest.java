package dev.heddle.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.scheduling.Allocation;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EpollEngineTest extends SocketEngineConformance {
    private static final int ENOMEM = 12;

    private final ObservedCalls observed = new ObservedCalls();

    @BeforeAll
    static void needEpoll() {
        Epoll.assumeAvailable();
    }

    @Override
    Engine newEngine() throws IOException {
        return EpollEngine.open(observed.over(NativeAccess.calls()));
    }

    private int polls() {
        return observed.count("epollWaitNanos") + observed.count("epollWait");
    }

    @Test
    void timeoutsAreAsFineAsTheyAreGiven() throws IOException {
        engine.poll(1); // links what there is to link
        long shortest = Long.MAX_VALUE;
        for (int i = 0; i < 20; i++) {
            long start = engine.nanos();
            engine.poll(100_000);
            long took = engine.nanos() - start;
            assertThat(took).isGreaterThanOrEqualTo(100_000);
            shortest = Math.min(shortest, took);
        }
        assertThat(shortest).isLessThan(1_000_000);
    }

    @ParameterizedTest
    @ValueSource(ints = {Errno.ENOSYS, Errno.EPERM})
    void kernelWithoutFineTimeoutsIsGivenMilliseconds(int refusal) throws IOException {
        observed.failAlways("epollWaitNanos", refusal);
        long start = engine.nanos();
        engine.poll(1_500_000);
        engine.poll(1);
        assertThat(engine.nanos() - start).isGreaterThanOrEqualTo(2_000_000);
        assertThat(observed.count("epollWaitNanos")).isEqualTo(1);
        assertThat(observed.count("epollWait")).isEqualTo(2);
        engine.wakeUp();
        engine.poll(Long.MAX_VALUE);
    }

    @Test
    void timeoutsInMillisecondsAreRoundedUpAndCut() {
        assertThat(EpollEngine.millis(1)).isEqualTo(1);
        assertThat(EpollEngine.millis(1_000_001)).isEqualTo(2);
        assertThat(EpollEngine.millis(Long.MAX_VALUE - 1)).isEqualTo(Integer.MAX_VALUE);
        assertThat(EpollEngine.millis(Long.MAX_VALUE)).isEqualTo(-1);
    }

    @Test
    void pollOfAnEngineWithoutChannelsThatOnlyLooksIsNoSystemCall() throws IOException {
        engine.poll(0);
        assertThat(polls()).isZero();
    }

    @Test
    void wakeUpsBetweenTwoPollsAreOneSystemCall() throws IOException {
        for (int i = 0; i < 10; i++) {
            engine.wakeUp();
        }
        engine.poll(Long.MAX_VALUE);
        assertThat(observed.count("signal")).isEqualTo(1);
    }

    @Test
    void wakeUpOfAClosedEngineIsNoSystemCall() throws IOException {
        engine.close();
        engine.wakeUp();
        assertThat(observed.count("signal")).isZero();
    }

    @Test
    void errorOfTheWakeUpDescriptorIsAWakeUpAndDoesNotMakeTheLoopSpin() throws IOException {
        engine.poll(1);
        for (int told : new int[] {LinuxCalls.ERROR, LinuxCalls.HANG_UP, LinuxCalls.ERROR | LinuxCalls.HANG_UP}) {
            observed.answerNext("events", told);
            engine.wakeUp();
            engine.poll(Long.MAX_VALUE);
            assertThat(observed.isFailureDue("events")).isFalse();
            assertSleepsOnce(engine);
        }
        assertThat(observed.count("signal")).isEqualTo(3);
    }

    /** A socket that was never connected tells of a hang-up for as long as it is open. */
    @Test
    void hangUpOfTheWakeUpDescriptorThatLastsIsToldOnce() throws IOException {
        LinuxCalls real = NativeAccess.calls();
        observed.answerNext("eventDescriptor", real.socket(LinuxCalls.UNIX, LinuxCalls.STREAM));
        try (Engine hungUp = EpollEngine.open(observed.over(real))) {
            hungUp.poll(Long.MAX_VALUE);
            assertSleepsOnce(hungUp);
            assertSleepsOnce(hungUp);
        }
    }

    private void assertSleepsOnce(Engine sleeper) throws IOException {
        int before = polls();
        long start = sleeper.nanos();
        sleeper.poll(2_000_000);
        assertThat(sleeper.nanos() - start).isGreaterThanOrEqualTo(2_000_000);
        assertThat(polls() - before).isEqualTo(1);
    }

    @Test
    void steadyStateAsksForNothing() throws IOException {
        Pair pair = connect();
        ByteBuffer buffer = ByteBuffer.allocate(64);
        exchange(pair, buffer, 1);
        int before = observed.count("epollControl");
        int sent = observed.count("send");
        int received = observed.count("receive");
        int polls = polls();
        exchange(pair, buffer, 1_000);
        assertThat(observed.count("epollControl") - before).isZero();
        assertThat(observed.count("send") - sent).isEqualTo(2_000);
        assertThat(observed.count("receive") - received).isEqualTo(2_000);
        assertThat(polls() - polls).isLessThanOrEqualTo(2_000);
    }

    @Test
    void writerThatBlocksAgainAndAgainAsksOnce() throws IOException {
        Pair pair = connect();
        fill(pair.client());
        ByteBuffer chunk = ByteBuffer.allocate(64 * 1024);
        int before = observed.count("epollControl");
        Refill refill = new Refill(pair.client());
        pair.client().awaitWritable(refill);
        for (int round = 0; round < 20; round++) {
            refill.written = 0;
            pollUntil(() -> {
                while (pair.server().read(chunk.clear()) > 0) {}
                return refill.written > 0;
            });
        }
        assertThat(observed.count("epollControl") - before).isEqualTo(1);
    }

    /** Writes until the connection is full, again and again, as a task does that has much to write. */
    private static final class Refill implements Readiness {
        private final EngineSocket socket;
        private final ByteBuffer chunk = ByteBuffer.allocate(64 * 1024);
        long written;

        Refill(EngineSocket socket) {
            this.socket = socket;
        }

        @Override
        public void ready() {
            try {
                for (int count = socket.write(chunk.clear()); count > 0; count = socket.write(chunk.clear())) {
                    written += count;
                }
                socket.awaitWritable(this);
            } catch (IOException impossible) {
                throw new AssertionError(impossible);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void steadyStateAllocatesNothing(boolean direct) throws Exception {
        engine.close();
        engine = EpollEngine.open(NativeAccess.calls());
        listener = engine.listen(ANY_PORT, 0);
        Pair pair = connect();
        ByteBuffer buffer = direct ? ByteBuffer.allocateDirect(64) : ByteBuffer.allocate(64);
        int rounds = 20_000;
        long least = Long.MAX_VALUE;
        for (int attempt = 0; attempt < 40 && least > rounds; attempt++) { // until the compiler has done what it does
            long before = Allocation.bytes();
            exchange(pair, buffer, rounds);
            least = Math.min(least, Allocation.bytes() - before);
        }
        assertThat(least).as("bytes for " + rounds + " messages and answers").isLessThan(rounds);
    }

    /** Each end waits for the message of the other, reads and answers it. */
    private void exchange(Pair pair, ByteBuffer buffer, int rounds) throws IOException {
        Ready ready = new Ready();
        pair.server().awaitReadable(ready);
        for (int i = 0; i < rounds; i++) {
            pass(pair.client(), pair.server(), buffer, ready);
            pair.client().awaitReadable(ready);
            pass(pair.server(), pair.client(), buffer, ready);
            if (i < rounds - 1) {
                pair.server().awaitReadable(ready);
            }
        }
    }

    private void pass(EngineSocket from, EngineSocket to, ByteBuffer buffer, Ready ready) throws IOException {
        from.write(buffer.clear());
        while (!ready.told) {
            engine.poll(Long.MAX_VALUE);
        }
        ready.told = false;
        to.read(buffer.clear());
    }

    private static final class Ready implements Readiness {
        boolean told;

        @Override
        public void ready() {
            told = true;
        }
    }

    @Test
    void channelThatIsClosedIsWatchedNoMore() throws IOException {
        EpollEngine epoll = (EpollEngine) engine;
        Pair pair = connect();
        pair.server().awaitReadable(new Told());
        int watched = epoll.registered();
        pair.server().close();
        assertThat(epoll.registered()).isEqualTo(watched - 1);
    }

    // --- what the kernel answers seldom

    @Test
    void interruptedCallsAreMadeAgain() throws IOException {
        observed.failNext("connect", Errno.EINTR);
        observed.failNext("accept", Errno.EINTR);
        observed.failNext("receive", Errno.EINTR);
        observed.failNext("send", Errno.EINTR);
        observed.failNext("epollWaitNanos", Errno.EINTR);
        engine.poll(1);
        Pair pair = connect();
        pair.client().write(bytes("hello"));
        assertThat(readText(pair.server(), 5)).isEqualTo("hello");
        observed.failNext("close", Errno.EINTR);
        pair.server().close();
        assertThat(pair.server().isOpen()).isFalse();
        for (String call : List.of("connect", "accept", "receive", "send", "epollWaitNanos", "close")) {
            assertThat(observed.isFailureDue(call)).as(call).isFalse();
        }
    }

    @Test
    void interruptedCallsOnSeveralBuffersAndOnManyBytesAreMadeAgain() throws IOException {
        Pair pair = connect();
        List<String> calls = List.of("sendTogether", "sendInPlace", "receiveInPlace");
        for (String call : calls) {
            observed.failNext(call, Errno.EINTR);
        }
        assertThat(pair.client().write(new ByteBuffer[] {bytes("one"), bytes("two")}, 0))
                .isEqualTo(6);
        assertThat(readText(pair.server(), 6)).isEqualTo("onetwo");
        ByteBuffer source = ByteBuffer.allocate(500_000);
        source.put(499_999, (byte) 'x');
        ByteBuffer target = ByteBuffer.allocate(source.capacity());
        pollUntil(() -> {
            pair.client().write(source);
            pair.server().read(target);
            return !target.hasRemaining();
        });
        assertThat(target.flip()).isEqualTo(source.flip());
        for (String call : calls) {
            assertThat(observed.isFailureDue(call)).as(call).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({"send, 40, 1", "sendTogether, 40, 1", "receive, 40, 1", "sendInPlace, 20000, 777"})
    void callsThatMoveFewerBytesThanTheyMightAreCountedAtAnyByte(String call, int length, int step) throws IOException {
        Pair pair = connect();
        byte[] content = new byte[length];
        new Random(length).nextBytes(content);
        for (int most = 1; most <= length; most += step) {
            observed.shortenNext(call, most);
            ByteBuffer source = ByteBuffer.wrap(content);
            ByteBuffer[] sources = {source.slice(0, length / 3), source.slice(length / 3, length - length / 3)};
            if (call.equals("sendTogether")) {
                assertThat(pair.client().write(sources, 0)).isEqualTo(most);
            } else {
                assertThat(pair.client().write(source)).isEqualTo(call.equals("receive") ? length : most);
            }
            ByteBuffer target = ByteBuffer.allocate(length);
            pollUntil(() -> {
                if (call.equals("sendTogether")) {
                    pair.client().write(sources, 0);
                } else {
                    pair.client().write(source);
                }
                pair.server().read(target);
                return !target.hasRemaining();
            });
            assertThat(target.array()).isEqualTo(content);
            assertThat(observed.isShorteningDue(call)).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"send", "sendInPlace", "sendTogether"})
    void aCallThatWouldBlockHasWrittenNothing(String call) throws IOException {
        Pair pair = connect();
        ByteBuffer[] sources = {ByteBuffer.allocate(call.equals("sendInPlace") ? 20_000 : 10), ByteBuffer.allocate(10)};
        observed.failNext(call, Errno.EAGAIN);
        long written = call.equals("sendTogether")
                ? pair.client().write(sources, 0)
                : pair.client().write(sources[0]);
        assertThat(written).isZero();
        assertThat(sources[0].position()).isZero();
        assertThat(observed.isFailureDue(call)).isFalse();
    }

    private static Path fileOf(Path folder, byte[] content) throws IOException {
        new Random(1).nextBytes(content);
        return Files.write(folder.resolve("file"), content);
    }

    @Test
    void fileIsSentByTheSystemAndNotCopied(@TempDir Path folder) throws IOException {
        byte[] content = new byte[4_000_000];
        assertSends(connect(), fileOf(folder, content), content);
        assertThat(observed.count("duplicateAs")).isGreaterThanOrEqualTo(3);
        assertThat(observed.count("sendInPlace")).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {Errno.EINTR, Errno.EBUSY})
    void loanOfASocketThatIsInterruptedIsMadeAgain(int errno, @TempDir Path folder) throws IOException {
        byte[] content = new byte[100_000];
        Path file = fileOf(folder, content);
        for (int call = 1; call <= 5; call++) {
            observed.failAt("duplicateAs", call, errno);
            assertSends(connect(), file, content);
        }
        assertThat(observed.count("sendInPlace")).isZero();
    }

    /** A connection that was not given back in order must not be held open either. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void fileArrivesWholeWhicheverLoanOfASocketIsRefused(int refused, @TempDir Path folder) throws IOException {
        byte[] content = new byte[3_000_000];
        Path file = fileOf(folder, content);
        observed.failAt("duplicateAs", refused, Errno.EMFILE);
        for (int round = 0; round < 3; round++) {
            Pair pair = connect();
            assertSends(pair, file, content);
            pair.client().close();
            pollUntil(() -> pair.server().read(ByteBuffer.allocate(1)) < 0);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"duplicateAs", "getOption", "localAddress", "peerAddress"})
    void fileIsCopiedWhereNoSocketCanBeLent(String call, @TempDir Path folder) throws IOException {
        byte[] content = new byte[3_000_000];
        Path file = fileOf(folder, content);
        Pair pair = connect();
        observed.failAlways(call, Errno.EPERM);
        assertSends(pair, file, content);
        assertThat(observed.count("sendInPlace")).isPositive();
    }

    @Test
    void descriptorThatSendsFilesIsClosedWithItsEngine(@TempDir Path folder) throws IOException {
        byte[] content = new byte[100_000];
        Path file = fileOf(folder, content);
        engine.close();
        engine = newEngine();
        listener = engine.listen(ANY_PORT, 0);
        engine.close();
        long before = openDescriptors();
        engine = newEngine();
        listener = engine.listen(ANY_PORT, 0);
        assertSends(connect(), file, content);
        engine.close();
        assertThat(openDescriptors()).isEqualTo(before);
        engine = newEngine();
    }

    private static long openDescriptors() throws IOException {
        try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
            return all.count();
        }
    }

    /** The JDK closes the file, and with it the channel that would send it. */
    @Test
    void interruptClosesTheFileAndNotTheConnectionAndTheNextFileIsSent(@TempDir Path folder) throws IOException {
        byte[] content = new byte[100_000];
        Path file = fileOf(folder, content);
        Pair pair = connect();
        for (int round = 0; round < 3; round++) {
            try (FileChannel source = FileChannel.open(file)) {
                Thread.currentThread().interrupt();
                assertThatThrownBy(() -> pair.client().write(source, 0, content.length))
                        .isInstanceOf(ClosedByInterruptException.class);
                assertThat(source.isOpen()).isFalse();
            }
            engine.poll(0);
            assertSends(pair, file, content);
        }
        assertThat(observed.count("sendInPlace")).isZero();
        pair.client().close();
        pollUntil(() -> pair.server().read(ByteBuffer.allocate(1)) < 0);
    }

    /** What is no file of the JDK reads as it likes, and is not asked to send. */
    @Test
    void fileOfSomebodyElseIsCopied(@TempDir Path folder) throws IOException {
        Path archive = folder.resolve("archive.zip");
        byte[] content = new byte[100_000];
        new Random(1).nextBytes(content);
        try (FileSystem zip = FileSystems.newFileSystem(archive, Map.of("create", "true"))) {
            Files.write(zip.getPath("file"), content);
        }
        try (FileSystem zip = FileSystems.newFileSystem(archive)) {
            assertSends(connect(), zip.getPath("file"), content);
        }
        assertThat(observed.count("sendInPlace")).isPositive();
    }

    @Test
    void interruptedCallsThatPassSocketsAreMadeAgain(@TempDir Path folder) throws IOException {
        Pair pair = connectAt(folder.resolve("socket"));
        observed.failNext("sendDescriptor", Errno.EINTR);
        assertThat(pair.client().sendSocket(listener)).isTrue();
        observed.failNext("receiveDescriptor", Errno.EINTR);
        assertThat(received(pair)).isInstanceOf(EngineListener.class);
        for (String call : List.of("sendDescriptor", "receiveDescriptor")) {
            assertThat(observed.isFailureDue(call)).as(call).isFalse();
        }
    }

    @Test
    void receiptWithoutDescriptorsFailsAndTheNextOneDoesNot(@TempDir Path folder) throws IOException {
        Pair pair = connectAt(folder.resolve("socket"));
        assertThat(pair.client().sendSocket(listener)).isTrue();
        observed.failNext("receiveDescriptor", Errno.EMFILE);
        assertThatThrownBy(() -> pair.server().receiveSocket())
                .isInstanceOf(SocketException.class)
                .hasMessage("Too many open files");
        EngineChannel passed = received(pair);
        assertThat(passed.localAddress()).isEqualTo(listener.localAddress());
        passed.close();
    }

    private Pair connectAt(Path file) throws IOException {
        listener = engine.listen(UnixDomainSocketAddress.of(file), 0);
        return connect();
    }

    private EngineChannel received(Pair pair) throws IOException {
        EngineChannel[] passed = new EngineChannel[1];
        pollUntil(() -> (passed[0] = pair.server().receiveSocket()) != null);
        return passed[0];
    }

    @Test
    void manySmallBuffersAreFewCalls() throws IOException {
        Pair pair = connect();
        ByteBuffer[] sources = new ByteBuffer[100_000];
        Arrays.setAll(sources, i -> ByteBuffer.wrap(new byte[] {(byte) i}));
        ByteBuffer target = ByteBuffer.allocate(sources.length);
        int[] next = {0};
        pollUntil(() -> {
            next[0] += (int) pair.client().write(sources, next[0]); // one byte is one buffer
            pair.server().read(target);
            return !target.hasRemaining();
        });
        assertThat(observed.count("sendTogether") + observed.count("send")).isLessThan(100);
        for (int i = 0; i < sources.length; i++) {
            assertThat(target.get(i)).isEqualTo((byte) i);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {Errno.ECONNABORTED, Errno.EPROTO})
    void connectionThatItsPeerGaveUpIsPassedOver(int errno) throws IOException {
        observed.failNext("accept", errno);
        connect().close();
    }

    @ParameterizedTest
    @CsvSource({
        Errno.EMFILE + ", Too many open files",
        Errno.ENFILE + ", Too many open files in system",
        Errno.ENOBUFS + ", No buffer space available",
        ENOMEM + ", Cannot allocate memory"
    })
    void acceptDuringAShortageFailsAndTheConnectionKeepsWaiting(int shortage, String message) throws IOException {
        EngineSocket client = engine.connect(listener.localAddress());
        Told told = new Told();
        listener.awaitReadable(told);
        pollUntil(told::once);
        observed.failNext("accept", shortage);
        assertThatThrownBy(() -> listener.accept())
                .isInstanceOf(SocketException.class)
                .hasMessage(message);
        EngineSocket server = Objects.requireNonNull(listener.accept());
        assertThat(server.remoteAddress()).isEqualTo(client.localAddress());
    }

    @Test
    void withoutDescriptorsAConnectionIsShedAndItsPlaceKept() throws IOException {
        for (int round = 0; round < 3; round++) {
            EngineSocket client = engine.connect(listener.localAddress());
            Told told = new Told();
            listener.awaitReadable(told);
            pollUntil(told::once);
            assertThat(listener.shed()).isTrue();
            client.close();
        }
    }

    @Test
    void listenerWhoseReserveIsTakenShedsNothingUntilItAcceptsAgain() throws IOException {
        EngineSocket first = engine.connect(listener.localAddress());
        EngineSocket second = engine.connect(listener.localAddress());
        observed.failNext("eventDescriptor", Errno.EMFILE);
        assertThat(listener.shed()).isTrue();
        assertThat(listener.shed()).isFalse();
        assertThat(listener.accept()).isNotNull();
        EngineSocket third = engine.connect(listener.localAddress());
        assertThat(listener.shed()).isTrue();
        for (EngineSocket socket : List.of(first, second, third)) {
            socket.close();
        }
    }

    @Test
    void interruptedDatagramsAreSentAndReceived() throws IOException {
        EngineDatagram sender = engine.datagrams(ANY_PORT, ChannelOptions.NONE);
        EngineDatagram receiver = engine.datagrams(ANY_PORT, ChannelOptions.NONE);
        observed.failNext("sendTo", Errno.EINTR);
        observed.failNext("receiveFrom", Errno.EINTR);
        assertThat(sender.send(bytes("x"), receiver.localAddress())).isTrue();
        pollUntil(() -> receiver.receive(ByteBuffer.allocate(1)) != null);
        observed.failNext("sendTo", Errno.EAGAIN);
        assertThat(sender.send(bytes("x"), receiver.localAddress())).isFalse();
    }

    // --- processes

    @Test
    void manyDatagramsAreOneSystemCallInEachDirection() throws IOException {
        try (EngineDatagram sender = engine.datagrams(ANY_PORT, ChannelOptions.NONE);
                EngineDatagram receiver = engine.datagrams(ANY_PORT, ChannelOptions.NONE)) {
            SocketAddress to = receiver.localAddress();
            List<Packet> packets = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                packets.add(new Packet(to, bytes("packet " + i)));
            }
            assertThat(sender.sendMany(packets, 0)).isEqualTo(50);
            List<String> received = new ArrayList<>();
            int count = receiver.receiveMany(
                    100, 20, (from, content, size) -> received.add(UTF_8.decode(content) + " " + size));
            assertThat(count).isEqualTo(50);
            assertThat(received).hasSize(50).startsWith("packet 0 8").endsWith("packet 49 9");
            assertThat(observed.count("sendMessages")).isEqualTo(1);
            assertThat(observed.count("receiveMessages")).isEqualTo(1);
            assertThat(receiver.receiveMany(100, 20, (from, content, size) -> {}))
                    .isZero();
        }
    }

    private record Packet(SocketAddress peer, ByteBuffer content) implements EngineDatagram.Packet {}

    @Test
    void aFailureBehindDatagramsThatWereSentIsToldByTheNextCall() throws IOException {
        try (EngineDatagram sender = engine.datagrams(ANY_PORT, ChannelOptions.NONE)) {
            SocketAddress to = sender.localAddress();
            List<Packet> packets = List.of(
                    new Packet(to, bytes("x")),
                    new Packet(to, ByteBuffer.allocate(70_000)),
                    new Packet(to, bytes("never")));
            assertThat(sender.sendMany(packets, 0)).isEqualTo(1);
            assertThatThrownBy(() -> sender.sendMany(packets, 1)).isInstanceOf(SocketException.class);
            observed.failNext("sendMessages", Errno.ENOBUFS);
            assertThatThrownBy(() -> sender.sendMany(packets, 2))
                    .isInstanceOf(SocketException.class)
                    .hasMessage("No buffer space available");
            observed.failNext("sendMessages", Errno.EINTR);
            assertThat(sender.sendMany(packets, 2)).isEqualTo(1);
            observed.failNext("receiveMessages", Errno.EINTR);
            assertThat(sender.receiveMany(9, 9, (from, content, size) -> {})).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {Errno.EMFILE, Errno.ENFILE, Errno.ENOBUFS})
    void shortageAtConnectFailsAndLeavesNothing(int shortage) throws IOException {
        observed.failNext("socket", shortage);
        assertThatThrownBy(() -> engine.connect(listener.localAddress())).isInstanceOf(SocketException.class);
        int closed = observed.count("close");
        observed.failNext("connect", shortage);
        assertThatThrownBy(() -> engine.connect(listener.localAddress())).isInstanceOf(SocketException.class);
        assertThat(observed.count("close")).isEqualTo(closed + 1);
        connect().close();
    }

    @Test
    void endOfAProcessIsTold() throws Exception {
        Process process = new ProcessBuilder("cat").start();
        EngineProcess watched = engine.watchProcess(process.pid());
        Told told = new Told();
        watched.awaitEnd(told);
        engine.poll(1_000_000);
        assertThat(told.once()).isFalse();
        process.getOutputStream().close();
        pollUntil(told::once);
        Told again = new Told();
        watched.awaitEnd(again);
        pollUntil(again::once);
        assertThat(process.waitFor()).isZero();
        watched.close();
        assertThat(watched.isOpen()).isFalse();
    }

    @Test
    void processThatIsWatchedNoMoreTellsNobody() throws Exception {
        Process process = new ProcessBuilder("cat").start();
        EngineProcess watched = engine.watchProcess(process.pid());
        Told withdrawn = new Told();
        watched.awaitEnd(withdrawn);
        assertThat(watched.withdraw(withdrawn)).isTrue();
        process.getOutputStream().close();
        process.waitFor();
        assertSleeps();
        assertThat(withdrawn.once()).isFalse();
    }

    @Test
    void processThatDoesNotExistIsNotWatched() {
        assertThatThrownBy(() -> engine.watchProcess(Integer.MAX_VALUE)).isInstanceOf(NoSuchFileException.class);
        observed.failNext("processDescriptor", Errno.ENOSYS);
        assertThatThrownBy(() -> engine.watchProcess(1)).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void socketWithoutDescriptorsFails() {
        observed.failNext("socket", Errno.EMFILE);
        assertThatThrownBy(() -> engine.connect(listener.localAddress()))
                .isInstanceOf(IOException.class)
                .hasMessage("Too many open files");
    }

    @Test
    void waiterWhoseInterestIsRefusedDoesNotWait() throws IOException {
        Pair pair = connect();
        Told refused = new Told();
        observed.failNext("epollControl", Errno.EMFILE);
        assertThatThrownBy(() -> pair.server().awaitReadable(refused)).isInstanceOf(IOException.class);
        Told told = new Told();
        pair.server().awaitReadable(told);
        pair.client().write(bytes("x"));
        pollUntil(told::once);
        assertThat(pair.server().withdraw(refused)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"epollCreate", "eventDescriptor", "epollControl"})
    void engineThatCannotBeOpenedLeavesNothingOpen(String call) {
        ObservedCalls failing = new ObservedCalls();
        failing.failNext(call, Errno.EMFILE);
        assertThatThrownBy(() -> EpollEngine.open(failing.over(NativeAccess.calls())))
                .isInstanceOf(IOException.class)
                .hasMessage("Too many open files");
        int opened = List.of("epollCreate", "eventDescriptor", "epollControl").indexOf(call);
        assertThat(failing.count("close")).isEqualTo(opened);
    }

    @ParameterizedTest
    @ValueSource(strings = {"setOption", "bind", "listen"})
    void listenerThatCannotBeOpenedLeavesNothingOpen(String call) {
        int before = observed.count("close");
        observed.failNext(call, Errno.EACCES);
        assertThatThrownBy(() -> engine.listen(ANY_PORT, 0)).isInstanceOf(IOException.class);
        assertThat(observed.count("close") - before).isEqualTo(1);
    }
}
