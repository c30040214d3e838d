package dev.heddle.file;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.moveOnAfter;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import dev.heddle.AsyncCloseable.CloseReason;
import dev.heddle.Coroutine;
import dev.heddle.Loop;
import dev.heddle.Task;
import dev.heddle.TaskScope;
import dev.heddle.annotation.Async;
import dev.heddle.engine.OnEachEngine;
import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** With inotify, which tells at once; where the JDK looks now and then, it takes long. */
@Timeout(60)
@EnabledOnOs(OS.LINUX)
class DirectoryWatchTest extends OnEachEngine {
    @TempDir
    private Path folder;

    @Test
    void whatIsMadeChangedAndDeletedIsTold() throws IOException {
        Path file = folder.resolve("file");

        assertThat(Loop.run(changesOf(folder, file)))
                .containsExactly(
                        new FileChange(FileChange.Kind.CREATED, file),
                        new FileChange(FileChange.Kind.MODIFIED, file),
                        new FileChange(FileChange.Kind.DELETED, file));
    }

    @Async
    private static Coroutine<List<FileChange>> changesOf(Path folder, Path file) throws IOException {
        List<FileChange> changes = new ArrayList<>();
        try (DirectoryWatch watch = await(DirectoryWatch.open(folder))) {
            Files.createFile(file);
            changes.add(await(watch.next()));
            await(AsyncFiles.writeString(file, "x"));
            changes.add(await(watch.next()));
            Files.delete(file);
            FileChange change = await(watch.next());
            while (change != null && change.kind() == FileChange.Kind.MODIFIED) {
                change = await(watch.next());
            }
            changes.add(change);
        }
        return done(changes);
    }

    @Test
    void aWaitThatIsGivenUpMissesNothing() throws IOException {
        assertThat(Loop.run(givenUp(folder))).isEqualTo(folder.resolve("file"));
    }

    @Async
    private static Coroutine<Path> givenUp(Path folder) throws IOException {
        try (DirectoryWatch watch = await(DirectoryWatch.open(folder))) {
            for (int i = 0; i < 20; i++) {
                if (await(moveOnAfter(Duration.ofMillis(1), watch.next())) != null) {
                    return fail("nothing has changed");
                }
            }
            Files.createFile(folder.resolve("file"));
            FileChange change = await(watch.next());
            return change == null ? fail("the end") : done(change.path());
        }
    }

    @Test
    void theStreamEndsWithTheDirectory() throws IOException {
        Path watched = Files.createDirectory(folder.resolve("watched"));

        assertThat(Loop.run(changesUntilDeleted(watched))).isEmpty();
    }

    @Async
    private static Coroutine<List<FileChange>> changesUntilDeleted(Path watched) throws IOException {
        try (DirectoryWatch watch = await(DirectoryWatch.open(watched))) {
            Files.delete(watched);
            return done(await(watch.changes().toList()));
        }
    }

    @Test
    void onlyADirectoryIsWatched() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertThatThrownBy(() -> Loop.run(DirectoryWatch.open(file))).isInstanceOf(NotDirectoryException.class);
    }

    @Test
    void aWatchBelongsToItsLoop() throws IOException {
        try (Loop loop = Loop.open()) {
            DirectoryWatch watch = loop.runUntilComplete(DirectoryWatch.open(folder));

            assertThatThrownBy(() -> Loop.run(watch.next()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("watch of " + folder + " belongs to loop");
            loop.runUntilComplete(watch.closeAsync(CloseReason.COMPLETED));
        }
    }

    @Test
    void closedUnderAWaitItTellsSo() {
        assertThatThrownBy(() -> Loop.run(closedWhileWaiting(folder))).isInstanceOf(ClosedWatchServiceException.class);
    }

    @Async
    private static Coroutine<@Nullable FileChange> closedWhileWaiting(Path folder) throws IOException {
        Task<@Nullable FileChange> waiting;
        try (TaskScope scope = TaskScope.open();
                DirectoryWatch watch = await(DirectoryWatch.open(folder))) {
            waiting = Loop.current().rootScope().spawnEagerly(watch.next());
            assertThat(scope.tasks()).isEmpty();
        }
        return done(await(waiting));
    }
}
