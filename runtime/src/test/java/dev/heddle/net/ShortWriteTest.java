package dev.heddle.net;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.waitAll;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.AsyncCloseable.CloseReason;
import dev.heddle.Coroutine;
import dev.heddle.Task;
import dev.heddle.TaskScope;
import dev.heddle.annotation.Async;
import dev.heddle.engine.CutWrites;
import dev.heddle.engine.EngineChoice;
import dev.heddle.engine.Epoll;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Writes on real connections that the system takes in parts: where a test wants it, and where the buffers end. */
@Timeout(120)
class ShortWriteTest {
    private static final int LENGTH = 200;
    private static final int PACKETS = 30;
    private static final int MUCH = 64 * 1024;

    /** The system makes of it the least that it can. */
    private static final int SMALL = 1;

    private final CutWrites cuts = CutWrites.none();

    @TempDir
    private Path folder;

    private @Nullable LoopThread opened;

    private LoopThread open(EngineChoice choice) throws Exception {
        LoopThread loop = new LoopThread(cuts.of(Epoll.openOrSkip(choice)));
        opened = loop;
        return loop;
    }

    @AfterEach
    void close() throws Exception {
        if (opened != null) {
            opened.close();
        }
    }

    private static byte[] pattern(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    /** Parts of all sizes, an empty one among them, in memory of both kinds. */
    private static ByteBuffer[] parts(byte[] bytes) {
        List<ByteBuffer> parts = new ArrayList<>();
        int position = 0;
        for (int size = 0; position < bytes.length; size++) {
            int end = Math.min(bytes.length, position + size);
            parts.add(
                    size % 2 == 0
                            ? ByteBuffer.wrap(bytes, position, end - position)
                            : ByteBuffer.allocateDirect(end - position)
                                    .put(bytes, position, end - position)
                                    .flip());
            position = end;
        }
        return parts.toArray(ByteBuffer[]::new);
    }

    private void cutAfter(LoopThread loop, int offset) throws Exception {
        loop.call(() -> {
            cuts.after(offset);
            return null;
        });
    }

    /** The ends of a connection of each kind of stream. */
    private List<SocketStream[]> connections(LoopThread loop) throws Exception {
        TcpListener tcp = loop.call(() -> TcpListener.listen(TcpBehaviour.ANY_PORT));
        UnixListener unix = loop.call(() -> UnixListener.listen(folder.resolve("socket")));
        return List.of(
                new SocketStream[] {loop.await(TcpStream.connect(tcp.localAddress())), loop.await(tcp.accept())},
                new SocketStream[] {loop.await(UnixStream.connect(folder.resolve("socket"))), loop.await(unix.accept())
                });
    }

    @ParameterizedTest
    @EnumSource(names = {"NIO", "EPOLL"})
    void aWriteThatIsCutAtAnyByteArrivesWhole(EngineChoice engine) throws Exception {
        LoopThread loop = open(engine);
        byte[] bytes = pattern(LENGTH);
        for (SocketStream[] ends : connections(loop)) {
            for (int offset = 0; offset <= LENGTH; offset++) {
                cutAfter(loop, offset);
                loop.await(ends[0].write(bytes));
                assertThat(loop.await(ends[1].readExactly(LENGTH))).isEqualTo(bytes);
                assertThat(cuts.cuts()).isEqualTo(offset < LENGTH ? 1 : 0);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"NIO", "EPOLL"})
    void aWriteOfManyBuffersThatIsCutAtAnyByteArrivesWhole(EngineChoice engine) throws Exception {
        LoopThread loop = open(engine);
        byte[] bytes = pattern(LENGTH);
        for (SocketStream[] ends : connections(loop)) {
            for (int offset = 0; offset <= LENGTH; offset++) {
                cutAfter(loop, offset);
                ByteBuffer[] parts = parts(bytes);
                loop.await(ends[0].write(parts));
                assertThat(loop.await(ends[1].readExactly(LENGTH))).isEqualTo(bytes);
                assertThat(parts).noneMatch(ByteBuffer::hasRemaining);
                assertThat(cuts.cuts()).isEqualTo(offset < LENGTH ? 1 : 0);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"NIO", "EPOLL"})
    void aWriteOfAFileThatIsCutAtAnyByteArrivesWhole(EngineChoice engine) throws Exception {
        LoopThread loop = open(engine);
        byte[] bytes = pattern(LENGTH);
        Path file = Files.write(folder.resolve("file"), bytes);
        try (FileChannel source = FileChannel.open(file)) {
            for (SocketStream[] ends : connections(loop)) {
                for (int offset = 0; offset <= LENGTH; offset++) {
                    cutAfter(loop, offset);
                    assertThat(loop.await(ends[0].write(source, 0, LENGTH))).isEqualTo(LENGTH);
                    assertThat(loop.await(ends[1].readExactly(LENGTH))).isEqualTo(bytes);
                    assertThat(cuts.cuts()).isEqualTo(offset < LENGTH ? 1 : 0);
                }
            }
        }
    }

    @Async
    private static Coroutine<Void> cancelledAtTheCut(SocketStream stream, ByteBuffer source) throws IOException {
        try (TaskScope scope = TaskScope.open()) {
            Task<Void> writing = scope.spawnEagerly(stream.write(source));
            assertThat(writing.isDone()).isFalse();
            writing.cancel();
            await(waitAll(List.of(writing)));
        }
        return done();
    }

    @ParameterizedTest
    @EnumSource(names = {"NIO", "EPOLL"})
    void aWriteThatIsCancelledWhereItWasCutHasWrittenWhatItsPositionTells(EngineChoice engine) throws Exception {
        LoopThread loop = open(engine);
        byte[] bytes = pattern(LENGTH);
        for (SocketStream[] ends : connections(loop)) {
            for (int offset = 0; offset < LENGTH; offset++) {
                cutAfter(loop, offset);
                ByteBuffer source = ByteBuffer.wrap(bytes);
                loop.await(cancelledAtTheCut(ends[0], source));
                assertThat(source.position()).isEqualTo(offset);
                loop.await(ends[0].write(source));
                assertThat(loop.await(ends[1].readExactly(LENGTH))).isEqualTo(bytes);
            }
        }
    }

    /** Each packet is sent as a whole or not at all, so the cuts are between them. */
    @ParameterizedTest
    @EnumSource(names = {"NIO", "EPOLL"})
    void packetsThatAreCutAtAnyPlaceKeepTheirBoundsAndTheirOrder(EngineChoice engine) throws Exception {
        LoopThread loop = open(engine);
        UdpSocket from = loop.call(() -> UdpSocket.bind(TcpBehaviour.ANY_PORT));
        UdpSocket to = loop.call(() -> UdpSocket.bind(TcpBehaviour.ANY_PORT));
        for (int sent = 0; sent <= PACKETS; sent++) {
            cutAfter(loop, sent);
            List<Datagram> packets = new ArrayList<>();
            for (int size = 0; size < PACKETS; size++) {
                packets.add(Datagram.to(to.localAddress(), ByteBuffer.wrap(pattern(size))));
            }
            loop.await(from.sendMany(packets));
            assertThat(packets).noneMatch(packet -> packet.content().hasRemaining());
            assertThat(cuts.cuts()).isEqualTo(sent < PACKETS ? 1 : 0);
            for (int size = 0; size < PACKETS; size++) {
                Datagram packet = loop.await(to.receive(ByteBuffer.allocate(PACKETS)));
                assertThat(packet.content()).isEqualTo(ByteBuffer.wrap(pattern(size)));
            }
        }
    }

    /** Sockets with the least that the system gives them, and a peer that reads so many bytes at a time. */
    @ParameterizedTest
    @EnumSource(names = {"NIO", "EPOLL"})
    void whateverThePeerReadsAtATimeAWriteArrivesWhole(EngineChoice engine) throws Exception {
        LoopThread loop = open(engine);
        byte[] bytes = pattern(MUCH);
        TcpListener listener = loop.call(() -> TcpListener.listen(TcpBehaviour.ANY_PORT));
        TcpOptions small = TcpOptions.defaults().sendBuffer(SMALL);
        for (int piece = 1; piece <= MUCH; piece = piece < 100 ? piece + 1 : 2 * piece) {
            try (FaultProxy proxy = FaultProxy.inPieces(listener.localAddress(), piece)) {
                TcpStream client = loop.await(TcpStream.connect(proxy.address(), small));
                TcpStream server = loop.await(listener.accept());
                var write = loop.start(piece % 2 == 0 ? client.write(bytes) : client.write(parts(bytes)));
                proxy.awaitHold();
                loop.settle();
                assertThat(write.isDone()).isFalse();
                proxy.goOn();
                assertThat(loop.await(server.readExactly(MUCH))).isEqualTo(bytes);
                write.join();
                loop.await(client.closeAsync(CloseReason.COMPLETED));
                assertThat(loop.await(server.readLine())).isNull();
                loop.await(server.closeAsync(CloseReason.COMPLETED));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"NIO", "EPOLL"})
    void whateverAUnixPeerReadsAtATimeAWriteArrivesWhole(EngineChoice engine) throws Exception {
        LoopThread loop = open(engine);
        byte[] bytes = pattern(MUCH);
        SocketStream[] ends = connections(loop).get(1);
        loop.call(() -> {
            ends[0].socket.setOption(StandardSocketOptions.SO_SNDBUF, SMALL);
            return null;
        });
        for (int piece = 1; piece <= MUCH; piece = piece < 100 ? piece + 1 : 2 * piece) {
            var write = loop.start(piece % 2 == 0 ? ends[0].write(bytes) : ends[0].write(parts(bytes)));
            assertThat(write.isDone()).isFalse();
            ByteBuffer target = ByteBuffer.allocate(MUCH);
            var read = loop.start(inPieces(ends[1], target, piece));
            write.join();
            read.join();
            assertThat(target.array()).isEqualTo(bytes);
        }
    }

    @Async
    private static Coroutine<Void> inPieces(SocketStream stream, ByteBuffer target, int piece) throws IOException {
        while (target.hasRemaining()) {
            ByteBuffer part = target.duplicate().limit(Math.min(target.position() + piece, target.limit()));
            assertThat(await(stream.read(part))).isPositive();
            target.position(part.position());
        }
        return done();
    }
}
