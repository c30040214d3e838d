package dev.heddle.file;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.AsyncStream;
import dev.heddle.Coroutine;
import dev.heddle.Loop;
import dev.heddle.annotation.Async;
import dev.heddle.engine.OnEachEngine;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class AsyncFilesTest extends OnEachEngine {
    @TempDir
    private Path folder;

    @Test
    void whatIsWrittenAndAppendedIsRead() throws IOException {
        Path file = folder.resolve("file");

        assertThat(Loop.run(AsyncFiles.writeString(file, "one\n"))).isEqualTo(file);
        Loop.run(AsyncFiles.append(file, "two\n"));
        Loop.run(AsyncFiles.append(file, "three".getBytes(UTF_8)));

        assertThat(Loop.run(AsyncFiles.readString(file))).isEqualTo("one\ntwo\nthree");
        assertThat(Loop.run(AsyncFiles.readAllLines(file))).containsExactly("one", "two", "three");
        assertThat(Loop.run(AsyncFiles.readAllBytes(file))).hasSize(13);
        assertThat(Loop.run(AsyncFiles.size(file))).isEqualTo(13);
        assertThat(Loop.run(AsyncFiles.lines(file).toList())).containsExactly("one", "two", "three");
        Loop.run(AsyncFiles.write(file, new byte[2]));
        assertThat(file).hasSize(2);
    }

    @Test
    void aFileThatIsNotThereFailsAsItDoesElsewhere() {
        Path none = folder.resolve("none");

        assertThatThrownBy(() -> Loop.run(AsyncFiles.readString(none))).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> Loop.run(AsyncFiles.lines(none).toList())).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> Loop.run(AsyncFiles.walk(none).toList())).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> Loop.run(AsyncFiles.writeAtomically(none.resolve("file"), "x")))
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void aFileIsReplacedAsAWholeAndNothingIsLeftBeside() throws IOException {
        Path file = folder.resolve("file");

        Loop.run(AsyncFiles.writeAtomically(file, "old"));
        Loop.run(AsyncFiles.writeAtomically(file, "new"));

        assertThat(file).hasContent("new");
        assertThat(folder).isDirectoryNotContaining("glob:**.file.*");
        assertThat(Files.list(folder)).containsExactly(file);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aReplacedFileKeepsItsPermissionsAndTheLinkToIt() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "old");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);

        assertThat(Loop.run(AsyncFiles.writeAtomically(link, "new"))).isEqualTo(link);

        assertThat(link).isSymbolicLink().hasContent("new");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r-----");
    }

    @Test
    void aReplacementThatFailsLeavesTheOldAndNoDraft() throws IOException {
        Path directory = Files.createDirectory(folder.resolve("directory"));
        Files.writeString(directory.resolve("inside"), "old");

        assertThatThrownBy(() -> Loop.run(AsyncFiles.writeAtomically(directory, "new")))
                .isInstanceOf(IOException.class);

        assertThat(Files.list(folder)).containsExactly(directory);
        assertThat(directory.resolve("inside")).hasContent("old");
    }

    @Test
    void aTreeIsMadeWalkedCopiedMovedAndDeleted() throws IOException {
        Path deep = folder.resolve("a/b/c");
        Loop.run(AsyncFiles.createDirectories(deep));
        Path file = Loop.run(AsyncFiles.writeString(deep.resolve("file"), "x"));

        assertThat(Loop.run(AsyncFiles.walk(folder).map(folder::relativize).toList()))
                .containsExactly(Path.of(""), Path.of("a"), Path.of("a/b"), Path.of("a/b/c"), Path.of("a/b/c/file"));
        assertThat(Loop.run(AsyncFiles.walk(folder, 1).toList())).containsExactly(folder, folder.resolve("a"));
        Loop.run(AsyncFiles.copy(file, folder.resolve("copy")));
        assertThatThrownBy(() -> Loop.run(AsyncFiles.copy(file, folder.resolve("copy"))))
                .isInstanceOf(FileAlreadyExistsException.class);
        Loop.run(AsyncFiles.copy(file, folder.resolve("copy"), StandardCopyOption.REPLACE_EXISTING));
        Loop.run(AsyncFiles.move(folder.resolve("copy"), folder.resolve("moved")));
        assertThat(Loop.run(AsyncFiles.list(folder).toList()))
                .containsExactlyInAnyOrder(folder.resolve("a"), folder.resolve("moved"));
        assertThat(Loop.run(AsyncFiles.attributes(folder.resolve("moved"))).size())
                .isEqualTo(1);
        assertThatThrownBy(() -> Loop.run(AsyncFiles.delete(folder.resolve("a"))))
                .isInstanceOf(DirectoryNotEmptyException.class);
        Loop.run(AsyncFiles.deleteTree(folder.resolve("a")));
        Loop.run(AsyncFiles.deleteTree(folder.resolve("a")));
        Loop.run(AsyncFiles.delete(folder.resolve("moved")));
        assertThat(Loop.run(AsyncFiles.deleteIfExists(folder.resolve("moved")))).isFalse();
        assertThat(Loop.run(AsyncFiles.exists(folder.resolve("a")))).isFalse();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void deletingATreeDoesNotFollowLinks() throws IOException {
        Path kept =
                Files.writeString(Files.createDirectory(folder.resolve("kept")).resolve("file"), "x");
        Path tree = Files.createDirectory(folder.resolve("tree"));
        Files.createSymbolicLink(tree.resolve("link"), folder.resolve("kept"));

        Loop.run(AsyncFiles.deleteTree(tree));

        assertThat(tree).doesNotExist();
        assertThat(kept).exists();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aWalkOrLinesThatAreLeftEarlyCloseWhatTheyHaveOpened() throws IOException {
        for (int i = 0; i < 300; i++) {
            Files.writeString(folder.resolve("file" + i), "line\n".repeat(10));
        }
        Loop.run(AsyncFiles.list(folder).take(1).toList());
        long before = descriptors();
        for (int i = 0; i < 5; i++) {
            assertThat(Loop.run(AsyncFiles.walk(folder).take(200).toList())).hasSize(200);
            assertThat(Loop.run(firstLine(folder.resolve("file1")))).isEqualTo("line");
        }
        assertThat(Loop.run(AsyncFiles.list(folder).count())).isEqualTo(300);
        assertThat(descriptors()).isLessThanOrEqualTo(before);
    }

    @Async
    private static Coroutine<String> firstLine(Path file) throws IOException {
        try (AsyncStream<String> lines = AsyncFiles.lines(file)) {
            await(lines.advance());
            return done(lines.value());
        }
    }

    private static long descriptors() throws IOException {
        try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
            return all.count();
        }
    }

    @Test
    void linesOfALongFileComeInOrder() throws IOException {
        List<String> lines =
                IntStream.range(0, 50_000).mapToObj(i -> "line " + i).toList();
        Path file = Files.write(folder.resolve("long"), lines);

        assertThat(Loop.run(AsyncFiles.lines(file).toList())).isEqualTo(lines);
    }

    @Test
    void temporaryFilesAndDirectoriesAreGoneWhenTheyAreClosed() throws IOException {
        for (Path path : Loop.run(temporary())) {
            assertThat(path).doesNotExist();
        }
    }

    @Async
    private static Coroutine<List<Path>> temporary() throws IOException {
        List<Path> paths = new ArrayList<>();
        try (Temporary file = await(Temporary.file("heddle", ".txt"));
                Temporary directory = await(Temporary.directory("heddle"))) {
            assertThat(file.path()).isEmptyFile();
            paths.add(file.path());
            paths.add(await(AsyncFiles.writeString(directory.path().resolve("inside"), "x")));
            paths.add(directory.path());
        }
        return done(paths);
    }
}
