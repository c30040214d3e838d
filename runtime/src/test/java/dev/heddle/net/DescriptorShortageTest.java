package dev.heddle.net;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.sleep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.heddle.AsyncCloseable.CloseReason;
import dev.heddle.Coroutine;
import dev.heddle.Loop;
import dev.heddle.LoopOptions;
import dev.heddle.TaskScope;
import dev.heddle.annotation.Async;
import dev.heddle.engine.Epoll;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server or a client in a process of its own, whose number of descriptors is limited by the shell that starts it. */
@Timeout(120)
class DescriptorShortageTest {
    private static final int DESCRIPTORS = 96;

    @TempDir
    private Path folder;

    /** An echo server that says its port, and at its end how much processor time it has used. */
    static final class LimitedServer {
        private LimitedServer() {}

        public static void main(String[] arguments) throws IOException {
            LoopOptions options = LoopOptions.defaults().reporter((sentence, failure) -> System.out.println(sentence));
            Loop.run(options, serve());
        }

        @Async
        private static Coroutine<Void> serve() throws IOException {
            try (TcpListener listener = TcpListener.listen(TcpBehaviour.ANY_PORT);
                    TaskScope scope = TaskScope.open()) {
                Server<TcpStream> server = listener.server(ServeOptions.defaults(), TcpBehaviour::echo);
                scope.spawnDaemon("server", server.run());
                System.out.println("port " + listener.localAddress().getPort());
                long before = processorTime();
                while (server.stats().shed() == 0) {
                    await(sleep(Duration.ofMillis(10)));
                }
                await(sleep(Duration.ofSeconds(2)));
                System.out.println("used " + TimeUnit.NANOSECONDS.toMillis(processorTime() - before));
                await(sleep(Duration.ofMinutes(1)));
            }
            return done();
        }

        /** Of the loop's thread. */
        private static long processorTime() {
            return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        }
    }

    /** Connects until it cannot, gives all back, and connects again. */
    static final class LimitedClient {
        private LimitedClient() {}

        public static void main(String[] arguments) throws IOException {
            Loop.run(connect(Integer.parseInt(arguments[0])));
        }

        @Async
        private static Coroutine<Void> connect(int port) throws IOException {
            InetSocketAddress server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
            System.out.println("engine " + Loop.current().metrics().engine());
            List<TcpStream> open = new ArrayList<>();
            try {
                while (true) {
                    open.add(await(TcpStream.connect(server)));
                }
            } catch (IOException shortage) {
                System.out.println("shortage " + shortage.getMessage());
            }
            for (TcpStream each : open) {
                await(each.closeAsync(CloseReason.COMPLETED));
            }
            await(sleep(Duration.ZERO));
            try (TcpStream again = await(TcpStream.connect(server))) {
                System.out.println("again " + again.isOpen());
            }
            return done();
        }
    }

    /** Takes the connections that it is sent until it cannot, gives all back, and takes one again. */
    static final class LimitedTaker {
        private LimitedTaker() {}

        public static void main(String[] arguments) throws IOException {
            Loop.run(take(Path.of(arguments[0])));
        }

        @Async
        private static Coroutine<Void> take(Path meeting) throws IOException {
            try (UnixStream giver = await(UnixStream.connect(meeting))) {
                await(await(giver.receiveTcpStream()).closeAsync(CloseReason.COMPLETED));
                long before = openDescriptors();
                List<TcpStream> taken = new ArrayList<>();
                System.out.println("shortage " + await(takeUntilShort(giver, taken)));
                System.out.println("first " + taken.size());
                await(taken.remove(0).closeAsync(CloseReason.COMPLETED));
                System.out.println("then " + await(takeUntilShort(giver, taken)));
                System.out.println("taken " + taken.size());
                for (TcpStream each : taken) {
                    await(each.closeAsync(CloseReason.COMPLETED));
                }
                System.out.println("left " + (openDescriptors() - before));
                try (TcpStream again = await(giver.receiveTcpStream())) {
                    System.out.println("again " + again.isOpen());
                }
            }
            return done();
        }

        /** The message of the failure. */
        @Async
        private static Coroutine<String> takeUntilShort(UnixStream giver, List<TcpStream> taken) {
            try {
                while (true) {
                    taken.add(await(giver.receiveTcpStream()));
                }
            } catch (IOException shortage) {
                return done(String.valueOf(shortage.getMessage()));
            }
        }

        private static long openDescriptors() throws IOException {
            try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
                return all.count();
            }
        }
    }

    private static void assumeEngine(String engine) {
        assumeThat(Path.of("/bin/sh")).exists();
        if (engine.equals("epoll")) {
            Epoll.assumeAvailable();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nio", "epoll"})
    void aClientWithoutDescriptorsIsToldAndConnectsAgainWhenThereAreSome(String engine) throws Exception {
        assumeEngine(engine);
        try (ServerSocket server = new ServerSocket(0, 2 * DESCRIPTORS, InetAddress.getLoopbackAddress())) {
            Process client = start(engine, LimitedClient.class, String.valueOf(server.getLocalPort()));
            try (BufferedReader output = client.inputReader()) {
                assertThat(afterWord(output, "engine")).isEqualTo(engine);
                assertThat(afterWord(output, "shortage")).isEqualTo("Too many open files");
                assertThat(afterWord(output, "again")).isEqualTo("true");
                assertThat(client.waitFor()).isZero();
            } finally {
                client.destroyForcibly();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nio", "epoll"})
    void aServerWithoutDescriptorsShedsLoadDoesNotSpinAndRecovers(String engine) throws Exception {
        assumeEngine(engine);
        Process server = start(engine, LimitedServer.class, "");
        List<Socket> clients = new ArrayList<>();
        try (BufferedReader output = server.inputReader()) {
            int port = Integer.parseInt(afterWord(output, "port"));
            for (int i = 0; i < DESCRIPTORS; i++) {
                clients.add(dial(port));
            }
            assertThat(output.readLine()).contains("resets connections, as the system gives out no more of them");
            assertThat(Long.parseLong(afterWord(output, "used"))).isLessThan(1_500);

            long answered =
                    clients.stream().filter(DescriptorShortageTest::isAnswered).count();
            assertThat(answered).isBetween(20L, (long) DESCRIPTORS - 1);
            for (Socket client : clients) {
                client.close();
            }
            boolean isServedAgain = false;
            for (int i = 0; i < 100 && !isServedAgain; i++) {
                Socket late = dial(port);
                clients.add(late);
                isServedAgain = isAnswered(late);
            }
            assertThat(isServedAgain).isTrue();
        } finally {
            for (Socket client : clients) {
                client.close();
            }
            server.destroyForcibly();
        }
    }

    /** What the system cannot give to the process is lost, and nothing else: the byte that it came with is taken. */
    @Test
    void whoIsSentConnectionsAndHasNoDescriptorsIsToldLeaksNoneAndTakesThemAgain() throws Exception {
        assumeEngine("epoll");
        Path file = folder.resolve("meeting");
        LoopThread loop = new LoopThread(Epoll.open());
        Process taker = null;
        try {
            UnixListener meeting = loop.call(() -> UnixListener.listen(file));
            TcpListener listener = loop.call(() -> TcpListener.listen(TcpBehaviour.ANY_PORT));
            TcpStream passed = loop.await(TcpStream.connect(listener.localAddress()));
            taker = start("epoll", LimitedTaker.class, file.toString());
            UnixStream giver = loop.await(meeting.accept());
            var giving = loop.start(giveAgainAndAgain(giver, passed));
            try (BufferedReader output = taker.inputReader()) {
                assertThat(afterWord(output, "shortage")).isEqualTo("Too many open files");
                int first = Integer.parseInt(afterWord(output, "first"));
                assertThat(first).isBetween(20, DESCRIPTORS - 1);
                assertThat(afterWord(output, "then")).isEqualTo("Too many open files");
                assertThat(Integer.parseInt(afterWord(output, "taken"))).isEqualTo(first);
                assertThat(afterWord(output, "left")).isEqualTo("0");
                assertThat(afterWord(output, "again")).isEqualTo("true");
                assertThat(taker.waitFor()).isZero();
            }
            giving.cancel();
        } finally {
            if (taker != null) {
                taker.destroyForcibly();
            }
            loop.close();
        }
    }

    @Async
    private static Coroutine<Void> giveAgainAndAgain(UnixStream giver, TcpStream passed) throws IOException {
        while (true) {
            await(giver.sendSocket(passed));
        }
    }

    /**
     * A jar of the folders on the class path, which is all that the server needs: it is opened once, while a class in a folder,
     * or one that is looked for in further jars, takes descriptors when it is loaded.
     */
    private static Path jarOfClasses(Path jar) throws IOException {
        try (JarOutputStream content = new JarOutputStream(Files.newOutputStream(jar))) {
            Set<String> names = new HashSet<>();
            for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
                Path root = Path.of(entry);
                if (Files.isDirectory(root)) {
                    addAll(root, content, names);
                }
            }
        }
        return jar;
    }

    private static void addAll(Path root, JarOutputStream content, Set<String> names) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                String name = root.relativize(file).toString().replace(File.separatorChar, '/');
                if (name.endsWith(".class") && names.add(name)) {
                    content.putNextEntry(new JarEntry(name));
                    Files.copy(file, content);
                }
            }
        }
    }

    private Process start(String engine, Class<?> main, String argument) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        boolean knowsNativeAccess = Runtime.version().feature() >= 22;
        return new ProcessBuilder(
                        "/bin/sh",
                        "-c",
                        "ulimit -n " + DESCRIPTORS + " && exec \"$@\"",
                        "sh",
                        java,
                        "-Xmx64m",
                        "-Dheddle.engine=" + engine,
                        knowsNativeAccess ? "--enable-native-access=ALL-UNNAMED" : "-Dnothing",
                        "-cp",
                        jarOfClasses(folder.resolve("server.jar")).toString(),
                        main.getName(),
                        argument)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static String afterWord(BufferedReader output, String word) throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(word + " ")) {
                return line.substring(word.length() + 1);
            }
        }
        throw new AssertionError("the server has ended without saying `" + word + "`");
    }

    private static Socket dial(int port) throws IOException {
        Socket socket = new Socket();
        socket.setSoTimeout(10_000);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 10_000);
        return socket;
    }

    private static boolean isAnswered(Socket client) {
        try {
            client.getOutputStream().write('x');
            InputStream input = client.getInputStream();
            return input.read() == 'x';
        } catch (SocketException reset) {
            return false;
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }
}
