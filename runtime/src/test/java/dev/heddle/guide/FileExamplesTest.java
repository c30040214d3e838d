package dev.heddle.guide;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.AsyncStream;
import dev.heddle.Coroutine;
import dev.heddle.Loop;
import dev.heddle.Task;
import dev.heddle.TaskScope;
import dev.heddle.annotation.Async;
import dev.heddle.file.AsyncFile;
import dev.heddle.file.AsyncFiles;
import dev.heddle.file.DirectoryWatch;
import dev.heddle.file.FileChange;
import dev.heddle.file.Temporary;
import dev.heddle.net.TcpListener;
import dev.heddle.net.TcpStream;
import dev.heddle.process.Command;
import dev.heddle.process.Subprocess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The code of docs/guide/files.md, and what it does. */
@Timeout(60)
class FileExamplesTest {
    @TempDir
    private Path folder;

    @Async
    Coroutine<Integer> countVisit(Path file) throws IOException {
        int visits = await(AsyncFiles.exists(file)) ? Integer.parseInt(await(AsyncFiles.readString(file))) : 0;
        await(AsyncFiles.writeAtomically(file, String.valueOf(visits + 1)));
        return done(visits + 1);
    }

    @Test
    void aFileIsReadAndReplaced() throws IOException {
        Path file = folder.resolve("visits");

        assertThat(Loop.run(countVisit(file))).isEqualTo(1);
        assertThat(Loop.run(countVisit(file))).isEqualTo(2);
        assertThat(file).hasContent("2");
    }

    @Async
    Coroutine<Long> linesOfCode(Path folder) throws IOException {
        long lines = 0;
        try (AsyncStream<Path> files = AsyncFiles.walk(folder)) {
            while (await(files.advance())) {
                if (files.value().toString().endsWith(".java")) {
                    lines += await(AsyncFiles.lines(files.value())
                            .filter(line -> !line.isBlank())
                            .count());
                }
            }
        }
        return done(lines);
    }

    @Test
    void treesAndLinesAreStreams() throws IOException {
        Files.writeString(folder.resolve("A.java"), "class A {\n\n}\n");
        Files.writeString(Files.createDirectory(folder.resolve("b")).resolve("B.java"), "enum B {}\n");
        Files.writeString(folder.resolve("notes"), "one\n");

        assertThat(Loop.run(linesOfCode(folder))).isEqualTo(3);
    }

    @Async
    Coroutine<String> titleOf(Path mp3) throws IOException {
        try (AsyncFile file = await(AsyncFile.open(mp3))) {
            ByteBuffer tag = ByteBuffer.allocate(128);
            await(file.readExactly(tag, await(file.size()) - 128));
            return done(new String(tag.array(), 3, 30, ISO_8859_1).strip());
        }
    }

    @Test
    void aFileIsReadAnywhere() throws IOException {
        byte[] song = new byte[1000];
        byte[] tag = "TAGFur Elise                     ".getBytes(ISO_8859_1);
        System.arraycopy(tag, 0, song, song.length - 128, 33);

        assertThat(Loop.run(titleOf(Files.write(folder.resolve("song"), song)))).isEqualTo("Fur Elise");
    }

    @Async
    Coroutine<Long> save(TcpStream upload, Path target) throws IOException {
        try (AsyncFile file = await(AsyncFile.open(target, CREATE_NEW, WRITE))) {
            return done(await(upload.transferTo(file.output(0))));
        }
    }

    @Test
    void bytesGoFromASocketToAFile() throws IOException {
        Path target = folder.resolve("upload");

        assertThat(Loop.run(upload(target, "content"))).isEqualTo(7);
        assertThat(target).hasContent("content");
    }

    @Async
    private Coroutine<Long> upload(Path target, String text) throws IOException {
        try (TaskScope scope = TaskScope.open();
                TcpListener listener = TcpListener.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            Task<Void> client = scope.spawn(send(listener.localAddress(), text));
            try (TcpStream upload = await(listener.accept())) {
                long count = await(save(upload, target));
                await(client);
                return done(count);
            }
        }
    }

    @Async
    private static Coroutine<Void> send(InetSocketAddress address, String text) throws IOException {
        try (TcpStream client = await(TcpStream.connect(address))) {
            await(client.write(text));
        }
        return done();
    }

    @Async
    Coroutine<String> inScratch(String script) throws IOException {
        try (Temporary folder = await(Temporary.directory("scratch"))) {
            Path file = await(AsyncFiles.writeString(folder.path().resolve("script"), script));
            return done(
                    await(Subprocess.check(Command.of("sh", file.toString()))).stdoutText());
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aDirectoryIsThereForAWhile() throws IOException {
        String directory = Loop.run(inScratch("printf %s \"$0\""));

        assertThat(directory).endsWith("script");
        assertThat(Path.of(directory).getParent()).doesNotExist();
    }

    @Async
    Coroutine<String> firstUpload(Path inbox) throws IOException {
        try (DirectoryWatch watch = await(DirectoryWatch.open(inbox));
                AsyncStream<FileChange> changes = watch.changes()) {
            while (await(changes.advance())) {
                if (changes.value().kind() == FileChange.Kind.CREATED) {
                    return done(changes.value().path().getFileName().toString());
                }
            }
        }
        return done("the directory is gone");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void changesAreAStream() throws IOException {
        assertThat(Loop.run(watchedAndChanged())).startsWith("file");
    }

    @Async
    private Coroutine<String> watchedAndChanged() throws IOException {
        try (TaskScope scope = TaskScope.open()) {
            Task<String> first = scope.spawnEagerly(firstUpload(folder));
            for (int i = 0; !first.isDone(); i++) {
                await(AsyncFiles.writeString(folder.resolve("file" + i), "x"));
            }
            return done(await(first));
        }
    }
}
