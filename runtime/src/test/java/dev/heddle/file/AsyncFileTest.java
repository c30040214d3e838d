package dev.heddle.file;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.gather;
import static dev.heddle.Coroutines.waitAll;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.Coroutine;
import dev.heddle.Loop;
import dev.heddle.LoopOptions;
import dev.heddle.Task;
import dev.heddle.TaskScope;
import dev.heddle.annotation.Async;
import dev.heddle.engine.OnEachEngine;
import dev.heddle.io.ByteInput;
import dev.heddle.io.ByteOutput;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class AsyncFileTest extends OnEachEngine {
    @TempDir
    private Path folder;

    /** What is open and must not be collected. */
    private final List<Object> kept = new ArrayList<>();

    @Test
    void bytesAreReadAndWrittenAtAnyPosition() throws IOException {
        Path file = folder.resolve("file");

        assertThat(Loop.run(positions(file))).isEqualTo("cdef, -1, 8");
        assertThat(file).hasContent("abXYefgh");
    }

    @Async
    private static Coroutine<String> positions(Path path) throws IOException {
        try (AsyncFile file = await(AsyncFile.open(path, READ, WRITE, CREATE))) {
            await(gather(file.write(bytes("efgh"), 4), file.write(bytes("abcd"), 0)));
            ByteBuffer middle = ByteBuffer.allocate(4);
            await(file.readExactly(middle, 2));
            int beyond = await(file.read(ByteBuffer.allocate(1), 100));
            await(file.write(bytes("XY"), 2));
            await(file.force());
            return done(text(middle) + ", " + beyond + ", " + await(file.size()));
        }
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(UTF_8));
    }

    private static String text(ByteBuffer buffer) {
        return new String(buffer.array(), 0, buffer.position(), UTF_8);
    }

    @Async
    private Coroutine<Void> leaveOpen(Path path) throws IOException {
        kept.add(await(AsyncFile.open(path)));
        kept.add(await(DirectoryWatch.open(folder)));
        return done();
    }

    @Test
    void whatNobodyHasClosedIsReportedAtTheEndOfItsLoop() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "abc");
        List<String> troubles = new ArrayList<>();

        Loop.run(LoopOptions.defaults().reporter((sentence, failure) -> troubles.add(sentence)), leaveOpen(file));

        assertThat(troubles)
                .containsExactlyInAnyOrder(
                        "a file (" + file + ") was not closed before the end of loop `loop`",
                        "a watch (" + folder + ") was not closed before the end of loop `loop`");
    }

    @Test
    void aFileThatEndsBeforeWhatIsReadSaysWhere() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "abc");

        assertThatThrownBy(() -> Loop.run(readTen(file)))
                .isInstanceOf(EOFException.class)
                .hasMessage(file + " ends at 3, 8 bytes before what is read");
    }

    @Async
    private static Coroutine<Void> readTen(Path path) throws IOException {
        try (AsyncFile file = await(AsyncFile.open(path))) {
            await(file.readExactly(ByteBuffer.allocate(10), 1));
        }
        return done();
    }

    @Test
    void aFileIsAStreamOfBytesFromAnyPosition() throws IOException {
        Path file = folder.resolve("file");

        assertThat(Loop.run(streams(file))).isEqualTo("one, two, hree");
    }

    @Async
    private static Coroutine<String> streams(Path path) throws IOException {
        try (AsyncFile file = await(AsyncFile.open(path, READ, WRITE, CREATE))) {
            ByteOutput output = file.output(0);
            await(output.write("one\n"));
            await(output.write("two\n"));
            await(output.write("three"));
            ByteInput input = file.input(0);
            String first = await(input.readLine());
            String second = await(input.readLine());
            return done(first + ", " + second + ", " + await(file.input(9).readLine()));
        }
    }

    @Test
    void muchIsCopiedFromFileToFile() throws IOException {
        byte[] much = new byte[3_000_000];
        for (int i = 0; i < much.length; i++) {
            much[i] = (byte) (i * 31);
        }
        Path from = Files.write(folder.resolve("from"), much);
        Path to = folder.resolve("to");

        assertThat(Loop.run(copy(from, to))).isEqualTo(much.length);
        assertThat(to).hasBinaryContent(much);
    }

    @Async
    private static Coroutine<Long> copy(Path from, Path to) throws IOException {
        try (AsyncFile source = await(AsyncFile.open(from));
                AsyncFile target = await(AsyncFile.open(to, WRITE, CREATE))) {
            return done(await(source.input(0).transferTo(target.output(0))));
        }
    }

    @Test
    void aCancelledWriteTellsExactlyWhatIsInTheFile() throws IOException {
        for (int ticks = 0; ticks < 20; ticks++) {
            Path file = folder.resolve("file" + ticks);
            ByteBuffer source = ByteBuffer.allocate(20_000_000);

            Loop.run(cancelledWrite(file, source, ticks));

            assertThat(file).hasSize(source.position());
        }
    }

    @Async
    private static Coroutine<Void> cancelledWrite(Path path, ByteBuffer source, int ticks) throws IOException {
        try (AsyncFile file = await(AsyncFile.open(path, WRITE, CREATE));
                TaskScope scope = TaskScope.open()) {
            Task<Void> writing = scope.spawnEagerly(file.write(source, 0));
            for (int tick = 0; tick < ticks; tick++) {
                await(file.size());
            }
            writing.cancel();
            await(waitAll(List.of(writing)));
            assertThat(file.isOpen()).isTrue();
            assertThat(await(file.size())).isEqualTo(source.position());
        }
        return done();
    }

    @Test
    void whatIsClosedIsNotReadAnyMore() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "abc");

        assertThatThrownBy(() -> Loop.run(readAfterClose(file))).isInstanceOf(ClosedChannelException.class);
    }

    @Async
    private static Coroutine<Integer> readAfterClose(Path path) throws IOException {
        AsyncFile file = await(AsyncFile.open(path));
        file.close();
        file.close();
        return done(await(file.read(ByteBuffer.allocate(1), 0)));
    }

    @Test
    void aFileIsCutOff() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "abcdef");

        Loop.run(cut(file));

        assertThat(file).hasContent("abc");
    }

    @Async
    private static Coroutine<Void> cut(Path path) throws IOException {
        try (AsyncFile file = await(AsyncFile.open(path, WRITE))) {
            await(file.truncate(3));
            await(file.truncate(100));
        }
        return done();
    }
}
