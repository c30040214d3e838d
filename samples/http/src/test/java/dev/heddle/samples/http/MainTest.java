package dev.heddle.samples.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sample as a process of its own. */
final class MainTest {
    @TempDir
    Path folder;

    @Test
    void sigtermEndsTheProcessWhenTheAnswersUnderWayHaveBeenSent() throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(
                        java, "-cp", System.getProperty("java.class.path"), Main.class.getName(), folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader output = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            String line = String.valueOf(output.readLine());
            assertThat(line).matches("serving .* at port \\d+");
            int port = Integer.parseInt(line.substring(line.lastIndexOf(' ') + 1));
            try (RawClient busy = new RawClient(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))) {
                busy.get("/count/2");
                busy.head();
                assertThat(busy.chunk()).isEqualTo("data: 1\n\n");
                process.destroy(); // SIGTERM
                assertThat(busy.chunk()).isEqualTo("data: 2\n\n");
                assertThat(busy.chunk()).isEmpty();
                assertThat(busy.rest()).isEmpty();
            }
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
        } finally {
            process.destroyForcibly();
        }
    }
}
