package dev.heddle.samples.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The sample as a process of its own, with {@code curl} and {@code openssl} as its clients. */
@Timeout(120)
final class MainTest {
    private static final byte[] PAGE = "page ".repeat(100_000).getBytes(UTF_8);

    @TempDir
    Path folder;

    private static void assumeInstalled(String program) {
        boolean installed = Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(each -> Files.isExecutable(Path.of(each, program)));
        assumeThat(installed).as(program + " is installed").isTrue();
    }

    /** The proxy at a port of its choice, in front of one here. */
    private static Process startProxy(int port, String... more) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = new ArrayList<>(List.of(java, "-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(Main.class.getName(), "0", "127.0.0.1", String.valueOf(port)));
        command.addAll(List.of(more));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static String portOf(BufferedReader output) throws IOException {
        String line = String.valueOf(output.readLine());
        assertThat(line).matches("forwarding from port \\d+");
        return line.substring(line.lastIndexOf(' ') + 1);
    }

    private static HttpServer web() throws IOException {
        HttpServer web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        web.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, PAGE.length);
            exchange.getResponseBody().write(PAGE);
            exchange.close();
        });
        web.start();
        return web;
    }

    private static void assertEndsInOrder(Process proxy) throws InterruptedException {
        assertThat(proxy.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(proxy.exitValue()).isZero();
    }

    @Test
    void curlGetsItsPageAndSigtermEndsTheProxy() throws Exception {
        assumeInstalled("curl");
        HttpServer web = web();
        Process proxy = startProxy(web.getAddress().getPort());
        try (BufferedReader output = proxy.inputReader()) {
            String url = "http://127.0.0.1:" + portOf(output) + "/";
            for (int i = 0; i < 3; i++) {
                Process curl = new ProcessBuilder("curl", "--silent", "--noproxy", "*", url).start();
                assertThat(curl.getInputStream().readAllBytes()).isEqualTo(PAGE);
                assertThat(curl.waitFor()).isZero();
            }
            proxy.destroy(); // SIGTERM
            assertEndsInOrder(proxy);
        } finally {
            proxy.destroyForcibly();
            web.stop(0);
        }
    }

    @Test
    void opensslSpeaksTlsWithIt() throws Exception {
        assumeInstalled("openssl");
        Path store = folder.resolve("keys.p12");
        TlsProxyTest.makeKeys(store);
        try (ServerSocket behind = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            behind.setSoTimeout(60_000);
            Process proxy = startProxy(behind.getLocalPort(), store.toString(), TlsProxyTest.PASSWORD);
            try (BufferedReader output = proxy.inputReader()) {
                String address = "localhost:" + portOf(output);
                Process openssl = new ProcessBuilder("openssl", "s_client", "-quiet", "-connect", address)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
                try (Socket server = behind.accept()) {
                    openssl.getOutputStream().write("question\n".getBytes(UTF_8));
                    openssl.getOutputStream().flush();
                    assertThat(server.getInputStream().readNBytes(9)).isEqualTo("question\n".getBytes(UTF_8));
                    proxy.destroy(); // SIGTERM: who is connected may finish
                    server.getOutputStream().write("answer".getBytes(UTF_8));
                }
                assertThat(openssl.getInputStream().readAllBytes()).isEqualTo("answer".getBytes(UTF_8));
                openssl.destroyForcibly();
                assertEndsInOrder(proxy);
            } finally {
                proxy.destroyForcibly();
            }
        }
    }
}
