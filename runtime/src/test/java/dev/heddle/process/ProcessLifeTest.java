package dev.heddle.process;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.blocking;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.moveOnAfter;
import static dev.heddle.Coroutines.sleep;
import static dev.heddle.Coroutines.waitAll;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.fail;

import dev.heddle.AsyncCloseable.CloseReason;
import dev.heddle.Coroutine;
import dev.heddle.Loop;
import dev.heddle.Task;
import dev.heddle.TaskScope;
import dev.heddle.annotation.Async;
import dev.heddle.engine.OnEachEngine;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How processes begin and end, and what they leave behind: nothing. */
@Timeout(120)
@EnabledOnOs(OS.LINUX)
class ProcessLifeTest extends OnEachEngine {
    private static final int KILLED = 128 + 9;
    private static final int TERMINATED = 128 + 15;

    @TempDir
    private Path folder;

    /** gh-119710 of CPython. */
    @Test
    void waitingDoesNotWaitForPipesHeldByGrandchildren() throws IOException {
        assertThat(Loop.run(leavesGrandchild(PipeKind.OWN))).isEqualTo(3);
        assertThat(Loop.run(leavesGrandchild(PipeKind.OF_THE_JDK))).isEqualTo(3);
    }

    @Async
    private static Coroutine<Integer> leavesGrandchild(PipeKind pipes) throws IOException {
        ProcessHandle grandchild;
        int status;
        try (Subprocess process = await(Subprocess.start(Command.shell("sleep 1000 & echo $!; exit 3"), pipes))) {
            long pid = Long.parseLong(await(process.stdout().readLine()));
            grandchild = ProcessHandle.of(pid).orElseThrow();
            status = await(process.waitFor());
        }
        assertThat(grandchild.isAlive()).isTrue();
        grandchild.destroyForcibly();
        return done(status);
    }

    @Test
    void whatGrandchildrenWriteAfterTheEndOfTheProcessIsRead() throws IOException {
        assertThat(Loop.run(lateOutput(folder.resolve("gate")))).isEqualTo("early\nlate\n");
    }

    @Async
    private static Coroutine<String> lateOutput(Path gate) throws IOException {
        String script = "(until [ -e \"$0\" ]; do sleep 0.01; done; echo late) & echo early";
        try (Subprocess process = await(Subprocess.start("sh", "-c", script, gate.toString()))) {
            assertThat(await(process.waitFor())).isZero();
            Files.createFile(gate);
            return done(await(process.communicate()).stdoutText());
        }
    }

    @Test
    void aProcessThatIsClosedIsAskedToEnd() throws IOException {
        assertThat(Loop.run(closed(Command.of("sleep", "1000")))).isEqualTo(TERMINATED);
        assertThat(Loop.run(closed(
                        Command.shell("trap 'exit 7' TERM; echo ready; for i in $(seq 3000); do sleep 0.01; done"))))
                .isIn(7, TERMINATED);
    }

    @Test
    void aProcessThatIgnoresTermIsKilledAfterItsGrace() throws IOException {
        Command deaf = Command.shell("trap '' TERM; echo ready; for i in $(seq 3000); do sleep 0.01; done")
                .grace(Duration.ofMillis(50));

        assertThat(Loop.run(closedWhenReady(deaf, PipeKind.OWN))).isEqualTo(KILLED);
        assertThat(Loop.run(closedWhenReady(deaf, PipeKind.OF_THE_JDK))).isEqualTo(KILLED);
    }

    @Async
    private static Coroutine<Integer> closed(Command command) throws IOException {
        Subprocess process = await(Subprocess.start(command));
        process.close();
        process.close();
        return done(process.exitStatus().orElseThrow());
    }

    @Async
    private static Coroutine<Integer> closedWhenReady(Command command, PipeKind pipes) throws IOException {
        Subprocess process = await(Subprocess.start(command, pipes));
        try (process) {
            await(process.stdout().readLine());
        }
        return done(process.exitStatus().orElseThrow());
    }

    @Test
    void descendantsEndWithTheProcessIfTheyAreTo() throws IOException {
        Command shell = Command.shell(
                        "(trap '' TERM; echo ready; for i in $(seq 3000); do sleep 0.01; done) & sleep 1000; echo")
                .grace(Duration.ofMillis(50));

        assertThat(Loop.run(closedWithDescendants(shell.withDescendants())))
                .hasSizeGreaterThanOrEqualTo(2)
                .noneMatch(ProcessHandle::isAlive);
        List<ProcessHandle> left = Loop.run(closedWithDescendants(shell));
        assertThat(left).anyMatch(ProcessHandle::isAlive);
        left.forEach(ProcessHandle::destroyForcibly);
    }

    @Async
    private static Coroutine<List<ProcessHandle>> closedWithDescendants(Command command) throws IOException {
        List<ProcessHandle> descendants;
        try (Subprocess process = await(Subprocess.start(command))) {
            await(process.stdout().readLine());
            while (process.handle().children().count() < 2) {
                await(sleep(Duration.ofMillis(1)));
            }
            descendants = process.handle().descendants().toList();
        }
        return done(descendants);
    }

    @Test
    void theProcessesOfACancelledScopeEnd() throws IOException {
        assertThat(Loop.run(cancelledScope())).containsExactly(TERMINATED, KILLED);
    }

    @Async
    private static Coroutine<List<Integer>> cancelledScope() throws IOException {
        List<Subprocess> processes = new ArrayList<>();
        Command deaf = Command.shell("trap '' TERM; echo ready; for i in $(seq 3000); do sleep 0.01; done")
                .grace(Duration.ofMillis(50));
        try (TaskScope scope = TaskScope.open()) {
            scope.spawn(runFor(Command.shell("echo ready; exec sleep 1000"), processes));
            scope.spawn(runFor(deaf, processes));
            while (processes.size() < 2) {
                await(sleep(Duration.ofMillis(1)));
            }
            scope.cancel();
        }
        return done(processes.stream()
                .map(process -> process.exitStatus().orElse(-1))
                .sorted((one, other) -> other - one)
                .toList());
    }

    @Async
    private static Coroutine<Void> runFor(Command command, List<Subprocess> processes) throws IOException {
        try (Subprocess process = await(Subprocess.start(command))) {
            await(process.stdout().readLine());
            processes.add(process);
            await(process.waitFor());
        }
        return done();
    }

    @Test
    void aProcessGetsNoDescriptorsButItsThree() throws IOException {
        try (ServerSocket open = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            ProcessResult result = Loop.run(Subprocess.run(Command.of("ls", "/proc/self/fd")));

            assertThat(open.isClosed()).isFalse();
            assertThat(result.stdoutLines()).containsExactly("0", "1", "2", "3");
        }
    }

    @Test
    void twoHundredProcessesLeaveNoDescriptorBehind() throws IOException {
        Loop.run(manyProcesses(20));
    }

    @Async
    private static Coroutine<Void> manyProcesses(int rounds) throws IOException {
        await(tenProcesses());
        long before = descriptors();
        for (int round = 0; round < rounds; round++) {
            await(tenProcesses());
        }
        assertThat(descriptors()).isLessThanOrEqualTo(before);
        return done();
    }

    @Async
    private static Coroutine<Void> tenProcesses() throws IOException {
        try (TaskScope scope = TaskScope.open()) {
            for (int i = 0; i < 10; i++) {
                scope.spawn(oneProcess());
            }
        }
        return done();
    }

    @Async
    private static Coroutine<Void> oneProcess() throws IOException {
        assertThat(await(Subprocess.run(Command.of("cat"), "x")).stdoutText()).isEqualTo("x");
        return done();
    }

    private static long descriptors() throws IOException {
        try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
            return all.count();
        }
    }

    @Test
    void aProcessThatCannotBeStartedSaysWhyAndLeavesNothing() throws IOException {
        Path text = Files.writeString(folder.resolve("text"), "no program");
        Loop.run(Subprocess.run(Command.of("true")));
        long before = descriptors();

        assertThat(refusal(Command.of("no-such-program")))
                .hasMessageStartingWith("`no-such-program` cannot be started: ")
                .hasMessageContaining("No such file or directory");
        assertThat(refusal(Command.of(text.toString())))
                .hasMessageStartingWith("`" + text + "` cannot be started: ")
                .hasMessageContaining("Permission denied");
        assertThat(refusal(Command.of("true").directory(folder.resolve("none"))))
                .hasMessage("`true` cannot be started: there is no directory " + folder.resolve("none"));
        assertThat(descriptors()).isLessThanOrEqualTo(before);
    }

    private static Throwable refusal(Command command) {
        Throwable refusal = catchThrowable(() -> Loop.run(Subprocess.run(command)));
        assertThat(refusal).isInstanceOf(ProcessStartException.class);
        return refusal;
    }

    /** Runs in a process of its own that may have few descriptors only. */
    static final class FewDescriptors {
        private FewDescriptors() {}

        public static void main(String[] arguments) {
            Loop.run(main());
        }

        @Async
        private static Coroutine<Void> main() {
            List<Subprocess> children = new ArrayList<>();
            try {
                await(Subprocess.run(Command.of("true")));
                while (true) {
                    children.add(await(Subprocess.start("cat")));
                }
            } catch (IOException e) {
                System.out.println(e.getClass().getSimpleName() + ": " + e.getMessage());
            }
            for (Subprocess child : children) {
                await(child.closeAsync(CloseReason.COMPLETED));
            }
            try {
                System.out.println(await(Subprocess.run(Command.of("echo", "works again")))
                        .stdoutText()
                        .strip());
            } catch (IOException e) {
                System.out.println("still: " + e.getMessage());
            }
            return done();
        }
    }

    /** The one that is missing is another one with each limit. */
    @ParameterizedTest
    @ValueSource(ints = {92, 93, 94, 95, 96, 97, 98, 99})
    void withoutDescriptorsAProcessCannotBeStartedAndWithThemItCanAgain(int limit) throws IOException {
        Command java = ChildJvm.command(FewDescriptors.class);
        List<String> limited = new ArrayList<>(List.of("sh", "-c", "ulimit -n " + limit + "; exec \"$@\"", "sh"));
        limited.addAll(java.words());

        ProcessResult result = Loop.run(Subprocess.run(Command.of(limited)));

        assertThat(result.stdoutLines()).hasSize(2);
        assertThat(result.stdoutLines().get(0))
                .startsWith("ProcessStartException: `cat` cannot be started: ")
                .containsIgnoringCase("too many open files");
        assertThat(result.stdoutLines().get(1)).isEqualTo("works again");
    }

    @Test
    void aProcessWhoseStartNobodyWaitsForAnyMoreIsKilled() throws Exception {
        Launch launch = new Launch(Command.of("sleep", "1000"), PipeKind.OWN);
        launch.abandon();

        Launch.Started started = launch.call();

        assertThat(started.process().waitFor()).isEqualTo(KILLED);
        assertThat(started.stdin()).isNotNull().matches(channel -> !channel.isOpen());
        assertThat(started.stdout()).isNotNull().matches(channel -> !channel.isOpen());
    }

    @Test
    void aCancelledStartLeavesNoProcess() throws IOException {
        Loop.run(cancelledStarts());
        assertThat(ProcessHandle.current().children())
                .noneMatch(child -> child.info().commandLine().orElse("").contains("sleep 4711"));
    }

    @Async
    private static Coroutine<Void> cancelledStarts() throws IOException {
        for (int ticks = 0; ticks < 10; ticks++) {
            try (TaskScope scope = TaskScope.open()) {
                Task<Integer> task = scope.spawn(runForever());
                for (int tick = 0; tick < ticks; tick++) {
                    await(sleep(Duration.ofMillis(1)));
                }
                task.cancel();
                await(waitAll(List.of(task)));
            }
        }
        return done();
    }

    @Async
    private static Coroutine<Integer> runForever() throws IOException {
        try (Subprocess process = await(Subprocess.start("sleep", "4711"))) {
            return done(await(process.waitFor()));
        }
    }

    @Test
    void aThousandReadsThatAreGivenUpLeaveNoThread() throws IOException {
        Loop.run(readsGivenUp());
    }

    @Async
    private static Coroutine<Void> readsGivenUp() throws IOException {
        try (Subprocess process = await(Subprocess.start("cat"))) {
            for (int i = 0; i < 1000; i++) {
                if (await(moveOnAfter(Duration.ofNanos(1000), process.stdout().readLine())) != null) {
                    return fail("nothing was written");
                }
            }
            assertThat(Thread.getAllStackTraces().keySet())
                    .filteredOn(thread -> thread.getName().startsWith("heddle-pipes"))
                    .hasSize(1);
            await(process.stdin().write("still there\n"));
            assertThat(await(process.stdout().readLine())).isEqualTo("still there");
        }
        return done();
    }

    @Test
    void aProcessBelongsToItsLoop() throws IOException {
        List<Subprocess> foreign = new ArrayList<>();
        try (Loop loop = Loop.open()) {
            loop.runUntilComplete(keep(foreign));
            assertThatThrownBy(() -> Loop.run(readOf(foreign.get(0))))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("belongs to");
            loop.runUntilComplete(foreign.get(0).closeAsync(CloseReason.COMPLETED));
        }
        assertThat(foreign.get(0).isAlive()).isFalse();
    }

    @Async
    private static Coroutine<Void> keep(List<Subprocess> kept) throws IOException {
        kept.add(await(Subprocess.start("cat")));
        return done();
    }

    @Async
    private static Coroutine<String> readOf(Subprocess process) throws IOException {
        return done(await(process.stdout().readLine()));
    }

    @Test
    void aProcessIsNotEndedByAnotherThread() throws IOException {
        assertThat(Loop.run(isEndedElsewhere())).isEqualTo(KILLED);
    }

    @Async
    private static Coroutine<Integer> isEndedElsewhere() throws IOException {
        try (Subprocess process = await(Subprocess.start("sleep", "1000"))) {
            for (Runnable ending : List.<Runnable>of(process::terminate, process::kill)) {
                Throwable refusal = await(blocking(() -> catchThrowable(ending::run)));
                assertThat(refusal)
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("was called on thread `");
            }
            assertThat(process.isAlive()).isTrue();
            process.kill();
            return done(await(process.waitFor()));
        }
    }
}
