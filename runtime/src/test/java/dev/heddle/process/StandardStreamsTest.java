package dev.heddle.process;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.moveOnAfter;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.heddle.AsyncCloseable.CloseReason;
import dev.heddle.Coroutine;
import dev.heddle.Loop;
import dev.heddle.annotation.Async;
import dev.heddle.engine.OnEachEngine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Streams that block, seen as such that do not. */
@Timeout(60)
@DisabledOnOs(OS.WINDOWS)
class StandardStreamsTest extends OnEachEngine {
    /** What the key D with the key for control types. */
    private static final char END_OF_INPUT = 4;

    /** Copies its input to its output, by two loops, and counts on standard error. */
    static final class Echo {
        private Echo() {}

        public static void main(String[] arguments) throws IOException {
            Loop.run(echoLine());
            Loop.run(echoRest());
        }

        @Async
        private static Coroutine<Void> echoLine() throws IOException {
            if (await(moveOnAfter(Duration.ofMillis(5), StandardStreams.in().readLine())) != null) {
                System.out.println("too early");
            }
            await(StandardStreams.out().write("ready\n"));
            await(StandardStreams.out().write(await(StandardStreams.in().readLine()) + "!\n"));
            return done();
        }

        @Async
        private static Coroutine<Void> echoRest() throws IOException {
            long count = await(StandardStreams.in().transferTo(StandardStreams.out()));
            await(StandardStreams.err().write(count + " bytes"));
            return done();
        }
    }

    @Test
    void whatOneLoopHasNotTakenOfTheInputTheNextOneGets() throws IOException {
        ProcessResult result = Loop.run(echo());

        assertThat(result.stdoutText()).isEqualTo("one!\ntwo\nthree");
        assertThat(result.stderrText()).isEqualTo("9 bytes");
        assertThat(result.exitStatus()).isZero();
    }

    @Async
    private static Coroutine<ProcessResult> echo() throws IOException {
        try (Subprocess process = await(Subprocess.start(ChildJvm.command(Echo.class)))) {
            assertThat(await(process.stdout().readLine())).isEqualTo("ready");
            return done(await(process.communicate("one\ntwo\nthree")));
        }
    }

    /** Python opens the terminal: it has a function that lets a program believe that it sits at one. */
    @Test
    void aTerminalIsReadLineByLineUntilItsEnd() throws IOException {
        assertThat(Loop.run(atATerminal())).isZero();
    }

    @Async
    private static Coroutine<Integer> atATerminal() throws IOException {
        List<String> words = new ArrayList<>(List.of(
                "python3", "-c", "import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))"));
        words.addAll(ChildJvm.command(Echo.class).words());
        try (Subprocess terminal = await(Subprocess.start(Command.of(words)))) {
            await(untilLine(terminal, "ready"));
            await(terminal.stdin().write("one\n"));
            await(untilLine(terminal, "one!"));
            await(terminal.stdin().write("three\n" + END_OF_INPUT));
            await(untilLine(terminal, "6 bytes"));
            return done(await(terminal.waitFor()));
        } catch (ProcessStartException notInstalled) {
            return abort("no Python: " + notInstalled.getMessage());
        }
    }

    /** A terminal shows what is typed, too. */
    @Async
    private static Coroutine<Void> untilLine(Subprocess terminal, String wanted) throws IOException {
        String line = await(terminal.stdout().readLine());
        while (!wanted.equals(line)) {
            assertThat(line).isNotNull();
            line = await(terminal.stdout().readLine());
        }
        return done();
    }

    @Test
    void outputThatNobodyTakesIsAFailure() throws IOException {
        assertThat(Loop.run(unread())).contains("nobody takes it");
    }

    /** Writes until that fails. */
    static final class Chatter {
        private Chatter() {}

        public static void main(String[] arguments) throws IOException {
            Loop.run(chat());
        }

        @Async
        private static Coroutine<Void> chat() throws IOException {
            try {
                while (true) {
                    await(StandardStreams.out().write("and so on\n"));
                }
            } catch (IOException e) {
                await(StandardStreams.err().write(String.valueOf(e.getMessage())));
            }
            return done();
        }
    }

    @Async
    private static Coroutine<String> unread() throws IOException {
        try (Subprocess process = await(Subprocess.start(ChildJvm.command(Chatter.class)))) {
            await(process.stdout().readLine());
            await(process.stdout().closeAsync(CloseReason.COMPLETED));
            return done(new String(await(process.stderr().readAll(10_000)), UTF_8));
        }
    }

    /** Blocks until it is given bytes; none at all are the end. */
    private static final class Given extends InputStream {
        private final LinkedBlockingQueue<String> given = new LinkedBlockingQueue<>();
        private int readers;
        private final CountDownLatch closed = new CountDownLatch(1);

        @Override
        public int read() {
            throw new AssertionError("one byte at a time");
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            synchronized (this) {
                readers++;
            }
            try {
                byte[] bytes = given.take().getBytes(UTF_8);
                System.arraycopy(bytes, 0, target, offset, bytes.length);
                return bytes.length == 0 ? -1 : bytes.length;
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }

        synchronized int readers() {
            return readers;
        }

        @Override
        public void close() {
            closed.countDown();
        }

        void awaitClosed() throws InterruptedException {
            closed.await();
        }
    }

    private final Given source = new Given();
    private final StreamInput input = new StreamInput(() -> source, "some input");

    @Test
    void readsThatAreGivenUpLoseNothingAndShareOneThread() throws IOException {
        assertThat(Loop.run(givenUp())).isEqualTo("hello, null");
        assertThat(source.readers()).isEqualTo(2);
    }

    @Async
    private Coroutine<String> givenUp() throws IOException {
        for (int i = 0; i < 20; i++) {
            if (await(moveOnAfter(Duration.ofMillis(1), input.readLine())) != null) {
                return fail("nothing was given");
            }
        }
        source.given.add("hello\n");
        String line = await(input.readLine());
        source.given.add("");
        return done(line + ", " + await(input.readLine()));
    }

    @Test
    void whatIsClosedIsNotRead() throws InterruptedException {
        assertThatThrownBy(() -> Loop.run(closed())).isInstanceOf(ClosedChannelException.class);
        source.awaitClosed();
    }

    @Async
    private Coroutine<String> closed() throws IOException {
        await(input.closeAsync(CloseReason.COMPLETED));
        return done(String.valueOf(await(input.readLine())));
    }

    @Test
    void allIsWrittenInOrder() throws IOException {
        ByteArrayOutputStream target = new ByteArrayOutputStream();
        String text = "0123456789".repeat(5_000);

        Loop.run(new StreamOutput(() -> target, "some output").write(text));

        assertThat(target.toString(UTF_8)).isEqualTo(text);
    }
}
