package dev.heddle.process;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.moveOnAfter;
import static dev.heddle.Coroutines.select;
import static dev.heddle.Coroutines.sleep;
import static dev.heddle.Coroutines.waitAll;
import static dev.heddle.Coroutines.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import dev.heddle.AsyncCloseable.CloseReason;
import dev.heddle.Coroutine;
import dev.heddle.Loop;
import dev.heddle.LoopOptions;
import dev.heddle.SelectCase;
import dev.heddle.Task;
import dev.heddle.TaskScope;
import dev.heddle.annotation.Async;
import dev.heddle.engine.OnEachEngine;
import dev.heddle.io.InputTooLongException;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What real programs read, write and end with. */
@Timeout(60)
@DisabledOnOs(OS.WINDOWS)
class SubprocessTest extends OnEachEngine {
    private static final int KILLED = 128 + 9;
    private static final int TERMINATED = 128 + 15;

    @TempDir
    private Path folder;

    /** What runs and must not be collected. */
    private final List<Object> kept = new ArrayList<>();

    @ParameterizedTest
    @EnumSource
    void aConversationGoesLineByLine(PipeKind pipes) throws IOException {
        assertThat(Loop.run(conversation(pipes))).isEqualTo("one two null 0");
    }

    @Async
    private Coroutine<ProcessHandle> leaveRunning(boolean dropped, List<String> troubles) throws IOException {
        ProcessHandle handle = handleOf(await(Subprocess.start("sleep", "1000")), dropped);
        while (dropped && troubles.isEmpty()) {
            System.gc();
            await(sleep(Duration.ofMillis(10)));
        }
        return done(handle);
    }

    private ProcessHandle handleOf(Subprocess process, boolean dropped) {
        if (!dropped) {
            kept.add(process);
        }
        return process.handle();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatNobodyHasClosedIsReportedAndKilled(boolean dropped) throws Exception {
        List<String> troubles = new ArrayList<>();
        LoopOptions options = LoopOptions.defaults().reporter((sentence, failure) -> troubles.add(sentence));

        ProcessHandle handle = Loop.run(options, leaveRunning(dropped, troubles));

        handle.onExit().get();
        assertThat(troubles)
                .containsExactly("a process (process " + handle.pid() + " `sleep`) "
                        + (dropped
                                ? "was dropped without having been closed"
                                : "was not closed before the end of loop `loop`"));
    }

    @Async
    private static Coroutine<Integer> runWithoutPipes() throws IOException {
        Command command =
                Command.of("true").withoutStdin().stdout(Redirect.DISCARD).stderr(Redirect.DISCARD);
        return done(await(await(Subprocess.start(command)).waitFor()));
    }

    @Test
    void aProcessWithoutPipesNeedNotBeClosedWhenItHasEnded() throws IOException {
        List<String> troubles = new ArrayList<>();
        LoopOptions options = LoopOptions.defaults().reporter((sentence, failure) -> troubles.add(sentence));

        assertThat(Loop.run(options, runWithoutPipes())).isZero();

        assertThat(troubles).isEmpty();
    }

    @Async
    private static Coroutine<String> conversation(PipeKind pipes) throws IOException {
        try (Subprocess cat = await(Subprocess.start(Command.of("cat"), pipes))) {
            await(cat.stdin().write("one\n"));
            String first = await(cat.stdout().readLine());
            await(cat.stdin().write("two\n"));
            String second = await(cat.stdout().readLine());
            await(cat.stdin().closeAsync(CloseReason.COMPLETED));
            String third = await(cat.stdout().readLine());
            return done(first + " " + second + " " + third + " " + await(cat.waitFor()));
        }
    }

    @ParameterizedTest
    @EnumSource
    void muchIsWrittenAndReadAtTheSameTime(PipeKind pipes) throws IOException {
        byte[] much = "0123456789abcdef".repeat(100_000).getBytes(StandardCharsets.UTF_8);

        ProcessResult result = Loop.run(communicate(Command.shell("tee /dev/stderr"), pipes, much));

        assertThat(result.stdout()).isEqualTo(much);
        assertThat(result.stderr()).isEqualTo(much);
        assertThat(result.isSuccess()).isTrue();
    }

    @Async
    private static Coroutine<ProcessResult> communicate(Command command, PipeKind pipes, byte[] input)
            throws IOException {
        try (Subprocess process = await(Subprocess.start(command, pipes))) {
            return done(await(process.communicate(input)));
        }
    }

    @Test
    void outputErrorsAndStatusComeTogether() throws IOException {
        ProcessResult result = Loop.run(Subprocess.run(Command.shell("echo out; echo err >&2; exit 3")));

        assertThat(result.stdoutLines()).containsExactly("out");
        assertThat(result.stderrText()).isEqualTo("err\n");
        assertThat(result.exitStatus()).isEqualTo(3);
        assertThat(result.isSuccess()).isFalse();
    }

    @Test
    void theEnvironmentAndTheDirectoryAreThoseOfTheCommand() throws IOException {
        Command show = Command.of("/bin/sh", "-c", "echo $A-$B; /bin/pwd").directory(folder);

        assertThat(Loop.run(Subprocess.run(show.environment("A", "1").environment("B", "2")))
                        .stdoutLines())
                .containsExactly("1-2", folder.toRealPath().toString());
        assertThat(Loop.run(Subprocess.run(show.environment("A", "1").withoutEnvironment("A")))
                        .stdoutLines())
                .startsWith("-");
        assertThat(Loop.run(Subprocess.run(
                                Command.of("/usr/bin/env").emptyEnvironment().environment("ONLY", "this")))
                        .stdoutText())
                .isEqualTo("ONLY=this\n");
    }

    @Test
    void streamsAreRedirectedToFilesAndIntoEachOther() throws IOException {
        File out = folder.resolve("out").toFile();
        Path in = Files.writeString(folder.resolve("in"), "from a file");

        assertThat(Loop.run(Subprocess.run(
                                Command.shell("echo out; echo err >&2").stderrToStdout()))
                        .stdoutText())
                .isEqualTo("out\nerr\n");
        assertThat(Loop.run(Subprocess.run(Command.of("cat").stdin(Redirect.from(in.toFile()))))
                        .stdoutText())
                .isEqualTo("from a file");
        Loop.run(Subprocess.run(Command.of("cat").stdout(Redirect.to(out)), "to a file"));
        Loop.run(Subprocess.run(Command.of("cat").stdout(Redirect.appendTo(out)), ", and more"));
        assertThat(out).hasContent("to a file, and more");
        assertThat(Loop.run(Subprocess.run(Command.shell("cat; echo err >&2")
                                .withoutStdin()
                                .stderr(Redirect.DISCARD)))
                        .stderr())
                .isEmpty();
    }

    @Test
    void aStreamThatIsNoPipeCannotBeAskedFor() throws IOException {
        assertThatThrownBy(() -> Loop.run(stdoutOf(Command.of("true").stdout(Redirect.DISCARD))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("stdout of process")
                .hasMessageEndingWith("`true` is not a pipe to here");
    }

    @Async
    private static Coroutine<String> stdoutOf(Command command) throws IOException {
        try (Subprocess process = await(Subprocess.start(command))) {
            return done(process.stdout().toString());
        }
    }

    @Test
    void aProgramThatDoesNotReadItsInputIsNoFailure() throws IOException {
        byte[] much = new byte[1_000_000];

        assertThat(Loop.run(Subprocess.run(Command.of("true"), much)).exitStatus())
                .isZero();
        assertThatThrownBy(() -> Loop.run(writeToNobody(much)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Broken pipe");
    }

    @Async
    private static Coroutine<Void> writeToNobody(byte[] much) throws IOException {
        try (Subprocess nobody = await(Subprocess.start("true"))) {
            await(nobody.stdin().write(much));
        }
        return done();
    }

    @Test
    void aConversationThatIsCancelledLosesNothing() throws IOException {
        assertThat(Loop.run(cancelledConversation())).isEqualTo("early\nlate\n, oops\n, 5");
    }

    @Async
    private static Coroutine<String> cancelledConversation() throws IOException {
        Command command = Command.shell("trap 'echo late; exit 5' TERM; echo oops >&2; echo early;"
                + " for i in $(seq 3000); do sleep 0.01; done");
        try (Subprocess process = await(Subprocess.start(command));
                TaskScope scope = TaskScope.open()) {
            Task<ProcessResult> first = scope.spawn(process.communicate("never read"));
            while (process.stdout().buffered() == 0) {
                await(sleep(Duration.ofMillis(1)));
            }
            first.cancel();
            await(waitAll(List.of(first)));
            process.terminate();
            ProcessResult result = await(process.communicate());
            return done(result.stdoutText() + ", " + result.stderrText() + ", " + result.exitStatus());
        }
    }

    @Test
    void inputThatWasNotWrittenYetWhenItWasCancelledIsWrittenByTheNext() throws IOException {
        byte[] much = "abcdefgh".repeat(100_000).getBytes(StandardCharsets.UTF_8);

        assertThat(Loop.run(cancelledInput(folder.resolve("gate"), much)).stdout())
                .isEqualTo(much);
    }

    @Async
    private static Coroutine<ProcessResult> cancelledInput(Path gate, byte[] much) throws IOException {
        Command command = Command.of("sh", "-c", "until [ -e \"$0\" ]; do sleep 0.01; done; exec cat", gate.toString());
        try (Subprocess process = await(Subprocess.start(command))) {
            if (await(moveOnAfter(Duration.ofMillis(30), process.communicate(much))) != null) {
                return fail("the gate is shut");
            }
            Files.createFile(gate);
            return done(await(process.communicate()));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aConversationInAnyNumberOfPiecesIsTheSame(PipeKind pipes) throws IOException {
        byte[] much = new byte[2_000_000];
        new Random(pipes.ordinal()).nextBytes(much);

        ProcessResult result = Loop.run(inPieces(pipes, much));

        assertThat(result.stdout()).isEqualTo(much);
        assertThat(result.exitStatus()).isZero();
    }

    @Async
    private static Coroutine<ProcessResult> inPieces(PipeKind pipes, byte[] much) throws IOException {
        try (Subprocess process = await(Subprocess.start(Command.of("cat"), pipes))) {
            ProcessResult result = await(moveOnAfter(Duration.ofNanos(1), process.communicate(much)));
            while (result == null) {
                result = await(moveOnAfter(Duration.ofMillis(1), process.communicate()));
            }
            return done(result);
        }
    }

    @Test
    void aSecondInputIsRefused() {
        assertThatThrownBy(() -> Loop.run(twoInputs()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageEndingWith("has got its input already");
    }

    @Async
    private static Coroutine<ProcessResult> twoInputs() throws IOException {
        try (Subprocess process = await(Subprocess.start("cat"))) {
            await(process.communicate("one"));
            return done(await(process.communicate("two")));
        }
    }

    @Test
    void moreOutputThanTheLimitIsRefusedAndStillThere() throws IOException {
        assertThat(Loop.run(limited())).isEqualTo("123456789");
    }

    @Async
    private static Coroutine<String> limited() throws IOException {
        try (Subprocess process =
                await(Subprocess.start(Command.shell("echo 123456789").outputLimit(5)))) {
            try {
                await(process.communicate());
                return fail("no limit");
            } catch (InputTooLongException e) {
                return done(await(process.stdout().readLine()));
            }
        }
    }

    @Test
    void theEndIsSeenByAllThatWaitAndByASelect() throws IOException {
        assertThat(Loop.run(manyWait())).containsExactly(7, 7, 7, 7);
    }

    @Async
    private static Coroutine<List<Integer>> manyWait() throws IOException {
        try (Subprocess process = await(Subprocess.start("sh", "-c", "read line; exit 7"));
                TaskScope scope = TaskScope.open()) {
            Task<Integer> first = scope.spawn(process.waitFor());
            Task<Integer> second = scope.spawn(process.waitFor());
            Task<Integer> cancelled = scope.spawn(process.waitFor());
            await(yieldNow());
            cancelled.cancel();
            assertThat(process.exitStatus()).isEqualTo(OptionalInt.empty());
            await(process.stdin().write("go\n"));
            int selected = await(select(
                    process.onExit(status -> done(status)),
                    SelectCase.onTimeout(Duration.ofMinutes(1), late -> done(-1))));
            int late = await(process.waitFor());
            assertThat(process.exitStatus()).isEqualTo(OptionalInt.of(7));
            return done(List.of(await(first), await(second), selected, late));
        }
    }

    @Test
    void twoReadersOfOnePipeAreRefused() {
        assertThatThrownBy(() -> Loop.run(twoReaders()))
                .hasRootCauseInstanceOf(IllegalStateException.class)
                .rootCause()
                .hasMessageContaining("waits for pipe `stdout of process")
                .hasMessageEndingWith("only one task at a time can");
    }

    @Async
    private static Coroutine<Void> twoReaders() throws IOException {
        try (Subprocess process = await(Subprocess.start("cat"));
                TaskScope scope = TaskScope.open()) {
            scope.spawn("first", process.stdout().read(ByteBuffer.allocate(1)));
            scope.spawn("second", process.stdout().read(ByteBuffer.allocate(1)));
        }
        return done();
    }

    @Test
    void aReadUnderWhichThePipeIsClosedIsTold() throws IOException {
        assertThat(Loop.run(closedUnderRead())).isInstanceOf(AsynchronousCloseException.class);
    }

    @Async
    private static Coroutine<Throwable> closedUnderRead() throws IOException {
        try (Subprocess process = await(Subprocess.start("cat"))) {
            Task<String> reading =
                    Loop.current().rootScope().spawnEagerly(process.stdout().readLine());
            await(process.stdout().closeAsync(CloseReason.COMPLETED));
            try {
                return done(fail("read " + await(reading)));
            } catch (Exception e) {
                return done(e);
            }
        }
    }

    @Test
    void aProgramThatHasToSucceedFailsWithTheTailOfItsErrors() throws IOException {
        assertThat(Loop.run(Subprocess.check(Command.of("cat"), "fine")).stdoutText())
                .isEqualTo("fine");
        assertThatThrownBy(() -> Loop.run(Subprocess.check(Command.shell("echo some; echo wrong >&2; exit 2"))))
                .isInstanceOf(ProcessFailedException.class)
                .hasMessage("`sh` ended with status 2: wrong")
                .extracting(
                        failure -> ((ProcessFailedException) failure).result().stdoutText())
                .isEqualTo("some\n");
    }

    @Test
    void anySignalCanBeSent() throws IOException {
        assertThat(Loop.run(signalled())).isEqualTo("got it 9 false");
    }

    @Async
    private static Coroutine<String> signalled() throws IOException {
        Command command =
                Command.shell("trap 'echo got it; exit 9' USR1; echo ready; for i in $(seq 3000); do sleep 0.01; done");
        try (Subprocess process = await(Subprocess.start(command))) {
            await(process.stdout().readLine());
            assertThat(await(process.signal("SIGUSR1"))).isTrue();
            String answer = await(process.stdout().readLine());
            int status = await(process.waitFor());
            return done(answer + " " + status + " " + await(process.signal("USR1")));
        }
    }

    @Test
    void whatIsNoNameOfASignalIsNotSent() {
        assertThatThrownBy(() -> Loop.run(signalNamed("USR1; reboot"))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Loop.run(signalNamed("NONE")))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("the signal NONE cannot be sent to process");
    }

    @Async
    private static Coroutine<Boolean> signalNamed(String name) throws IOException {
        try (Subprocess process = await(Subprocess.start("cat"))) {
            return done(await(process.signal(name)));
        }
    }

    @Test
    void aSignalThatEndsAProcessIsInItsStatus() throws IOException {
        assertThat(Loop.run(endedBy("TERM"))).isEqualTo(TERMINATED);
        assertThat(Loop.run(endedBy("KILL"))).isEqualTo(KILLED);
    }

    @Async
    private static Coroutine<Integer> endedBy(String signal) throws IOException {
        try (Subprocess process = await(Subprocess.start("cat"))) {
            if (signal.equals("TERM")) {
                process.terminate();
            } else {
                process.kill();
            }
            return done(await(process.waitFor()));
        }
    }
}
