package dev.heddle.file;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.blocking;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.emit;
import static dev.heddle.Coroutines.end;
import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_DELETE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;

import dev.heddle.AsyncCloseable;
import dev.heddle.AsyncStream;
import dev.heddle.Coroutine;
import dev.heddle.Loop;
import dev.heddle.annotation.Async;
import dev.heddle.scheduling.OpenResource;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * The changes of the entries of one directory, not of the directories in it, from the moment it has been opened. Changes of
 * one entry that follow each other closely may come as one.
 *
 * <pre>{@code
 * try (DirectoryWatch watch = await(DirectoryWatch.open(folder))) {
 *     FileChange change = await(watch.next());
 * }
 * }</pre>
 *
 * <p>Each change goes to one of the tasks that wait. Confined to the loop it was opened on.
 */
public final class DirectoryWatch implements AsyncCloseable {
    private final Path directory;
    private final WatchService service;
    private final Loop home = Loop.current();
    private final Queue<FileChange> pending = new ArrayDeque<>();
    private final OpenResource open;
    private boolean over;

    private DirectoryWatch(Path directory, WatchService service) {
        this.directory = directory;
        this.service = service;
        this.open = new OpenResource(this, "a watch", new OpenedAt(service, directory));
    }

    /**
     * Begins to watch: what changes after this has ended is seen. A suspension point; cancelled, nothing is watched or the
     * watch is the result.
     *
     * @return fails with a {@link java.nio.file.NotDirectoryException} or the like
     */
    @Async
    public static Coroutine<DirectoryWatch> open(Path directory) throws IOException {
        WatchService service = await(FileCalls.finished(() -> register(directory)));
        return done(new DirectoryWatch(directory, service));
    }

    private static WatchService register(Path directory) throws IOException {
        WatchService service = directory.getFileSystem().newWatchService();
        try {
            directory.register(service, ENTRY_CREATE, ENTRY_MODIFY, ENTRY_DELETE);
            return service;
        } catch (Throwable failure) {
            service.close();
            throw failure;
        }
    }

    /**
     * The next change. A suspension point; cancelled while it waits, it has taken none.
     *
     * @return null when there will be none, since the directory is gone; fails with a
     *     {@link java.nio.file.ClosedWatchServiceException} when this is or has been closed, with an
     *     {@link IllegalStateException} in another loop
     */
    @Async
    @SuppressWarnings("NullAway") // done() takes null where its type does, which NullAway's default mode does not see
    public Coroutine<@Nullable FileChange> next() {
        Loop here = Loop.current();
        if (here != home) {
            throw new IllegalStateException(this + " belongs to " + home + " and cannot be used in " + here);
        }
        while (pending.isEmpty() && !over) {
            Changes changes = await(blocking(this::take));
            pending.addAll(changes.list());
            over = changes.areTheLast();
        }
        return done(pending.poll());
    }

    /** The changes as they come, until the directory is gone. To close the stream leaves this open. */
    @Async
    public AsyncStream<FileChange> changes() {
        for (FileChange change = await(next()); change != null; change = await(next())) {
            emit(change);
        }
        return end();
    }

    /** What has come at once. */
    private record Changes(List<FileChange> list, boolean areTheLast) {}

    /** On another thread, which may be interrupted as long as nothing has come. */
    private Changes take() throws InterruptedException {
        WatchKey key = service.take();
        List<FileChange> changes = new ArrayList<>();
        for (WatchEvent<?> event : key.pollEvents()) {
            changes.add(change(event));
        }
        return new Changes(changes, !key.reset());
    }

    private FileChange change(WatchEvent<?> event) {
        if (!(event.context() instanceof Path entry)) {
            return new FileChange(FileChange.Kind.MISSED, directory);
        }
        FileChange.Kind kind = event.kind() == ENTRY_CREATE
                ? FileChange.Kind.CREATED
                : event.kind() == ENTRY_DELETE ? FileChange.Kind.DELETED : FileChange.Kind.MODIFIED;
        return new FileChange(kind, directory.resolve(entry));
    }

    /** Watches no more, in a cancelled task too. */
    @Override
    public Coroutine<Void> closeAsync(CloseReason reason) {
        open.settle();
        return FileCalls.shielded(() -> {
            service.close();
            return service;
        });
    }

    @Override
    public String toString() {
        return "watch of " + directory;
    }
}
