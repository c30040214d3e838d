package dev.heddle.guide;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.blocking;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.gather;
import static dev.heddle.Coroutines.moveOnAfter;
import static dev.heddle.Coroutines.yieldNow;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.AsyncCloseable.CloseReason;
import dev.heddle.Coroutine;
import dev.heddle.Loop;
import dev.heddle.LoopGroup;
import dev.heddle.LoopOptions;
import dev.heddle.Task;
import dev.heddle.TaskScope;
import dev.heddle.annotation.Async;
import dev.heddle.engine.Engine;
import dev.heddle.engine.EngineChoice;
import dev.heddle.engine.Epoll;
import dev.heddle.io.ByteStream;
import dev.heddle.net.Datagram;
import dev.heddle.net.HostLookup;
import dev.heddle.net.ReadinessWatch;
import dev.heddle.net.Resolver;
import dev.heddle.net.ResolverOptions;
import dev.heddle.net.ServeOptions;
import dev.heddle.net.TcpListener;
import dev.heddle.net.TcpOptions;
import dev.heddle.net.TcpStream;
import dev.heddle.net.UdpSocket;
import dev.heddle.net.UnixDatagramSocket;
import dev.heddle.net.UnixListener;
import dev.heddle.net.UnixStream;
import dev.heddle.testing.ScriptedEngine;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.Pipe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The code of docs/guide/network.md, and what it does. */
@Timeout(60)
class NetworkExamplesTest {
    private static final InetSocketAddress HERE = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    static final TcpOptions OPTIONS = TcpOptions.defaults()
            .connectWithin(Duration.ofSeconds(3))
            .keepAlive()
            .receiveBuffer(256 * 1024);

    static final ServeOptions UPLOADS =
            ServeOptions.defaults().total(Duration.ofHours(1)).slowest(10_000, Duration.ofSeconds(10));

    @TempDir
    private Path folder;

    @Async
    Coroutine<String> ask(String host, int port, String question) throws IOException {
        try (TcpStream stream = await(TcpStream.connect(host, port))) {
            await(stream.write(question + "\n"));
            return done(await(stream.readLine()));
        }
    }

    record FixedHosts(Map<String, InetAddress> addresses) implements HostLookup {
        @Async
        @Override
        public Coroutine<List<InetAddress>> lookUp(String host) throws IOException {
            if (!host.endsWith(".test")) {
                return done(await(Resolver.current().resolve(host)));
            }
            InetAddress address = addresses.get(host);
            if (address == null) {
                throw new UnknownHostException(host);
            }
            return done(List.of(address));
        }
    }

    static TcpOptions knowing(HostLookup lookup) {
        Resolver resolver = Resolver.open(ResolverOptions.defaults()
                .lookup(lookup)
                .within(Duration.ofSeconds(2))
                .remember(Duration.ofMinutes(5))
                .rememberUnknown(Duration.ZERO));
        return TcpOptions.defaults().resolver(resolver);
    }

    @Async
    Coroutine<byte[]> record(ByteStream stream) throws IOException {
        byte[] size = await(stream.readUntil(":".getBytes(UTF_8), 9));
        if (size == null) {
            throw new EOFException("no record");
        }
        return done(await(stream.readExactly(Integer.parseInt(new String(size, UTF_8)))));
    }

    @Async
    Coroutine<Void> sendFile(TcpStream stream, Path file) throws IOException {
        try (FileChannel content = await(blocking(() -> FileChannel.open(file)))) {
            long size = content.size();
            await(stream.write(UTF_8.encode("size "), UTF_8.encode(size + "\n")));
            await(stream.write(content, 0, size));
        }
        return done();
    }

    @Async
    Coroutine<Void> forward(TcpStream client, InetSocketAddress target) throws IOException {
        try (TcpStream server = await(TcpStream.connect(target))) {
            await(gather(copy(client, server), copy(server, client)));
        }
        return done();
    }

    @Async
    Coroutine<Void> copy(TcpStream from, TcpStream to) throws IOException {
        await(from.transferTo(to));
        await(to.shutdownOutput());
        return done();
    }

    final Deque<ByteBuffer> spare = new ArrayDeque<>();

    @Async
    Coroutine<Void> echo(TcpStream stream) throws IOException {
        while (true) {
            await(stream.readable());
            ByteBuffer buffer = spare.isEmpty() ? ByteBuffer.allocateDirect(16 * 1024) : spare.pop();
            try {
                if (await(stream.read(buffer.clear())) < 0) {
                    return done();
                }
                await(stream.write(buffer.flip()));
            } finally {
                spare.push(buffer);
            }
        }
    }

    @Async
    Coroutine<Void> serveTime(InetSocketAddress address) throws IOException {
        try (TcpListener listener = TcpListener.listen(address)) {
            await(listener.serve(connection -> connection.write(Instant.now() + "\n")));
        }
        return done();
    }

    @Async
    Coroutine<Void> serveMyself(Path file, String me) throws IOException {
        try (UnixListener listener = UnixListener.listen(file)) {
            await(listener.serve(
                    connection -> connection.peerCredentials().user().equals(me)
                            ? connection.write("welcome\n")
                            : connection.write("go away\n")));
        }
        return done();
    }

    @Async
    Coroutine<Void> answerPackets(UdpSocket socket) throws IOException {
        socket.receiveTogether(true);
        while (true) {
            List<Datagram> questions = await(socket.receiveMany(64, 512));
            List<Datagram> answers = new ArrayList<>();
            for (Datagram question : questions) {
                if (!question.isTruncated()) {
                    answers.add(Datagram.to(question.peer(), question.content()));
                }
            }
            await(socket.sendMany(answers));
        }
    }

    @Async
    static Coroutine<Void> serveHere(InetSocketAddress address) throws IOException {
        try (TcpListener listener =
                TcpListener.listen(address, TcpOptions.defaults().reusePort())) {
            await(listener.serve(connection -> connection.write("hello\n")));
        }
        return done();
    }

    static List<CompletableFuture<Void>> serveEverywhere(LoopGroup loops, InetSocketAddress address) {
        return loops.loops().stream()
                .map(loop -> loop.submit(() -> serveHere(address)))
                .toList();
    }

    @Async
    Coroutine<Void> note(Path journal, String line) throws IOException {
        try (UnixDatagramSocket socket = UnixDatagramSocket.connect(journal)) {
            await(socket.send(UTF_8.encode(line)));
        }
        return done();
    }

    @Async
    Coroutine<Void> giveTo(Path successor, TcpListener listener) throws IOException {
        try (UnixStream meeting = await(UnixStream.connect(successor))) {
            await(meeting.sendSocket(listener));
        }
        return done();
    }

    @Async
    Coroutine<TcpListener> takeOver(Path file) throws IOException {
        try (UnixListener meetings = UnixListener.listen(file);
                UnixStream meeting = await(meetings.accept())) {
            return done(await(meeting.receiveTcpListener()));
        }
    }

    @Async
    Coroutine<ByteBuffer> readWhenReady(Pipe.SourceChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(1024);
        try (ReadinessWatch watch = ReadinessWatch.of(channel)) {
            while (channel.read(bytes) == 0) {
                await(watch.readable());
            }
        }
        return done(bytes.flip());
    }

    interface Device {
        int descriptor();

        OptionalLong takeEvent();
    }

    @Async
    Coroutine<Long> nextEvent(Device device) throws IOException {
        try (ReadinessWatch watch = ReadinessWatch.of(device.descriptor())) {
            OptionalLong event = device.takeEvent();
            while (event.isEmpty()) {
                await(watch.readable());
                event = device.takeEvent();
            }
            return done(event.getAsLong());
        }
    }

    // --- what they do

    @Async
    private Coroutine<String> askThroughAProxy() throws IOException {
        try (TcpListener server = TcpListener.listen(HERE);
                TcpListener proxy = TcpListener.listen(HERE, OPTIONS);
                TaskScope scope = TaskScope.open()) {
            scope.spawnDaemon("server", server.serve(this::echo));
            scope.spawnDaemon("proxy", proxy.serve(client -> forward(client, server.localAddress())));
            return done(await(ask("localhost", proxy.localAddress().getPort(), "hello")));
        }
    }

    @Test
    void aQuestionIsAnsweredThroughAProxy() throws IOException {
        assertThat(Loop.run(askThroughAProxy())).isEqualTo("hello");
    }

    @Async
    private static Coroutine<List<String>> connectedTo(List<String> asked, String... hosts) throws IOException {
        FixedHosts fixed = new FixedHosts(Map.of("shop.test", HERE.getAddress()));
        TcpOptions options = knowing(host -> {
            asked.add(host);
            return fixed.lookUp(host);
        });
        List<String> found = new ArrayList<>();
        try (TcpListener listener = TcpListener.listen(HERE)) {
            for (String host : hosts) {
                try (TcpStream stream =
                        await(TcpStream.connect(host, listener.localAddress().getPort(), options))) {
                    found.add(
                            host + " is " + stream.remoteAddress().getAddress().getHostAddress());
                } catch (UnknownHostException unknown) {
                    found.add(unknown.getMessage() + " is unknown");
                }
            }
        }
        return done(found);
    }

    @Test
    void namesHaveTheAddressesThatTheyAreGiven() throws IOException {
        List<String> asked = new ArrayList<>();
        List<String> found =
                Loop.run(connectedTo(asked, "shop.test", "Shop.test", "none.test", "none.test", "localhost"));
        String here = HERE.getAddress().getHostAddress();
        assertThat(found)
                .containsExactly(
                        "shop.test is " + here,
                        "Shop.test is " + here,
                        "none.test is unknown",
                        "none.test is unknown",
                        "localhost is " + here);
        assertThat(asked).containsExactly("shop.test", "none.test", "none.test", "localhost");
    }

    @Async
    private Coroutine<String> recordAndFile(Path file) throws IOException {
        try (TcpListener listener = TcpListener.listen(HERE);
                TaskScope scope = TaskScope.open()) {
            scope.spawnDaemon("server", listener.serve(connection -> sendFile(connection, file)));
            try (TcpStream stream = await(TcpStream.connect(listener.localAddress()))) {
                String size = await(stream.readLine());
                return done(size + "|" + new String(await(record(stream)), UTF_8));
            }
        }
    }

    @Test
    void aFileIsSentAndReadAsARecord() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "6:record");
        assertThat(Loop.run(recordAndFile(file))).isEqualTo("size 8|record");
    }

    @Async
    private Coroutine<String> time(int port) throws IOException {
        try (TaskScope scope = TaskScope.open()) {
            InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
            scope.spawnDaemon("server", serveTime(address));
            await(yieldNow());
            try (TcpStream stream = await(TcpStream.connect(address))) {
                return done(await(stream.readLine()));
            }
        }
    }

    @Test
    void aServerTellsTheTime() throws IOException {
        LoopOptions inMemory = LoopOptions.defaults().engine(ScriptedEngine::new);
        assertThat(Instant.parse(Loop.run(inMemory, time(80)))).isBeforeOrEqualTo(Instant.now());
    }

    @Async
    private Coroutine<String> greeting(Path file, String me) throws IOException {
        try (TaskScope scope = TaskScope.open()) {
            scope.spawnDaemon("server", serveMyself(file, me));
            await(yieldNow());
            try (UnixStream stream = await(UnixStream.connect(file))) {
                return done(await(stream.readLine()));
            }
        }
    }

    @Test
    void thePeerOfAUnixSocketIsKnown() throws IOException {
        Path file = folder.resolve("socket");
        assertThat(Loop.run(greeting(file, System.getProperty("user.name")))).isEqualTo("welcome");
        assertThat(Loop.run(greeting(file, "somebody else"))).isEqualTo("go away");
        assertThat(file).doesNotExist();
    }

    @Async
    private Coroutine<String> askByPacket() throws IOException {
        try (UdpSocket server = UdpSocket.bind(HERE);
                UdpSocket client = UdpSocket.connect(server.localAddress());
                TaskScope scope = TaskScope.open()) {
            scope.spawnDaemon("server", answerPackets(server));
            await(client.send(UTF_8.encode("packet")));
            Datagram answer = await(client.receive(ByteBuffer.allocate(100)));
            return done(UTF_8.decode(answer.content()).toString());
        }
    }

    @Test
    void packetsAreAnswered() throws IOException {
        assertThat(Loop.run(askByPacket())).isEqualTo("packet");
    }

    @Async
    private Coroutine<String> upload() throws IOException {
        try (TcpListener listener = TcpListener.listen(HERE);
                TaskScope scope = TaskScope.open()) {
            scope.spawnDaemon("server", listener.serve(UPLOADS, this::echo));
            return done(await(ask("localhost", listener.localAddress().getPort(), "fast enough")));
        }
    }

    @Test
    void whoIsFastEnoughIsServed() throws IOException {
        assertThat(Loop.run(upload())).isEqualTo("fast enough");
        assertThat(spare).hasSize(1);
    }

    @Async
    private static Coroutine<String> greeted(LoopGroup loops) throws IOException {
        try (TcpListener port = TcpListener.listen(HERE, TcpOptions.defaults().reusePort())) { // keeps it ours
            List<CompletableFuture<Void>> servers = serveEverywhere(loops, port.localAddress());
            assertThat(servers).hasSize(2);
            while (true) {
                try (TcpStream stream = await(TcpStream.connect(port.localAddress()))) {
                    String greeting = await(moveOnAfter(Duration.ofMillis(100), stream.readLine()));
                    if (greeting != null) { // it was none of those that wait here
                        return done(greeting);
                    }
                }
            }
        }
    }

    @Test
    void everyLoopServes() throws IOException {
        try (LoopGroup loops = LoopGroup.open(2, LoopOptions.defaults())) {
            assertThat(Loop.run(greeted(loops))).isEqualTo("hello");
        }
    }

    @Async
    private Coroutine<String> noted() throws IOException {
        Path journal = Path.of("journal");
        try (UnixDatagramSocket socket = UnixDatagramSocket.bind(journal)) {
            await(note(journal, "a line"));
            return done(
                    UTF_8.decode(await(socket.receive(ByteBuffer.allocate(100))).content())
                            .toString());
        }
    }

    @Test
    void aLineIsNoted() throws IOException {
        LoopOptions inMemory = LoopOptions.defaults().engine(ScriptedEngine::new);
        assertThat(Loop.run(inMemory, noted())).isEqualTo("a line");
    }

    @Async
    private Coroutine<String> served(Path file) throws IOException {
        try (TaskScope scope = TaskScope.open()) {
            TcpListener listener = TcpListener.listen(HERE);
            Task<TcpListener> successor = scope.spawnEagerly(takeOver(file));
            await(giveTo(file, listener));
            await(listener.closeAsync(CloseReason.COMPLETED));
            try (TcpListener taken = await(successor);
                    TcpStream client = await(TcpStream.connect(taken.localAddress()));
                    TcpStream accepted = await(taken.accept())) {
                await(accepted.write("by the successor\n"));
                return done(await(client.readLine()));
            }
        }
    }

    @Test
    void aListenerIsTakenOver(@TempDir Path folder) throws IOException {
        Epoll.assumeAvailable();
        Engine engine = Epoll.open();
        LoopOptions options = LoopOptions.defaults().engine(() -> engine);
        assertThat(Loop.run(options, served(folder.resolve("meeting")))).isEqualTo("by the successor");
    }

    @Async
    private Coroutine<String> throughAPipe() throws IOException {
        Pipe pipe = Pipe.open();
        try (Pipe.SourceChannel source = pipe.source();
                Pipe.SinkChannel sink = pipe.sink();
                TaskScope scope = TaskScope.open()) {
            source.configureBlocking(false);
            Task<ByteBuffer> reader = scope.spawn("reader", readWhenReady(source));
            await(yieldNow());
            sink.write(UTF_8.encode("bytes"));
            return done(UTF_8.decode(await(reader)).toString());
        }
    }

    @Test
    void aPipeOfTheJdkIsRead() throws IOException {
        LoopOptions nio = LoopOptions.defaults().engine(EngineChoice.NIO);
        assertThat(Loop.run(nio, throughAPipe())).isEqualTo("bytes");
    }

    /** Has an event when its descriptor has been signalled. */
    private record Signalled(int descriptor, Deque<Long> events) implements Device {
        @Override
        public OptionalLong takeEvent() {
            return events.isEmpty() ? OptionalLong.empty() : OptionalLong.of(events.remove());
        }
    }

    @Async
    private Coroutine<Long> eventOf(Signalled device) throws IOException {
        try (TaskScope scope = TaskScope.open()) {
            Task<Long> event = scope.spawnEagerly(nextEvent(device));
            assertThat(event.isDone()).isFalse();
            device.events().add(7L);
            Epoll.signal(device.descriptor());
            return done(await(event));
        }
    }

    @Test
    void anEventOfADeviceIsAwaited() throws IOException {
        Epoll.assumeAvailable();
        Signalled device = new Signalled(Epoll.newDescriptor(), new ArrayDeque<>());
        assertThat(Loop.run(LoopOptions.defaults().engine(EngineChoice.EPOLL), eventOf(device)))
                .isEqualTo(7);
        Epoll.close(device.descriptor());
    }
}
