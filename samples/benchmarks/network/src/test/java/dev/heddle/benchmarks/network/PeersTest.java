package dev.heddle.benchmarks.network;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** All servers do the same; how fast is not asked here. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PeersTest {
    static List<Peer> echoServers() {
        return NetworkBenchmarks.javaEchoServers();
    }

    static List<Peer> httpServers() {
        return NetworkBenchmarks.httpServers(Path.of("src/main"));
    }

    @ParameterizedTest
    @MethodSource("echoServers")
    void sendsBackWhatItGets(Peer peer) throws IOException {
        int port = freePort();
        try (Server server = Server.start(0, peer, port);
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            byte[] message = "a message".repeat(1_000).getBytes(UTF_8);
            socket.getOutputStream().write(message);
            assertThat(socket.getInputStream().readNBytes(message.length)).isEqualTo(message);
            assertThat(server.residentBytes()).isPositive();
        }
    }

    @ParameterizedTest
    @MethodSource("httpServers")
    void answersWithTheText(Peer peer) throws IOException, InterruptedException {
        int port = freePort();
        try (Server server = Server.start(0, peer, port)) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + Plaintext.PATH))
                    .build();
            HttpResponse<String> response =
                    HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(response.body()).isEqualTo(Plaintext.BODY);
            assertThat(server.cpuNanos()).isPositive();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket any = new ServerSocket(0)) {
            return any.getLocalPort();
        }
    }
}
