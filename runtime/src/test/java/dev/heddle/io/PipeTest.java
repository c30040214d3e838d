package dev.heddle.io;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.waitAll;
import static dev.heddle.Coroutines.yieldNow;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.AsyncCloseable.CloseReason;
import dev.heddle.Coroutine;
import dev.heddle.Loop;
import dev.heddle.LoopOptions;
import dev.heddle.Task;
import dev.heddle.TaskScope;
import dev.heddle.annotation.Async;
import dev.heddle.testing.ScriptedEngine;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import org.junit.jupiter.api.Test;

class PipeTest {
    private final Pipe pipe = new Pipe(4).named("little");

    private static <T> T run(Coroutine<T> program) {
        return Loop.run(LoopOptions.defaults().engine(ScriptedEngine::new), program);
    }

    @Test
    void whatIsWrittenIsReadInOrderHoweverSmallThePipe() throws IOException {
        for (int capacity = 1; capacity < 12; capacity++) {
            assertThat(run(transfer(new Pipe(capacity), "one\ntwo, and more\n\nthree")))
                    .isEqualTo("one|two, and more||three|");
        }
    }

    @Async
    private static Coroutine<String> transfer(Pipe pipe, String text) throws IOException {
        StringBuilder lines = new StringBuilder();
        try (TaskScope scope = TaskScope.open()) {
            scope.spawn(writeAndClose(pipe.output(), text));
            for (String line = await(pipe.input().readLine());
                    line != null;
                    line = await(pipe.input().readLine())) {
                lines.append(line).append('|');
            }
        }
        return done(lines.toString());
    }

    @Async
    private static Coroutine<Void> writeAndClose(PipeOutput output, String text) throws IOException {
        try (output) {
            await(output.write(text));
        }
        return done();
    }

    @Test
    void aWriterWaitsForItsReader() throws IOException {
        assertThat(run(backPressure())).isEqualTo("4 of 6, then 6 of 6");
    }

    @Async
    private Coroutine<String> backPressure() throws IOException {
        ByteBuffer source = ByteBuffer.wrap("abcdef".getBytes(UTF_8));
        try (TaskScope scope = TaskScope.open()) {
            Task<Void> writing = scope.spawnEagerly(pipe.output().write(source));
            await(yieldNow());
            assertThat(writing.isDone()).isFalse();
            int before = source.position();
            await(pipe.input().readExactly(2));
            await(writing);
            return done(before + " of 6, then " + source.position() + " of 6");
        }
    }

    @Test
    void aWriteThatIsCancelledTellsHowFarItHasCome() throws IOException {
        assertThat(run(cancelledWrite())).isEqualTo("abcd4");
    }

    @Async
    private Coroutine<String> cancelledWrite() throws IOException {
        ByteBuffer source = ByteBuffer.wrap("abcdef".getBytes(UTF_8));
        try (TaskScope scope = TaskScope.open()) {
            Task<Void> writing = scope.spawnEagerly(pipe.output().write(source));
            writing.cancel();
            await(waitAll(List.of(writing)));
        }
        await(pipe.output().closeAsync(CloseReason.COMPLETED));
        return done(new String(await(pipe.input().readAll(100)), UTF_8) + source.position());
    }

    @Test
    void aReadThatIsCancelledTakesNothing() throws IOException {
        assertThat(run(cancelledRead())).isEqualTo("abc");
    }

    @Async
    private Coroutine<String> cancelledRead() throws IOException {
        try (TaskScope scope = TaskScope.open()) {
            Task<byte[]> reading = scope.spawnEagerly(pipe.input().readExactly(3));
            await(pipe.output().write("ab"));
            await(yieldNow());
            reading.cancel();
            await(waitAll(List.of(reading)));
        }
        await(pipe.output().write("c"));
        return done(new String(await(pipe.input().readExactly(3)), UTF_8));
    }

    @Test
    void aPipeThatWasBrokenOffDoesNotLookComplete() {
        assertThatThrownBy(() -> run(brokenOff()))
                .isInstanceOf(IOException.class)
                .hasMessage("pipe `little` was broken off: its writer has failed");
    }

    @Async
    private Coroutine<byte[]> brokenOff() throws IOException {
        await(pipe.output().write("ab"));
        await(pipe.output().closeAsync(CloseReason.FAILED));
        assertThat(await(pipe.input().readExactly(2))).hasSize(2);
        return done(await(pipe.input().readAll(10)));
    }

    @Test
    void writingToNobodyFails() {
        assertThatThrownBy(() -> run(nobodyReads(CloseReason.COMPLETED)))
                .isInstanceOf(IOException.class)
                .hasMessage("pipe `little` is broken: its input is closed");
    }

    @Async
    private Coroutine<Void> nobodyReads(CloseReason reason) throws IOException {
        Task<Void> writing =
                Loop.current().rootScope().spawnEagerly(pipe.output().write("abcdef"));
        await(pipe.input().closeAsync(reason));
        await(writing);
        return done();
    }

    @Test
    void anEndThatIsClosedUnderItsOperationTellsSo() {
        assertThatThrownBy(() -> run(closedUnderRead())).isInstanceOf(AsynchronousCloseException.class);
        assertThatThrownBy(() -> run(readAfterClose())).isInstanceOf(ClosedChannelException.class);
    }

    @Async
    private Coroutine<byte[]> closedUnderRead() throws IOException {
        Task<byte[]> reading =
                Loop.current().rootScope().spawnEagerly(pipe.input().readExactly(1));
        await(pipe.input().closeAsync(CloseReason.COMPLETED));
        return done(await(reading));
    }

    @Async
    private static Coroutine<byte[]> readAfterClose() throws IOException {
        Pipe closed = new Pipe();
        await(closed.input().closeAsync(CloseReason.COMPLETED));
        return done(await(closed.input().readExactly(1)));
    }

    @Test
    void twoWritersAreRefused() {
        assertThatThrownBy(() -> run(twoWriters()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageEndingWith("waits to write to pipe `little` already: only one task at a time can");
    }

    @Async
    private Coroutine<Void> twoWriters() throws IOException {
        try (TaskScope scope = TaskScope.open()) {
            Task<Void> first = scope.spawnEagerly(pipe.output().write("abcdef"));
            try {
                await(pipe.output().write("x"));
            } finally {
                first.cancel();
            }
        }
        return done();
    }

    @Test
    void aPipeNobodyWritesToIsAHangThatNamesIt() {
        assertThatThrownBy(() -> run(readForEver())).hasMessageContaining("pipe `little`");
    }

    @Async
    private Coroutine<byte[]> readForEver() throws IOException {
        return done(await(pipe.input().readExactly(1)));
    }
}
