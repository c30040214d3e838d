package dev.heddle.samples.chat;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.blocking;
import static dev.heddle.Coroutines.done;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.heddle.Coroutine;
import dev.heddle.Loop;
import dev.heddle.LoopOptions;
import dev.heddle.TaskScope;
import dev.heddle.annotation.Async;
import dev.heddle.net.TcpListener;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The clients are plain blocking sockets and {@code nc}. */
final class ChatServerTest {
    private static final int PATIENCE_MILLIS = 20_000;

    /** Blocking code that talks to the server. */
    private interface Clients {
        void talkTo(InetSocketAddress server) throws Exception;
    }

    private final List<String> troubles = new ArrayList<>();
    private final ChatServer server = new ChatServer(Duration.ofMillis(200));

    private void chat(Clients clients) {
        LoopOptions options = LoopOptions.defaults().reporter((sentence, failure) -> troubles.add(sentence + failure));
        Loop.run(options, whileTalking(clients));
        assertThat(troubles).isEmpty();
    }

    @Async
    private Coroutine<Void> whileTalking(Clients clients) {
        try (TcpListener listener = TcpListener.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                TaskScope scope = TaskScope.open()) {
            scope.spawnDaemon("server", server.serve(listener));
            await(blocking(() -> {
                clients.talkTo(listener.localAddress());
                return null;
            }));
        } catch (Exception e) {
            throw new AssertionError("the clients failed", e);
        }
        return done();
    }

    private static final class Person implements Closeable {
        private final Socket socket;
        private final BufferedReader heard;

        /** Somebody without a name yet. */
        Person(InetSocketAddress server) throws IOException {
            socket = new Socket(server.getAddress(), server.getPort());
            socket.setSoTimeout(PATIENCE_MILLIS);
            heard = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
            assertThat(hears()).isEqualTo("* your name?");
        }

        /** Somebody in the lobby. */
        Person(InetSocketAddress server, String name) throws IOException {
            this(server);
            says(name);
            assertThat(hears()).isEqualTo("* " + name + " has come to lobby");
        }

        void says(String line) throws IOException {
            socket.getOutputStream().write((line + '\n').getBytes(UTF_8));
        }

        String hears() throws IOException {
            String line = heard.readLine();
            if (line == null) {
                throw new IOException("the server has closed the connection");
            }
            return line;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    @Test
    void whatOneSaysAllHear() {
        chat(address -> {
            try (Person ann = new Person(address, "ann");
                    Person bob = new Person(address, "bob")) {
                assertThat(ann.hears()).isEqualTo("* bob has come to lobby");
                ann.says("hello");
                assertThat(ann.hears()).isEqualTo("ann: hello");
                assertThat(bob.hears()).isEqualTo("ann: hello");
                bob.says("/who");
                assertThat(bob.hears()).isEqualTo("* here: ann, bob");
                bob.says("/quit");
                assertThat(ann.hears()).isEqualTo("* bob has left lobby");
            }
        });
    }

    @Test
    void roomsDoNotHearEachOther() {
        chat(address -> {
            try (Person ann = new Person(address, "ann");
                    Person bob = new Person(address, "bob")) {
                assertThat(ann.hears()).isEqualTo("* bob has come to lobby");
                bob.says("/join attic");
                assertThat(ann.hears()).isEqualTo("* bob has left lobby");
                assertThat(bob.hears()).isEqualTo("* bob has come to attic");
                ann.says("alone?");
                bob.says("up here");
                assertThat(ann.hears()).isEqualTo("ann: alone?");
                assertThat(bob.hears()).isEqualTo("bob: up here");
                ann.says("/join attic");
                assertThat(bob.hears()).isEqualTo("* ann has come to attic");
                assertThat(server.rooms()).isEqualTo(1);
            }
        });
    }

    @Test
    void aNameBelongsToOneClientUntilItLeaves() {
        chat(address -> {
            try (Person other = new Person(address)) {
                try (Person ann = new Person(address, "ann")) {
                    other.says("ann");
                    assertThat(other.hears()).isEqualTo("* ann is taken, or no name; another?");
                    other.says("no name");
                    assertThat(other.hears()).isEqualTo("* no name is taken, or no name; another?");
                    ann.says("/quit");
                    assertThatThrownBy(() -> {
                                while (true) {
                                    ann.hears();
                                }
                            })
                            .isInstanceOf(IOException.class);
                }
                other.says("ann");
                assertThat(other.hears()).isEqualTo("* ann has come to lobby");
            }
        });
    }

    @Test
    void aClientThatDoesNotListenIsShedAndTheOthersTalkOn() {
        String longLine = "x".repeat(1000);
        chat(address -> {
            try (Person ann = new Person(address, "ann");
                    Person bob = new Person(address, "bob")) {
                assertThat(ann.hears()).isEqualTo("* bob has come to lobby");
                String heard = "";
                int lines = 0;
                while (!heard.equals("* bob has left lobby")) {
                    ann.says(longLine);
                    lines++;
                    heard = ann.hears();
                    if (!heard.startsWith("ann: ")) {
                        ann.hears();
                    }
                }
                assertThat(lines).isGreaterThan(Room.PATIENCE_IN_LINES);
                ann.says("still here");
                assertThat(ann.hears()).isEqualTo("ann: still here");
                assertThatThrownBy(() -> {
                            while (true) {
                                bob.hears();
                            }
                        })
                        .isInstanceOf(IOException.class);
            }
        });
        assertThat(server.shed()).isEqualTo(1);
    }

    @Test
    void whoSaysMuchAtOnceIsHeardWhole() {
        int lines = 10 * Room.PATIENCE_IN_LINES;
        chat(address -> {
            try (Person ann = new Person(address, "ann");
                    Person bob = new Person(address, "bob")) {
                assertThat(ann.hears()).isEqualTo("* bob has come to lobby");
                StringBuilder speech = new StringBuilder();
                for (int i = 0; i < lines; i++) {
                    speech.append(i).append('\n');
                }
                ann.says(speech.toString().strip());
                for (int i = 0; i < lines; i++) {
                    assertThat(ann.hears()).isEqualTo("ann: " + i);
                    assertThat(bob.hears()).isEqualTo("ann: " + i);
                }
            }
        });
        assertThat(server.shed()).isZero();
    }

    @Test
    void hundredsHearEachOther() {
        int crowd = 200;
        chat(address -> {
            List<Person> people = new ArrayList<>();
            try {
                for (int i = 0; i < crowd; i++) {
                    people.add(new Person(address, "p" + i));
                }
                people.get(0).says("hello, crowd");
                for (Person each : people) {
                    String heard = each.hears();
                    while (heard.startsWith("* ")) {
                        heard = each.hears();
                    }
                    assertThat(heard).isEqualTo("p0: hello, crowd");
                }
            } finally {
                for (Person each : people) {
                    each.close();
                }
            }
        });
    }

    @Test
    void netcatIsAClient() throws Exception {
        boolean installed = Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(each -> Files.isExecutable(Path.of(each, "nc")));
        assumeThat(installed).as("nc is installed").isTrue();
        chat(address -> {
            Process nc = new ProcessBuilder("nc", "127.0.0.1", String.valueOf(address.getPort())).start();
            nc.getOutputStream().write("nancy\nhello\n/quit\n".getBytes(UTF_8));
            nc.getOutputStream().close();
            assertThat(new String(nc.getInputStream().readAllBytes(), UTF_8))
                    .contains("* your name?\n* nancy has come to lobby\n");
            assertThat(nc.waitFor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)).isTrue();
        });
    }
}
