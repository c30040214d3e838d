package dev.heddle.guide;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.moveOnAfter;
import static dev.heddle.Coroutines.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.heddle.Coroutine;
import dev.heddle.Loop;
import dev.heddle.ScopeFailed;
import dev.heddle.Task;
import dev.heddle.TaskScope;
import dev.heddle.annotation.Async;
import dev.heddle.io.Pipe;
import dev.heddle.io.PipeOutput;
import dev.heddle.process.ChildJvm;
import dev.heddle.process.Command;
import dev.heddle.process.ProcessResult;
import dev.heddle.process.Signals;
import dev.heddle.process.StandardStreams;
import dev.heddle.process.Subprocess;
import dev.heddle.scheduling.ProcessSignal;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The code of docs/guide/processes.md, and what it does. */
@Timeout(60)
@EnabledOnOs({OS.LINUX, OS.MAC})
class ProcessExamplesTest {
    @TempDir
    private Path folder;

    private static boolean isInstalled(String program) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }

    @Async
    Coroutine<String> checksum(Path file) throws IOException {
        ProcessResult result = await(Subprocess.check(Command.of("sha256sum", file.toString())));
        return done(result.stdoutText().substring(0, 64));
    }

    @Test
    void aProgramIsRunToItsEnd() throws IOException {
        assumeTrue(isInstalled("sha256sum"));
        assertThat(Loop.run(checksum(Files.createFile(folder.resolve("empty")))))
                .startsWith("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        assertThatThrownBy(() -> Loop.run(checksum(folder.resolve("none"))))
                .hasMessageStartingWith("`sha256sum` ended with status 1")
                .hasMessageContaining("No such file");
    }

    @Async
    Coroutine<Integer> build(Path project, Path log) throws IOException {
        Command make = Command.of("make", "-j2")
                .directory(project)
                .environment("LANG", "C")
                .stdout(Redirect.to(log.toFile()))
                .stderrToStdout();
        return done(await(Subprocess.run(make)).exitStatus());
    }

    @Test
    void itsOutputGoesToAFile() throws IOException {
        assumeTrue(isInstalled("make"));
        Files.writeString(folder.resolve("Makefile"), "all:\n\t@echo built; echo warned >&2\n");
        Path log = folder.resolve("log");

        assertThat(Loop.run(build(folder, log))).isZero();
        assertThat(log).hasContent("built\nwarned\n");
    }

    @Async
    Coroutine<String> calculate(String expression) throws IOException {
        try (Subprocess bc = await(Subprocess.start("bc"))) {
            await(bc.stdin().write(expression + "\n"));
            return done(await(bc.stdout().readLine()));
        }
    }

    @Test
    void aProgramIsTalkedTo() throws IOException {
        assumeTrue(isInstalled("bc"));
        assertThat(Loop.run(calculate("6 * 7"))).isEqualTo("42");
    }

    @Async
    Coroutine<String> asFarAsItCame(Command command) throws IOException {
        try (Subprocess process = await(Subprocess.start(command))) {
            ProcessResult result = await(moveOnAfter(Duration.ofMillis(500), process.communicate()));
            if (result == null) {
                process.kill();
                result = await(process.communicate());
            }
            return done(result.stdoutText());
        }
    }

    @Test
    void whatHadComeIsNotLost() throws IOException {
        assertThat(Loop.run(asFarAsItCame(Command.shell("echo early; exec sleep 1000"))))
                .isEqualTo("early\n");
        assertThat(Loop.run(asFarAsItCame(Command.shell("echo all")))).isEqualTo("all\n");
    }

    @Async
    Coroutine<Void> untilOneFails(List<Command> servers) throws IOException {
        try (TaskScope scope = TaskScope.open()) {
            for (Command server : servers) {
                scope.spawn(server.toString(), keepRunning(server.grace(Duration.ofSeconds(1))));
            }
        }
        return done();
    }

    @Async
    Coroutine<Void> keepRunning(Command server) throws IOException {
        try (Subprocess process = await(Subprocess.start(server))) {
            throw new IOException(server + " has ended with status " + await(process.waitFor()));
        }
    }

    @Test
    void whenOneFailsTheOthersEnd() {
        List<Command> servers = List.of(Command.of("sleep", "1000"), Command.of("sh", "-c", "exit 3"));

        assertThatThrownBy(() -> Loop.run(untilOneFails(servers)))
                .isInstanceOf(ScopeFailed.class)
                .hasRootCauseMessage("sh -c exit 3 has ended with status 3");
    }

    @Async
    Coroutine<Integer> serve() {
        int reloads = 0;
        try (Signals signals = Signals.listen("HUP", "TERM")) {
            while (await(signals.next()).equals("HUP")) {
                reloads++;
            }
        }
        return done(reloads);
    }

    private static final int SIGHUP = 1;

    @Test
    void signalsAreAwaited() throws IOException {
        assumeFalse(ChildJvm.ignores(SIGHUP), "started by something like nohup");
        assertThat(Loop.run(servedAndSignalled())).isEqualTo(1);
    }

    @Async
    private Coroutine<Integer> servedAndSignalled() {
        try (TaskScope scope = TaskScope.open()) {
            Task<Integer> server = scope.spawnEagerly(serve());
            try (Signals hangUps = Signals.listen("HUP")) { // is told after the server
                ProcessSignal.raise("HUP");
                await(hangUps.next());
            }
            await(yieldNow());
            ProcessSignal.raise("TERM");
            return done(await(server));
        }
    }

    @Async
    Coroutine<Long> filter(Command command) throws IOException {
        try (Subprocess process = await(Subprocess.start(command.withoutStdin()))) {
            return done(await(process.stdout().transferTo(StandardStreams.out())));
        }
    }

    @Test
    void theOutputOfAProgramIsOurs() throws IOException {
        PrintStream console = System.out;
        ByteArrayOutputStream captured = new ByteArrayOutputStream();
        System.setOut(new PrintStream(captured, true, StandardCharsets.UTF_8));
        try {
            assertThat(Loop.run(filter(Command.of("echo", "hello")))).isEqualTo(6);
        } finally {
            System.setOut(console);
        }
        assertThat(captured.toString(StandardCharsets.UTF_8)).isEqualTo("hello\n");
    }

    @Async
    Coroutine<String> throughAPipe(String text) throws IOException {
        Pipe pipe = new Pipe();
        try (TaskScope scope = TaskScope.open()) {
            scope.spawn(writeAll(pipe.output(), text));
            return done(await(pipe.input().readLine()));
        }
    }

    @Async
    Coroutine<Void> writeAll(PipeOutput output, String text) throws IOException {
        try (output) {
            await(output.write(text));
        }
        return done();
    }

    @Test
    void tasksAreConnected() throws IOException {
        assertThat(Loop.run(throughAPipe("a line"))).isEqualTo("a line");
    }
}
