package dev.heddle;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.shield;
import static dev.heddle.Coroutines.sleep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.condition.OS.LINUX;
import static org.junit.jupiter.api.condition.OS.MAC;

import dev.heddle.annotation.Async;
import dev.heddle.process.ChildJvm;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;

/** The signal INT, sent to a process of its own. */
@Timeout(60)
@EnabledOnOs({LINUX, MAC})
class InterruptTest {
    /** What a virtual machine that SIGINT has ended exits with. */
    private static final int INTERRUPTED = 130;

    private static final int SIGINT = 2;

    /** The program in the other process. */
    static final class Program {
        private Program() {}

        public static void main(String[] arguments) throws DeadlineExceeded {
            LoopOptions options = LoopOptions.defaults();
            Loop.run(System.getProperty("ignoring") == null ? options : options.ignoringInterrupts(), main());
        }

        @Async
        private static Coroutine<Void> main() throws DeadlineExceeded {
            System.out.println("ready");
            try {
                await(sleep(Duration.ofSeconds(60)));
            } catch (Cancelled cancelled) {
                System.out.println(
                        cancelled.getMessage() + ", " + cancelled.reason().kind());
                await(shield(Duration.ofSeconds(60), cleanUp()));
                System.out.println("cleaned up");
                throw cancelled;
            }
            return done();
        }

        @Async
        private static Coroutine<Void> cleanUp() {
            if (System.getProperty("slow") != null) {
                await(sleep(Duration.ofSeconds(60)));
            }
            return done();
        }
    }

    private static Process start(String... options) throws IOException {
        assumeFalse(ChildJvm.ignores(SIGINT), "started by something that ignores INT");
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        List<String> command = new ArrayList<>(List.of(java.toString()));
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", classPath(), Program.class.getName()));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    /** This virtual machine may have the same classes as a module. */
    private static String classPath() {
        Path target = Path.of("target").toAbsolutePath();
        return target.resolve("test-classes") + File.pathSeparator + target.resolve("classes");
    }

    private static void interrupt(Process process) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
    }

    @Test
    void theFirstCancelsTheMainTaskAndTheLoopEndsInOrder() throws Exception {
        Process process = start();
        try (BufferedReader output = process.inputReader()) {
            assertThat(output.readLine()).isEqualTo("ready");
            interrupt(process);
            assertThat(output.readLine())
                    .isEqualTo("task `main` was cancelled: the process was interrupted, INTERRUPT");
            assertThat(output.readLine()).isEqualTo("cleaned up");
            assertThat(output.readLine()).contains("TaskCancelledException: task `main` was cancelled");
            assertThat(process.waitFor()).isEqualTo(1);
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void theSecondEndsTheProcess() throws Exception {
        Process process = start("-Dslow=true");
        try (BufferedReader output = process.inputReader()) {
            assertThat(output.readLine()).isEqualTo("ready");
            interrupt(process);
            assertThat(output.readLine()).contains("INTERRUPT");
            interrupt(process);
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(INTERRUPTED);
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void aLoopThatIgnoresItLeavesItToTheProcess() throws Exception {
        Process process = start("-Dignoring=true");
        try (BufferedReader output = process.inputReader()) {
            assertThat(output.readLine()).isEqualTo("ready");
            interrupt(process);
            assertThat(output.readLine()).isNull();
            assertThat(process.waitFor()).isEqualTo(INTERRUPTED);
        } finally {
            process.destroyForcibly();
        }
    }
}
