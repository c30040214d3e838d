package dev.heddle.samples.shell;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The sample as a process of its own. */
@Timeout(120)
final class MainTest {
    @TempDir
    Path folder;

    @Test
    void sigtermEndsTheServicesAndThenTheProcess() throws Exception {
        Path services = Files.writeString(
                folder.resolve("services"),
                "first: trap 'echo asked; exit 0' TERM; echo $$; while :; do sleep 0.05; done\n"
                        + "second: echo $$; exec sleep 1000\n");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process supervisor = new ProcessBuilder(
                        java,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Supervisor.class.getName(),
                        services.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<ProcessHandle> started = new ArrayList<>();
        try (BufferedReader output = new BufferedReader(new InputStreamReader(supervisor.getInputStream(), UTF_8))) {
            for (int i = 0; i < 2; i++) {
                String line = String.valueOf(output.readLine());
                assertThat(line).matches("(first|second) \\| \\d+");
                ProcessHandle.of(Long.parseLong(line.substring(line.lastIndexOf(' ') + 1)))
                        .ifPresent(started::add);
            }
            assertThat(started).hasSize(2);
            supervisor.toHandle().destroy(); // SIGTERM, and what it says then can be read
            assertThat(output.lines()).contains("supervisor | stopping at signal TERM", "first | asked");
            assertThat(supervisor.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(supervisor.exitValue()).isZero();
            assertThat(started).noneMatch(ProcessHandle::isAlive);
        } finally {
            started.forEach(ProcessHandle::destroyForcibly);
            supervisor.destroyForcibly();
        }
    }
}
