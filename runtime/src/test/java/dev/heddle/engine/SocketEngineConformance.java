package dev.heddle.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.NonReadableChannelException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What engines on the sockets of a system must do besides. */
abstract class SocketEngineConformance extends EngineConformance {
    // --- other threads

    @Test
    void wakeUpFromAnotherThreadEndsAPollWithoutLimit() throws Exception {
        Thread other = new Thread(engine::wakeUp);
        other.start();
        engine.poll(Long.MAX_VALUE);
        other.join();
    }

    @Test
    void noWakeUpOfManyThreadsIsLost() throws Exception {
        int each = 20_000;
        AtomicInteger sent = new AtomicInteger();
        List<Thread> senders = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Thread sender = new Thread(() -> {
                for (int message = 0; message < each; message++) {
                    sent.incrementAndGet();
                    engine.wakeUp();
                }
            });
            senders.add(sender);
            sender.start();
        }
        while (sent.get() < senders.size() * each) {
            engine.poll(Long.MAX_VALUE); // would sleep for ever if the last message did not wake it
        }
        for (Thread sender : senders) {
            sender.join();
        }
    }

    @Test
    void wakeUpsWhileTheEngineIsClosedTouchNothingElse() throws Exception {
        AtomicInteger running = new AtomicInteger(1);
        Thread waker = new Thread(() -> {
            while (running.get() != 0) {
                engine.wakeUp();
            }
        });
        waker.start();
        for (int round = 0; round < 50; round++) {
            engine.poll(0);
            engine.close();
            engine = newEngine();
        }
        running.set(0);
        waker.join();
    }

    // --- addresses

    @Test
    void unixSocketsCarryBytes(@TempDir Path folder) throws IOException {
        SocketAddress address = UnixDomainSocketAddress.of(folder.resolve("socket"));
        listener = engine.listen(address, 0);
        assertThat(listener.localAddress()).isEqualTo(address);
        Pair pair = connect();
        assertThat(pair.client().remoteAddress()).isEqualTo(address);
        assertThat(pair.server().remoteAddress()).isEqualTo(UnixDomainSocketAddress.of(""));
        pair.client().write(bytes("hello"));
        assertThat(readText(pair.server(), 5)).isEqualTo("hello");
        pair.close();
    }

    @Test
    void pathThatIsTooLongForASocketIsRefused() {
        SocketAddress address = UnixDomainSocketAddress.of("/" + "x".repeat(108));
        assertThatThrownBy(() -> engine.listen(address, 0)).isInstanceOf(SocketException.class);
        assertThatThrownBy(() -> engine.connect(address)).isInstanceOf(SocketException.class);
    }

    @Test
    void unixSocketWithoutAListenerRefuses(@TempDir Path folder) {
        SocketAddress nobody = UnixDomainSocketAddress.of(folder.resolve("nobody"));
        assertThatThrownBy(() -> engine.connect(nobody)).isInstanceOf(IOException.class);
    }

    @Test
    void ipv6AddressesKnowEachOther() throws IOException {
        listener = listenOnIpv6("::1");
        Pair pair = connect();
        assertThat(pair.client().remoteAddress()).isEqualTo(listener.localAddress());
        assertThat(pair.server().remoteAddress()).isEqualTo(pair.client().localAddress());
        pair.close();
    }

    @Test
    void listenerForAnyIpv6AddressIsReachedByIpv4Too() throws IOException {
        EngineListener any = listenOnIpv6("::");
        int port = ((InetSocketAddress) any.localAddress()).getPort();
        EngineSocket client = engine.connect(new InetSocketAddress("127.0.0.1", port));
        EngineSocket[] server = new EngineSocket[1];
        pollUntil(() -> (server[0] = any.accept()) != null);
        InetSocketAddress peer = (InetSocketAddress) server[0].remoteAddress();
        assertThat(peer.getAddress()).isInstanceOf(Inet4Address.class);
        client.close();
    }

    private EngineListener listenOnIpv6(String host) throws IOException {
        try {
            return engine.listen(new InetSocketAddress(InetAddress.getByName(host), 0), 0);
        } catch (IOException missing) {
            return abort("no IPv6 on this machine: " + missing);
        }
    }

    // --- options and credentials

    @Test
    void optionsOfTheJdkAreThoseOfTheSystem() throws IOException {
        Pair pair = connect();
        assertThat(pair.client().getOption(StandardSocketOptions.TCP_NODELAY)).isTrue();
        assertThat(pair.server().getOption(StandardSocketOptions.TCP_NODELAY)).isTrue();
        pair.client().setOption(StandardSocketOptions.TCP_NODELAY, false);
        assertThat(pair.client().getOption(StandardSocketOptions.TCP_NODELAY)).isFalse();
        pair.client().setOption(StandardSocketOptions.SO_RCVBUF, 30_000);
        assertThat(pair.client().getOption(StandardSocketOptions.SO_RCVBUF)).isEqualTo(30_000);
        assertThat(pair.client().getOption(StandardSocketOptions.SO_LINGER)).isEqualTo(-1);
        pair.client().setOption(StandardSocketOptions.SO_LINGER, 7);
        assertThat(pair.client().getOption(StandardSocketOptions.SO_LINGER)).isEqualTo(7);
        pair.client().setOption(StandardSocketOptions.SO_LINGER, -1);
        assertThat(pair.client().getOption(StandardSocketOptions.SO_LINGER)).isEqualTo(-1);
        assertThat(listener.getOption(StandardSocketOptions.SO_REUSEADDR)).isTrue();
    }

    @Test
    void optionOfAnotherKindOfSocketIsRefused() throws IOException {
        Pair pair = connect();
        assertThatThrownBy(() -> pair.client().getOption(StandardSocketOptions.SO_BROADCAST))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> listener.setOption(StandardSocketOptions.SO_LINGER, 1))
                .isInstanceOf(UnsupportedOperationException.class);
        ChannelOptions options = ChannelOptions.NONE.with(StandardSocketOptions.SO_BROADCAST, true);
        assertThatThrownBy(() -> engine.listen(ANY_PORT, 0, options)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> engine.connect(listener.localAddress(), options))
                .isInstanceOf(UnsupportedOperationException.class);
        engine.datagrams(ANY_PORT, options).close();
    }

    @Test
    void listenersShareAPortWithTheOptionForIt() throws IOException {
        ChannelOptions shared = ChannelOptions.NONE.with(StandardSocketOptions.SO_REUSEPORT, true);
        EngineListener first = engine.listen(ANY_PORT, 0, shared);
        EngineListener second = engine.listen(first.localAddress(), 0, shared);
        assertThat(second.localAddress()).isEqualTo(first.localAddress());
    }

    @Test
    void unixSocketKnowsWhoIsAtItsOtherEnd(@TempDir Path folder) throws IOException {
        listener = engine.listen(UnixDomainSocketAddress.of(folder.resolve("socket")), 0);
        Pair pair = connect();
        PeerCredentials peer = pair.server().peerCredentials();
        assertThat(peer.user()).isEqualTo(Files.getOwner(folder).getName());
        assertThat(pair.client().peerCredentials()).isEqualTo(peer);
    }

    @Test
    void otherSocketDoesNotKnowWhoIsAtItsOtherEnd() throws IOException {
        Pair pair = connect();
        assertThatThrownBy(() -> pair.server().peerCredentials()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void largeAndSmallBuffersAreWrittenTogether() throws IOException {
        Pair pair = connect();
        ByteBuffer[] sources = {bytes("head"), bytes(""), ByteBuffer.allocateDirect(500_000), bytes("tail")};
        sources[2].put(499_999, (byte) 'x');
        ByteBuffer target = ByteBuffer.allocate(500_008);
        pollUntil(() -> {
            pair.client().write(sources, 0);
            pair.server().read(target);
            return !target.hasRemaining();
        });
        assertThat(UTF_8.decode(target.duplicate().flip().limit(4)).toString()).isEqualTo("head");
        assertThat(UTF_8.decode(target.duplicate().flip().position(500_003)).toString())
                .isEqualTo("xtail");
    }

    @Test
    void fileLargerThanTheConnectionHoldsArrivesWhole(@TempDir Path folder) throws IOException {
        Pair pair = connect();
        byte[] content = new byte[8_000_000];
        new Random(1).nextBytes(content);
        Path file = Files.write(folder.resolve("file"), content);
        ByteBuffer target = ByteBuffer.allocate(content.length);
        try (FileChannel source = FileChannel.open(file)) {
            long[] position = {0};
            pollUntil(() -> {
                if (position[0] < content.length) {
                    position[0] += pair.client().write(source, position[0], content.length - position[0]);
                }
                pair.server().read(target);
                return !target.hasRemaining();
            });
        }
        assertThat(target.array()).isEqualTo(content);
    }

    /** From the first write on, and for parts that are worth a call of their own and others. */
    @Test
    void filesThatAreSentInTurnsByConnectionsOfBothKindsArriveWhole(@TempDir Path folder) throws IOException {
        Pair tcp = connect();
        listener = engine.listen(UnixDomainSocketAddress.of(folder.resolve("socket")), 0);
        Pair unix = connect();
        for (int size : new int[] {1, 16 * 1024 - 1, 16 * 1024, 100_000, 1_000_000}) {
            byte[] content = new byte[size];
            new Random(size).nextBytes(content);
            Path file = Files.write(folder.resolve("file"), content);
            for (Pair pair : List.of(tcp, unix, tcp)) {
                assertSends(pair, file, content);
            }
        }
    }

    final void assertSends(Pair pair, Path file, byte[] content) throws IOException {
        ByteBuffer target = ByteBuffer.allocate(content.length);
        try (FileChannel source = FileChannel.open(file)) {
            source.position(1);
            long[] position = {0};
            pollUntil(() -> {
                if (position[0] < content.length) {
                    position[0] += pair.client().write(source, position[0], content.length - position[0]);
                }
                pair.server().read(target);
                return !target.hasRemaining();
            });
            assertThat(source.position()).isEqualTo(1);
        }
        assertThat(target.array()).isEqualTo(content);
    }

    @Test
    void fullConnectionTakesNothingOfAFileAndAllOfItWhenThereIsRoom(@TempDir Path folder) throws IOException {
        Pair pair = connect();
        fill(pair.client());
        Path file = Files.write(folder.resolve("file"), new byte[50_000]);
        try (FileChannel source = FileChannel.open(file)) {
            pollUntil(() -> pair.client().write(source, 0, 50_000) == 0); // the system makes room for some time
            Told room = new Told();
            pair.client().awaitWritable(room);
            ByteBuffer trash = ByteBuffer.allocate(64 * 1024);
            pollUntil(() -> {
                pair.server().read(trash.clear());
                return room.once();
            });
            assertThat(pair.client().write(source, 0, 50_000)).isPositive();
        }
    }

    @Test
    void fileThatIsShorterThanWhatIsAskedForIsWrittenToItsEnd(@TempDir Path folder) throws IOException {
        Pair pair = connect();
        Path file = Files.write(folder.resolve("file"), new byte[20_000]);
        try (FileChannel source = FileChannel.open(file)) {
            assertThat(pair.client().write(source, 19_990, 100_000)).isEqualTo(10);
            assertThat(pair.client().write(source, 20_000, 100_000)).isZero();
            assertThat(pair.client().write(source, 30_000, 100_000)).isZero();
        }
        ByteBuffer target = ByteBuffer.allocate(10);
        pollUntil(() -> pair.server().read(target) >= 0 && !target.hasRemaining());
        FileChannel closed = FileChannel.open(file);
        closed.close();
        assertThatThrownBy(() -> pair.client().write(closed, 0, 20_000)).isInstanceOf(ClosedChannelException.class);
        try (FileChannel unreadable = FileChannel.open(file, StandardOpenOption.WRITE)) {
            assertThatThrownBy(() -> pair.client().write(unreadable, 0, 20_000))
                    .isInstanceOf(NonReadableChannelException.class);
        }
        pair.client().write(bytes("x"));
        assertThat(readText(pair.server(), 1)).isEqualTo("x");
    }

    @Test
    void connectionEndsWithItsSocketThoughAFileHasBeenSent(@TempDir Path folder) throws IOException {
        Pair pair = connect();
        Path file = Files.write(folder.resolve("file"), new byte[20_000]);
        try (FileChannel source = FileChannel.open(file)) {
            assertThat(pair.client().write(source, 0, 20_000)).isEqualTo(20_000);
        }
        pair.client().close();
        ByteBuffer target = ByteBuffer.allocate(30_000);
        pollUntil(() -> pair.server().read(target) < 0);
        assertThat(target.position()).isEqualTo(20_000);
    }

    @Test
    void resetUnderAWriteOfAFileIsNoEndOfTheStream(@TempDir Path folder) throws IOException {
        Pair pair = connect();
        Path file = Files.write(folder.resolve("file"), new byte[50_000]);
        pair.server().resetOnClose();
        pair.server().close();
        try (FileChannel source = FileChannel.open(file)) {
            assertThatThrownBy(() -> pollUntil(() -> pair.client().write(source, 0, 50_000) < 0))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("Connection reset");
        }
        assertThatThrownBy(() -> pair.client().read(ByteBuffer.allocate(1)))
                .isInstanceOf(SocketException.class)
                .hasMessage("Connection reset");
    }

    // --- failures

    @Test
    void connectingToNobodyIsRefused() throws IOException {
        SocketAddress nobody = listener.localAddress();
        listener.close();
        engine.poll(0);
        assertThatThrownBy(() -> {
                    EngineSocket socket = engine.connect(nobody);
                    pollUntil(socket::finishConnect);
                })
                .isInstanceOf(ConnectException.class)
                .hasMessage("Connection refused");
    }

    @Test
    void addressInUseIsSaidToBe() throws IOException {
        SocketAddress taken = listener.localAddress();
        assertThatThrownBy(() -> engine.listen(taken, 0))
                .isInstanceOf(BindException.class)
                .hasMessage("Address already in use");
    }

    @Test
    void resetIsSaidToBe() throws IOException {
        Pair pair = connect();
        pair.client().resetOnClose();
        pair.client().close();
        assertThatThrownBy(() -> readUntilEndOrBytes(pair.server()))
                .isInstanceOf(SocketException.class)
                .hasMessage("Connection reset");
    }

    @Test
    void nothingOfAThousandConnectionsStaysOpen() throws IOException {
        connect().close();
        engine.poll(0);
        long before = descriptors();
        for (int i = 0; i < 1_000; i++) {
            Pair pair = connect();
            Told told = new Told();
            pair.server().awaitReadable(told);
            pair.client().write(bytes("x"));
            pollUntil(told::once);
            pair.close();
        }
        engine.poll(0);
        assertThat(descriptors()).isEqualTo(before);
    }

    private static long descriptors() throws IOException {
        Path open = Path.of("/proc/self/fd");
        assumeTrue(Files.exists(open));
        try (Stream<Path> each = Files.list(open)) {
            return each.count();
        }
    }

    // --- memory of all kinds

    @Test
    void bytesGoToAndFromPartsOfArraysAndOfDirectMemory() throws IOException {
        Pair pair = connect();
        List<ByteBuffer> sources = List.of(
                ByteBuffer.wrap("--array--".getBytes(), 2, 5),
                bytes("--slice--").position(2).slice().limit(5),
                bytes("only").asReadOnlyBuffer(),
                ByteBuffer.allocateDirect(20).put(bytes("--direct")).flip().position(2));
        for (ByteBuffer source : sources) {
            int length = source.remaining();
            assertThat(pair.client().write(source)).isEqualTo(length);
            assertThat(source.hasRemaining()).isFalse();
        }
        String all = "arrayslice" + "only" + "direct";
        List<ByteBuffer> targets = List.of(
                ByteBuffer.allocate(20).position(3).limit(8),
                ByteBuffer.allocate(20).position(7).slice().limit(5),
                ByteBuffer.allocateDirect(20).position(10));
        StringBuilder read = new StringBuilder();
        for (ByteBuffer target : targets) {
            int start = target.position();
            pollUntil(() -> pair.server().read(target) >= 0
                    && (!target.hasRemaining() || read.length() + target.position() - start == all.length()));
            byte[] got = new byte[target.position() - start];
            target.get(start, got);
            read.append(new String(got));
        }
        assertThat(read.toString()).isEqualTo(all);
    }

    @Test
    void largeBuffersOfBothKindsArriveWhole() throws IOException {
        Pair pair = connect();
        for (ByteBuffer source : List.of(ByteBuffer.allocate(3_000_000), ByteBuffer.allocateDirect(3_000_000))) {
            for (int i = 0; i < source.capacity(); i++) {
                source.put(i, (byte) (i * 31 >> 3));
            }
            ByteBuffer target = ByteBuffer.allocate(source.capacity());
            pollUntil(() -> {
                pair.client().write(source);
                pair.server().read(target);
                return !target.hasRemaining();
            });
            assertThat(target.flip()).isEqualTo(source.flip());
        }
    }
}
