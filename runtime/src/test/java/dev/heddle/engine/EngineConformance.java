package dev.heddle.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.NotYetConnectedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What every engine must do; each engine runs these tests. Both ends of every connection are on the engine under test. */
@Timeout(60)
abstract class EngineConformance {
    static final SocketAddress ANY_PORT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    Engine engine;
    EngineListener listener;

    abstract Engine newEngine() throws IOException;

    @BeforeEach
    void open() throws IOException {
        engine = newEngine();
        listener = engine.listen(ANY_PORT, 128);
    }

    @AfterEach
    void close() throws IOException {
        engine.close();
    }

    // --- clock and wake-up

    @Test
    void pollReturnsNoEarlierThanItsTimeoutWhenNothingHappens() throws IOException {
        long start = engine.nanos();
        engine.poll(1_500_000);
        assertThat(engine.nanos() - start).isGreaterThanOrEqualTo(1_500_000);
    }

    @Test
    void timeoutBelowTheResolutionStillPassesTime() throws IOException {
        long start = engine.nanos();
        engine.poll(1);
        assertThat(engine.nanos()).isGreaterThan(start);
    }

    @Test
    void pollWithoutTimeoutOnlyLooks() throws IOException {
        engine.poll(0);
        engine.poll(-1);
    }

    @Test
    void wakeUpBeforeAPollEndsIt() throws IOException {
        engine.wakeUp();
        engine.poll(Long.MAX_VALUE);
    }

    @Test
    void manyWakeUpsEndOnePollOnly() throws IOException {
        for (int i = 0; i < 1_000; i++) {
            engine.wakeUp();
        }
        engine.poll(Long.MAX_VALUE);
        long start = engine.nanos();
        engine.poll(2_000_000);
        assertThat(engine.nanos() - start).isGreaterThanOrEqualTo(2_000_000);
    }

    @Test
    void pollThatOnlyLooksConsumesTheWakeUp() throws IOException {
        engine.wakeUp();
        engine.poll(0);
        long start = engine.nanos();
        engine.poll(2_000_000);
        assertThat(engine.nanos() - start).isGreaterThanOrEqualTo(2_000_000);
    }

    @Test
    void anInterruptIsForgottenByThePoll() throws IOException {
        for (long timeout : new long[] {0, 1}) {
            Thread.currentThread().interrupt();
            engine.poll(timeout);
            assertThat(Thread.interrupted()).isFalse();
        }
        long start = engine.nanos();
        engine.poll(2_000_000);
        assertThat(engine.nanos() - start).isGreaterThanOrEqualTo(2_000_000);
    }

    @Test
    void pollOfAClosedEngineIsRefused() throws IOException {
        engine.close();
        assertThatThrownBy(() -> engine.poll(0)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void wakeUpOfAClosedEngineHasNoEffect() throws IOException {
        engine.close();
        engine.wakeUp();
    }

    @Test
    void waiterThatPollsIsRefused() throws IOException {
        Pair pair = connect();
        List<Throwable> refusals = new ArrayList<>();
        pair.client.awaitWritable(() -> {
            try {
                engine.poll(0);
            } catch (IllegalStateException | IOException refusal) {
                refusals.add(refusal);
            }
        });
        pollUntil(() -> !refusals.isEmpty());
        assertThat(refusals.get(0)).isInstanceOf(IllegalStateException.class);
    }

    // --- connecting

    @Test
    void listenerKnowsTheChosenPort() throws IOException {
        assertThat(((InetSocketAddress) listener.localAddress()).getPort()).isPositive();
    }

    @Test
    void acceptWithoutAConnectionWouldBlock() throws IOException {
        assertThat(listener.accept()).isNull();
    }

    @Test
    void bothEndsKnowEachOther() throws IOException {
        Pair pair = connect();
        assertThat(pair.client.remoteAddress()).isEqualTo(listener.localAddress());
        assertThat(pair.server.remoteAddress()).isEqualTo(pair.client.localAddress());
        assertThat(pair.server.localAddress()).isEqualTo(listener.localAddress());
    }

    @Test
    void waiterOfAListenerIsToldOfAConnection() throws IOException {
        Told told = new Told();
        listener.awaitReadable(told);
        EngineSocket client = engine.connect(listener.localAddress());
        pollUntil(told::once);
        assertThat(listener.accept()).isNotNull();
        client.close();
    }

    @Test
    void connectingToNobodyFailsByException() throws IOException {
        SocketAddress nobody = listener.localAddress();
        listener.close();
        engine.poll(0);
        assertThatThrownBy(() -> {
                    EngineSocket socket = engine.connect(nobody);
                    while (!socket.finishConnect()) {
                        Told told = new Told();
                        socket.awaitWritable(told);
                        pollUntil(told::once);
                    }
                })
                .isInstanceOf(IOException.class);
    }

    @Test
    void unresolvedAddressIsRefused() {
        SocketAddress unresolved = InetSocketAddress.createUnresolved("nowhere.invalid", 1);
        assertThatThrownBy(() -> engine.connect(unresolved)).isInstanceOf(UnknownHostException.class);
        assertThatThrownBy(() -> engine.listen(unresolved, 0)).isInstanceOf(UnknownHostException.class);
    }

    @Test
    void portInUseIsRefused() throws IOException {
        SocketAddress taken = listener.localAddress();
        assertThatThrownBy(() -> engine.listen(taken, 0)).isInstanceOf(IOException.class);
    }

    @Test
    void portIsFreeAgainAfterClose() throws IOException {
        SocketAddress address = listener.localAddress();
        listener.close();
        engine.poll(0);
        engine.listen(address, 0).close();
    }

    // --- bytes

    @Test
    void bytesArriveInOrder() throws IOException {
        Pair pair = connect();
        assertThat(pair.client.write(bytes("hello"))).isEqualTo(5);
        assertThat(readText(pair.server, 5)).isEqualTo("hello");
    }

    @Test
    void readWithoutBytesWouldBlock() throws IOException {
        Pair pair = connect();
        assertThat(pair.server.read(ByteBuffer.allocate(10))).isZero();
    }

    @Test
    void writeIntoAFullConnectionWouldBlockUntilThePeerReads() throws IOException {
        Pair pair = connect();
        long filled = fill(pair.client);
        Told told = new Told();
        pair.client.awaitWritable(told);
        engine.poll(0);
        assertThat(told.count).isZero();
        drain(pair.server, filled);
        pollUntil(told::once);
        assertThat(pair.client.write(bytes("x"))).isEqualTo(1);
    }

    @Test
    void endOfOutputIsReadAfterTheBytesWhileTheOtherDirectionGoesOn() throws IOException {
        Pair pair = connect();
        pair.client.write(bytes("ask"));
        pair.client.shutdownOutput();
        assertThat(readText(pair.server, 3)).isEqualTo("ask");
        assertThat(readUntilEndOrBytes(pair.server)).isEqualTo(-1);
        pair.server.write(bytes("answer"));
        assertThat(readText(pair.client, 6)).isEqualTo("answer");
        pair.server.shutdownOutput();
        assertThat(readUntilEndOrBytes(pair.client)).isEqualTo(-1);
    }

    @Test
    void endOfStreamIsReadAgainAndAgain() throws IOException {
        Pair pair = connect();
        pair.client.close();
        assertThat(readUntilEndOrBytes(pair.server)).isEqualTo(-1);
        assertThat(pair.server.read(ByteBuffer.allocate(1))).isEqualTo(-1);
    }

    @Test
    void writeAfterShutdownOutputIsRefused() throws IOException {
        Pair pair = connect();
        pair.client.shutdownOutput();
        assertThatThrownBy(() -> pair.client.write(bytes("x"))).isInstanceOf(ClosedChannelException.class);
    }

    @Test
    void resetOnCloseFailsThePeersRead() throws IOException {
        Pair pair = connect();
        Told told = new Told();
        pair.server.awaitReadable(told);
        pair.client.resetOnClose();
        pair.client.close();
        pollUntil(told::once);
        assertThatThrownBy(() -> pair.server.read(ByteBuffer.allocate(1))).isInstanceOf(IOException.class);
    }

    @Test
    void connectionThatWasResetNeverReadsAsEnded() throws IOException {
        Pair pair = connect();
        Told told = new Told();
        pair.server.awaitReadable(told);
        pair.client.resetOnClose();
        pair.client.close();
        pollUntil(told::once);
        assertThatThrownBy(() -> pair.server.read(ByteBuffer.allocate(1))).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> pair.server.read(ByteBuffer.allocate(1))).isInstanceOf(IOException.class);
    }

    @Test
    void connectionThatWasResetUnderAWriteNeverReadsAsEnded() throws IOException {
        Pair pair = connect();
        fill(pair.server);
        Told told = new Told();
        pair.server.awaitWritable(told);
        pair.client.resetOnClose();
        pair.client.close();
        pollUntil(told::once);
        assertThatThrownBy(() -> pair.server.write(bytes("x"))).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> pair.server.read(ByteBuffer.allocate(1))).isInstanceOf(IOException.class);
    }

    @Test
    void resetOnCloseFailsThePeersBlockedWrite() throws IOException {
        Pair pair = connect();
        fill(pair.server);
        Told told = new Told();
        pair.server.awaitWritable(told);
        pair.client.resetOnClose();
        pair.client.close();
        pollUntil(told::once);
        assertThatThrownBy(() -> pair.server.write(bytes("x"))).isInstanceOf(IOException.class);
    }

    // --- readiness

    @Test
    void waiterIsToldOnce() throws IOException {
        Pair pair = connect();
        Told told = new Told();
        pair.server.awaitReadable(told);
        pair.client.write(bytes("x"));
        pollUntil(told::once);
        engine.poll(0);
        engine.poll(0);
        assertThat(told.count).isEqualTo(1);
    }

    @Test
    void readinessIsLevelTriggered() throws IOException {
        Pair pair = connect();
        pair.client.write(bytes("xy"));
        for (int i = 0; i < 2; i++) {
            Told told = new Told();
            pair.server.awaitReadable(told);
            pollUntil(told::once);
        }
        assertThat(readText(pair.server, 2)).isEqualTo("xy");
    }

    @Test
    void waiterMayArmItselfAgainFromWithin() throws IOException {
        Pair pair = connect();
        int[] times = {0};
        Readiness again = new Readiness() {
            @Override
            public void ready() {
                if (++times[0] < 3) {
                    arm(pair.server, this);
                }
            }
        };
        pair.server.awaitReadable(again);
        pair.client.write(bytes("x"));
        pollUntil(() -> times[0] == 3);
    }

    @Test
    void unreadBytesThatNobodyAwaitsDoNotKeepThePollFromSleeping() throws IOException {
        Pair pair = connect();
        Told told = new Told();
        pair.server.awaitReadable(told);
        pair.client.write(bytes("x"));
        pollUntil(told::once);
        assertSleeps();
    }

    @Test
    void endOfStreamThatNobodyAwaitsDoesNotKeepThePollFromSleeping() throws IOException {
        Pair pair = connect();
        Told told = new Told();
        pair.server.awaitReadable(told);
        pair.client.close();
        pollUntil(told::once);
        assertSleeps();
    }

    @Test
    void resetThatNobodyAwaitsDoesNotKeepThePollFromSleeping() throws IOException {
        Pair pair = connect();
        Told told = new Told();
        pair.server.awaitReadable(told);
        pair.client.resetOnClose();
        pair.client.close();
        pollUntil(told::once);
        assertSleeps();
    }

    @Test
    void bothDirectionsEndedWithoutAWaiterDoNotKeepThePollFromSleeping() throws IOException {
        Pair pair = connect();
        Told told = new Told();
        pair.server.awaitReadable(told);
        pair.server.shutdownOutput();
        pair.client.shutdownOutput();
        pollUntil(told::once);
        assertThat(readUntilEndOrBytes(pair.server)).isEqualTo(-1);
        assertSleeps();
    }

    @Test
    void waiterForOutputIsToldWhileBytesThatNobodyReadsAreThere() throws IOException {
        Pair pair = connect();
        Told reader = new Told();
        pair.server.awaitReadable(reader);
        pair.client.write(bytes("x"));
        pollUntil(reader::once);
        Told writer = new Told();
        pair.server.awaitWritable(writer);
        pollUntil(writer::once);
        assertThat(reader.count).isEqualTo(1);
    }

    @Test
    void waiterForInputIsToldOfTheEndThatCameWhileNobodyWaited() throws IOException {
        Pair pair = connect();
        Told first = new Told();
        pair.server.awaitReadable(first);
        pair.client.write(bytes("x"));
        pollUntil(first::once);
        assertSleeps();
        assertThat(readText(pair.server, 1)).isEqualTo("x");
        pair.client.close();
        assertSleeps();
        Told second = new Told();
        pair.server.awaitReadable(second);
        pollUntil(second::once);
        assertThat(pair.server.read(ByteBuffer.allocate(1))).isEqualTo(-1);
    }

    @Test
    void waitersOfBothDirectionsAreToldOfAReset() throws IOException {
        Pair pair = connect();
        fill(pair.server);
        Told reader = new Told();
        Told writer = new Told();
        pair.server.awaitReadable(reader);
        pair.server.awaitWritable(writer);
        pair.client.resetOnClose();
        pair.client.close();
        pollUntil(() -> reader.once() && writer.once());
    }

    @Test
    void waitingConnectionThatNobodyAcceptsDoesNotKeepThePollFromSleeping() throws IOException {
        Told told = new Told();
        listener.awaitReadable(told);
        EngineSocket client = engine.connect(listener.localAddress());
        pollUntil(told::once);
        assertSleeps();
        client.close();
    }

    @Test
    void writableSocketThatNobodyAwaitsDoesNotKeepThePollFromSleeping() throws IOException {
        Pair pair = connect();
        Told told = new Told();
        pair.client.awaitWritable(told);
        pollUntil(told::once);
        assertSleeps();
    }

    @Test
    void waiterCanBeArmedAfterTheInterestWasDropped() throws IOException {
        Pair pair = connect();
        Told first = new Told();
        pair.server.awaitReadable(first);
        pair.client.write(bytes("x"));
        pollUntil(first::once);
        assertSleeps();
        Told second = new Told();
        pair.server.awaitReadable(second);
        pollUntil(second::once);
    }

    @Test
    void withdrawnWaiterIsNotTold() throws IOException {
        Pair pair = connect();
        Told withdrawn = new Told();
        pair.server.awaitReadable(withdrawn);
        assertThat(pair.server.withdraw(withdrawn)).isTrue();
        assertThat(pair.server.withdraw(withdrawn)).isFalse();
        pair.client.write(bytes("x"));
        Told next = new Told();
        pair.server.awaitReadable(next);
        pollUntil(next::once);
        assertThat(withdrawn.count).isZero();
    }

    @Test
    void waiterThatHasBeenToldCannotBeWithdrawn() throws IOException {
        Pair pair = connect();
        Told told = new Told();
        pair.client.awaitWritable(told);
        pollUntil(told::once);
        assertThat(pair.client.withdraw(told)).isFalse();
    }

    @Test
    void directionsAreAwaitedIndependently() throws IOException {
        Pair pair = connect();
        Told reader = new Told();
        Told writer = new Told();
        pair.server.awaitReadable(reader);
        pair.server.awaitWritable(writer);
        pollUntil(writer::once);
        assertThat(reader.count).isZero();
        pair.client.write(bytes("x"));
        pollUntil(reader::once);
        assertThat(writer.count).isEqualTo(1);
    }

    @Test
    void secondWaiterForADirectionIsRefused() throws IOException {
        Pair pair = connect();
        Told first = new Told();
        pair.server.awaitReadable(first);
        assertThatThrownBy(() -> pair.server.awaitReadable(new Told())).isInstanceOf(IllegalStateException.class);
        pair.client.write(bytes("x"));
        pollUntil(first::once);
    }

    // --- datagrams

    @Test
    void datagramsArriveWholeWithTheirSenders() throws IOException {
        EngineDatagram sender = engine.datagrams(ANY_PORT, ChannelOptions.NONE);
        EngineDatagram receiver = engine.datagrams(ANY_PORT, ChannelOptions.NONE);
        assertThat(receiver.receive(ByteBuffer.allocate(10))).isNull();
        assertThat(sender.send(bytes("one"), receiver.localAddress())).isTrue();
        assertThat(sender.send(bytes(""), receiver.localAddress())).isTrue();
        assertThat(sender.send(bytes("three"), receiver.localAddress())).isTrue();
        for (String expected : List.of("one", "", "three")) {
            Told told = new Told();
            receiver.awaitReadable(told);
            pollUntil(told::once);
            ByteBuffer target = ByteBuffer.allocate(10);
            assertThat(receiver.receive(target)).isEqualTo(sender.localAddress());
            assertThat(receiver.receivedSize()).isEqualTo(expected.length());
            assertThat(UTF_8.decode(target.flip()).toString()).isEqualTo(expected);
        }
    }

    @Test
    void datagramLargerThanItsSpaceTellsItsSizeAndTheRestIsLost() throws IOException {
        EngineDatagram sender = engine.datagrams(ANY_PORT, ChannelOptions.NONE);
        EngineDatagram receiver = engine.datagrams(ANY_PORT, ChannelOptions.NONE);
        sender.send(bytes("hello"), receiver.localAddress());
        sender.send(bytes("you"), receiver.localAddress());
        Told told = new Told();
        receiver.awaitReadable(told);
        pollUntil(told::once);
        ByteBuffer target = ByteBuffer.allocate(2);
        receiver.receive(target);
        assertThat(receiver.receivedSize()).isEqualTo(5);
        assertThat(UTF_8.decode(target.flip()).toString()).isEqualTo("he");
        receiver.receive(target.clear());
        assertThat(receiver.receivedSize()).isEqualTo(3);
    }

    @Test
    void connectedSocketHearsItsPeerOnlyAndThatNobodyIsThere() throws IOException {
        EngineDatagram peer = engine.datagrams(ANY_PORT, ChannelOptions.NONE);
        EngineDatagram stranger = engine.datagrams(ANY_PORT, ChannelOptions.NONE);
        EngineDatagram socket = engine.datagrams(ANY_PORT, ChannelOptions.NONE);
        assertThatThrownBy(() -> socket.send(bytes("x"), null)).isInstanceOf(NotYetConnectedException.class);
        socket.connect(peer.localAddress());
        stranger.send(bytes("strange"), socket.localAddress());
        peer.send(bytes("known"), socket.localAddress());
        Told told = new Told();
        socket.awaitReadable(told);
        pollUntil(told::once);
        ByteBuffer target = ByteBuffer.allocate(10);
        assertThat(socket.receive(target)).isEqualTo(peer.localAddress());
        assertThat(UTF_8.decode(target.flip()).toString()).isEqualTo("known");
        peer.close();
        engine.poll(0);
        socket.send(bytes("anybody"), null);
        Told answered = new Told();
        socket.awaitReadable(answered);
        pollUntil(answered::once);
        assertThatThrownBy(() -> socket.receive(target.clear())).isInstanceOf(PortUnreachableException.class);
    }

    // --- options, shedding, files

    @Test
    void optionsAreSetFromTheBeginning() throws IOException {
        ChannelOptions options = ChannelOptions.NONE.with(StandardSocketOptions.SO_KEEPALIVE, true);
        EngineSocket socket = engine.connect(listener.localAddress(), options);
        assertThat(socket.getOption(StandardSocketOptions.SO_KEEPALIVE)).isTrue();
        socket.setOption(StandardSocketOptions.SO_KEEPALIVE, false);
        assertThat(socket.getOption(StandardSocketOptions.SO_KEEPALIVE)).isFalse();
    }

    @Test
    void shedConnectionIsReset() throws IOException {
        assertThat(listener.shed()).isFalse();
        EngineSocket client = engine.connect(listener.localAddress());
        Told arrived = new Told();
        listener.awaitReadable(arrived);
        pollUntil(arrived::once);
        while (!client.finishConnect()) {
            Told connected = new Told();
            client.awaitWritable(connected);
            pollUntil(connected::once);
        }
        assertThat(listener.shed()).isTrue();
        Told told = new Told();
        client.awaitReadable(told);
        pollUntil(told::once);
        assertThatThrownBy(() -> client.read(ByteBuffer.allocate(1))).isInstanceOf(IOException.class);
        assertThat(listener.shed()).isFalse();
    }

    @Test
    void partOfAFileIsWritten(@TempDir Path folder) throws IOException {
        Pair pair = connect();
        Path file = Files.writeString(folder.resolve("file"), "0123456789");
        try (FileChannel source = FileChannel.open(file)) {
            assertThat(pair.client.write(source, 3, 4)).isEqualTo(4);
            assertThat(readText(pair.server, 4)).isEqualTo("3456");
            assertThat(pair.client.write(source, 8, 4)).isEqualTo(2);
            assertThat(readText(pair.server, 2)).isEqualTo("89");
            assertThat(pair.client.write(source, 10, 4)).isZero();
        }
    }

    @Test
    void severalBuffersAreWrittenInOrder() throws IOException {
        Pair pair = connect();
        ByteBuffer[] sources = {bytes("skipped"), bytes("a"), bytes(""), bytes("bcd"), bytes("ef")};
        assertThat(pair.client.write(sources, 1)).isEqualTo(6);
        assertThat(readText(pair.server, 6)).isEqualTo("abcdef");
        assertThat(sources[0].remaining()).isEqualTo(7);
    }

    // --- closing

    @Test
    void closedChannelRefusesEveryCall() throws IOException {
        Pair pair = connect();
        pair.server.close();
        pair.server.close();
        listener.close();
        assertThat(pair.server.isOpen()).isFalse();
        assertThatThrownBy(() -> pair.server.read(ByteBuffer.allocate(1))).isInstanceOf(ClosedChannelException.class);
        assertThatThrownBy(() -> pair.server.write(bytes("x"))).isInstanceOf(ClosedChannelException.class);
        assertThatThrownBy(() -> pair.server.awaitReadable(new Told())).isInstanceOf(ClosedChannelException.class);
        assertThatThrownBy(() -> pair.server.awaitWritable(new Told())).isInstanceOf(ClosedChannelException.class);
        assertThatThrownBy(() -> listener.accept()).isInstanceOf(ClosedChannelException.class);
        assertThatThrownBy(() -> listener.awaitReadable(new Told())).isInstanceOf(ClosedChannelException.class);
    }

    @Test
    void closeForgetsTheWaiters() throws IOException {
        Pair pair = connect();
        Told reader = new Told();
        pair.server.awaitReadable(reader);
        pair.client.write(bytes("x"));
        pair.server.close();
        engine.poll(0);
        engine.poll(0);
        assertThat(reader.count).isZero();
        assertThat(pair.server.withdraw(reader)).isFalse();
    }

    @Test
    void eventOfAClosedSocketDoesNotReachTheNextOwnerOfItsDescriptor() throws IOException {
        for (int round = 0; round < 50; round++) {
            Pair first = connect();
            Pair second = connect();
            List<EngineSocket> reopened = new ArrayList<>();
            Told stale = new Told();
            // both become ready in one poll; whoever is told first closes the other and opens sockets in its place
            first.server.awaitReadable(() -> replace(second.server, reopened, stale));
            second.server.awaitReadable(() -> replace(first.server, reopened, stale));
            first.client.write(bytes("x"));
            second.client.write(bytes("x"));
            pollUntil(() -> !reopened.isEmpty());
            engine.poll(0);
            engine.poll(0);
            assertThat(stale.count).isZero();
            for (EngineSocket socket : reopened) {
                socket.close();
            }
            acceptAll();
            first.close();
            second.close();
        }
    }

    @Test
    void waiterThatClosesItsSocketKeepsTheOneOfTheOtherDirectionFromBeingTold() throws IOException {
        Pair pair = connect();
        Told arrived = new Told();
        pair.server.awaitReadable(arrived);
        pair.client.write(bytes("x"));
        pollUntil(arrived::once);
        Told writer = new Told();
        pair.server.awaitReadable(() -> close(pair.server));
        pair.server.awaitWritable(writer);
        pollUntil(() -> !pair.server.isOpen());
        engine.poll(0);
        assertThat(writer.count).isZero();
    }

    @Test
    void closingTheEngineClosesItsChannels() throws IOException {
        Pair pair = connect();
        engine.close();
        engine.close();
        assertThat(pair.client.isOpen()).isFalse();
        assertThat(pair.server.isOpen()).isFalse();
        assertThat(listener.isOpen()).isFalse();
    }

    // --- what the tests are written with

    /** A waiter that counts. */
    static final class Told implements Readiness {
        private int count;

        @Override
        public void ready() {
            count++;
        }

        boolean once() {
            return count == 1;
        }
    }

    record Pair(EngineSocket client, EngineSocket server) {
        void close() throws IOException {
            client.close();
            server.close();
        }
    }

    @FunctionalInterface
    interface Condition {
        boolean holds() throws IOException;
    }

    final void pollUntil(Condition condition) throws IOException {
        long giveUp = engine.nanos() + 30 * SECOND;
        while (!condition.holds()) {
            assertThat(engine.nanos()).as("clock while waiting").isLessThan(giveUp);
            engine.poll(1_000_000);
        }
    }

    /** The engine may need a few polls to find that nobody waits; then it has to sleep. */
    final void assertSleeps() throws IOException {
        long start = engine.nanos();
        int polls = 0;
        while (engine.nanos() - start < 20_000_000) {
            engine.poll(20_000_000);
            polls++;
        }
        assertThat(polls).isLessThan(5);
    }

    final Pair connect() throws IOException {
        EngineSocket client = engine.connect(listener.localAddress());
        pollUntil(() -> client.finishConnect() || awaitOnce(client));
        EngineSocket[] server = new EngineSocket[1];
        pollUntil(() -> {
            server[0] = listener.accept();
            return server[0] != null;
        });
        return new Pair(client, server[0]);
    }

    private boolean awaitOnce(EngineSocket socket) throws IOException {
        Told told = new Told();
        socket.awaitWritable(told);
        pollUntil(told::once);
        return false;
    }

    private void acceptAll() throws IOException {
        for (EngineSocket socket = listener.accept(); socket != null; socket = listener.accept()) {
            socket.close();
        }
    }

    private void replace(EngineSocket victim, List<EngineSocket> reopened, Told stale) {
        try {
            victim.close();
            for (int i = 0; i < 3; i++) {
                EngineSocket fresh = engine.connect(listener.localAddress());
                reopened.add(fresh);
                fresh.awaitReadable(stale);
            }
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static void close(EngineSocket socket) {
        try {
            socket.close();
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static void arm(EngineSocket socket, Readiness waiter) {
        try {
            socket.awaitReadable(waiter);
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
    }

    static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(UTF_8));
    }

    final String readText(EngineSocket socket, int count) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(count);
        pollUntil(() -> socket.read(buffer) >= 0 && !buffer.hasRemaining());
        return new String(buffer.array(), UTF_8);
    }

    final int readUntilEndOrBytes(EngineSocket socket) throws IOException {
        int[] result = {0};
        pollUntil(() -> (result[0] = socket.read(ByteBuffer.allocate(1))) != 0);
        return result[0];
    }

    /** Writes until the connection takes no more, polls in between included. */
    final long fill(EngineSocket socket) throws IOException {
        long total = 0;
        ByteBuffer chunk = ByteBuffer.allocate(64 * 1024);
        for (int blocked = 0; blocked < 20; ) {
            chunk.clear();
            int count = socket.write(chunk);
            total += count;
            if (count == 0) {
                blocked++;
                engine.poll(1_000_000);
            } else {
                blocked = 0;
            }
        }
        return total;
    }

    final void drain(EngineSocket socket, long count) throws IOException {
        long[] left = {count};
        ByteBuffer chunk = ByteBuffer.allocate(64 * 1024);
        pollUntil(() -> {
            int taken;
            do {
                chunk.clear();
                taken = socket.read(chunk);
                left[0] -= taken;
            } while (taken > 0);
            return left[0] == 0;
        });
    }
}
