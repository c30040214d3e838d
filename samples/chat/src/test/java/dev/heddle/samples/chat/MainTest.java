package dev.heddle.samples.chat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The sample as a process of its own, and {@code nc} as its clients. */
@Timeout(120)
final class MainTest {
    private static Process start(String... command) throws IOException {
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static void say(Process client, String line) throws IOException {
        client.getOutputStream().write((line + '\n').getBytes(UTF_8));
        client.getOutputStream().flush();
    }

    @Test
    void clientsOfANetcatHearEachOtherAndWhoGoes() throws Exception {
        boolean installed = Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(each -> Files.isExecutable(Path.of(each, "nc")));
        assumeThat(installed).as("nc is installed").isTrue();
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process server = start(java, "-cp", System.getProperty("java.class.path"), ChatServer.class.getName());
        try (BufferedReader output = server.inputReader()) {
            String line = String.valueOf(output.readLine());
            assertThat(line).matches("chatting at port \\d+");
            String port = line.substring(line.lastIndexOf(' ') + 1);
            Process ann = start("nc", "127.0.0.1", port);
            Process bob = start("nc", "127.0.0.1", port);
            try (BufferedReader annHears = ann.inputReader();
                    BufferedReader bobHears = bob.inputReader()) {
                assertThat(annHears.readLine()).isEqualTo("* your name?");
                say(ann, "ann");
                assertThat(annHears.readLine()).isEqualTo("* ann has come to lobby");
                assertThat(bobHears.readLine()).isEqualTo("* your name?");
                say(bob, "ann");
                assertThat(bobHears.readLine()).isEqualTo("* ann is taken, or no name; another?");
                say(bob, "bob");
                assertThat(bobHears.readLine()).isEqualTo("* bob has come to lobby");
                assertThat(annHears.readLine()).isEqualTo("* bob has come to lobby");
                say(bob, "hello");
                assertThat(annHears.readLine()).isEqualTo("bob: hello");
                assertThat(bobHears.readLine()).isEqualTo("bob: hello");
                bob.destroyForcibly();
                assertThat(annHears.readLine()).isEqualTo("* bob has left lobby");
            } finally {
                ann.destroyForcibly();
                bob.destroyForcibly();
            }
            server.destroy(); // SIGTERM
            assertThat(server.waitFor(20, TimeUnit.SECONDS)).isTrue();
        } finally {
            server.destroyForcibly();
        }
    }
}
