package dev.heddle.samples.echo;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.blocking;
import static dev.heddle.Coroutines.done;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.Coroutine;
import dev.heddle.Loop;
import dev.heddle.TaskScope;
import dev.heddle.annotation.Async;
import dev.heddle.net.TcpListener;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The clients are plain blocking sockets, in a thread of their own beside the loop. */
final class EchoServerTest {
    private static final int CROWD = 1_000;
    private static final int PATIENCE_MILLIS = 10_000;

    /** Blocking code that talks to the server. */
    private interface Clients {
        void talkTo(InetSocketAddress server) throws IOException;
    }

    @Test
    void sendsBackWhatItIsSent() throws Exception {
        Loop.run(withServer(server -> {
            try (Socket client = connect(server)) {
                send(client, "hello");
                assertThat(receive(client, 5)).isEqualTo("hello");
                send(client, "again");
                assertThat(receive(client, 5)).isEqualTo("again");
            }
        }));
    }

    @Test
    void endsWhenTheClientHasEnded() throws Exception {
        Loop.run(withServer(server -> {
            try (Socket client = connect(server)) {
                send(client, "last words");
                client.shutdownOutput();
                assertThat(new String(client.getInputStream().readAllBytes(), UTF_8))
                        .isEqualTo("last words");
            }
        }));
    }

    @Test
    void aClientThatBreaksOffDisturbsNobody() throws Exception {
        Loop.run(withServer(server -> {
            try (Socket polite = connect(server)) {
                Socket rude = connect(server);
                send(rude, "never mind");
                rude.setSoLinger(true, 0); // close() resets the connection
                rude.close();
                send(polite, "hello");
                assertThat(receive(polite, 5)).isEqualTo("hello");
            }
        }));
    }

    @Test
    void servesAThousandConnectionsAtOnce() throws Exception {
        Loop.run(withServer(server -> {
            List<Socket> crowd = new ArrayList<>();
            try {
                for (int i = 0; i < CROWD; i++) {
                    crowd.add(connect(server));
                }
                for (int i = 0; i < CROWD; i++) {
                    send(crowd.get(i), "client " + i);
                }
                for (int i = 0; i < CROWD; i++) {
                    String sent = "client " + i;
                    assertThat(receive(crowd.get(i), sent.length())).isEqualTo(sent);
                }
            } finally {
                for (Socket client : crowd) {
                    client.close();
                }
            }
        }));
    }

    @Async
    private static Coroutine<Void> withServer(Clients clients) throws Exception {
        InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (TcpListener listener = TcpListener.listen(anyPort);
                TaskScope scope = TaskScope.open()) {
            scope.spawnDaemon("server", EchoServer.serve(listener)); // cancelled when the scope is left
            await(blocking(() -> {
                clients.talkTo(listener.localAddress());
                return null;
            }));
        }
        return done();
    }

    private static Socket connect(InetSocketAddress server) throws IOException {
        Socket client = new Socket(server.getAddress(), server.getPort());
        client.setSoTimeout(PATIENCE_MILLIS);
        return client;
    }

    private static void send(Socket client, String text) throws IOException {
        client.getOutputStream().write(text.getBytes(UTF_8));
    }

    private static String receive(Socket client, int length) throws IOException {
        return new String(client.getInputStream().readNBytes(length), UTF_8);
    }
}
