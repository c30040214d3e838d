package dev.heddle.file;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;

import dev.heddle.AsyncCloseable;
import dev.heddle.Coroutine;
import dev.heddle.annotation.Async;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file or directory that is deleted when it is closed, a directory with all that is in it, in a cancelled task too.
 *
 * <pre>{@code
 * try (Temporary folder = await(Temporary.directory("build"))) {
 *     Path script = folder.path().resolve("run.sh");
 *     ...
 * }
 * }</pre>
 *
 * <p>Only its owner may read it. Immutable.
 */
public final class Temporary implements AsyncCloseable {
    private final Path path;

    private Temporary(Path path) {
        this.path = path;
    }

    /** Makes an empty file where the system keeps such. A suspension point; cancelled, it is not made or is the result. */
    @Async
    public static Coroutine<Temporary> file(String prefix, String suffix) throws IOException {
        return done(new Temporary(await(FileCalls.finished(() -> Files.createTempFile(prefix, suffix)))));
    }

    /** Makes an empty directory where the system keeps such, as {@link #file} does. */
    @Async
    public static Coroutine<Temporary> directory(String prefix) throws IOException {
        return done(new Temporary(await(FileCalls.finished(() -> Files.createTempDirectory(prefix)))));
    }

    /** Where it is. */
    public Path path() {
        return path;
    }

    /** Deletes it, if it is still there. */
    @Override
    public Coroutine<Void> closeAsync(CloseReason reason) {
        return FileCalls.shielded(() -> Deletion.of(path));
    }

    @Override
    public String toString() {
        return "temporary " + path;
    }
}
