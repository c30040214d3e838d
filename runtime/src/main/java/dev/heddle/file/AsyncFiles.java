package dev.heddle.file;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.emit;
import static dev.heddle.Coroutines.end;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.heddle.AsyncStream;
import dev.heddle.Coroutine;
import dev.heddle.annotation.Async;
import dev.heddle.io.ByteInput;
import java.io.IOException;
import java.nio.file.CopyOption;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.util.List;

/**
 * What {@link Files} does, for tasks: the same names, the same exceptions, and each call a suspension point when awaited. The
 * exceptions of what the methods declare come at the await.
 *
 * <p>Unless said otherwise a cancelled call has either not begun, and then has done nothing, or is waited for and has done
 * all of it; its result is returned, and the cancellation comes at the next await. Texts are UTF-8.
 */
public final class AsyncFiles {
    private AsyncFiles() {}

    /** All bytes of a file. */
    public static Coroutine<byte[]> readAllBytes(Path path) throws IOException {
        return FileCalls.finished(() -> Files.readAllBytes(path));
    }

    /** All of a file as text. */
    public static Coroutine<String> readString(Path path) throws IOException {
        return FileCalls.finished(() -> Files.readString(path));
    }

    /** All lines of a file. */
    public static Coroutine<List<String>> readAllLines(Path path) throws IOException {
        return FileCalls.finished(() -> Files.readAllLines(path));
    }

    /** The lines of a file, read as they are asked for; the file is open from the first to the last, or until it is closed. */
    @Async
    public static AsyncStream<String> lines(Path path) throws IOException {
        try (AsyncFile file = await(AsyncFile.open(path))) {
            ByteInput input = file.input(0);
            for (String line = await(input.readLine()); line != null; line = await(input.readLine())) {
                emit(line);
            }
        }
        return end();
    }

    /** Writes a file in its place: makes it if it is not there, and replaces what it had. Others may see it half written. */
    public static Coroutine<Path> write(Path path, byte[] bytes) throws IOException {
        return FileCalls.finished(() -> Files.write(path, bytes));
    }

    /** As {@link #write(Path, byte[])}, with text. */
    public static Coroutine<Path> writeString(Path path, CharSequence text) throws IOException {
        return FileCalls.finished(() -> Files.writeString(path, text));
    }

    /**
     * Replaces a file as a whole: whoever reads it, even after the system has failed, finds the old content or the new one.
     * The new file is written beside it, forced to the device and moved to its name; it has the permissions of the old one.
     * A symbolic link is followed. If it fails, the old file is as it was.
     */
    public static Coroutine<Path> writeAtomically(Path path, byte[] bytes) throws IOException {
        return FileCalls.finished(() -> Replacement.write(path, bytes));
    }

    /** As {@link #writeAtomically(Path, byte[])}, with text. */
    public static Coroutine<Path> writeAtomically(Path path, CharSequence text) throws IOException {
        return writeAtomically(path, text.toString().getBytes(UTF_8));
    }

    /** Writes at the end of a file, and makes it if it is not there. */
    public static Coroutine<Path> append(Path path, byte[] bytes) throws IOException {
        return FileCalls.finished(() -> Files.write(path, bytes, CREATE, WRITE, APPEND));
    }

    /** As {@link #append(Path, byte[])}, with text. */
    public static Coroutine<Path> append(Path path, CharSequence text) throws IOException {
        return append(path, text.toString().getBytes(UTF_8));
    }

    /** The entries of a directory, in no order. */
    public static AsyncStream<Path> list(Path directory) throws IOException {
        return entries(() -> Files.list(directory));
    }

    /** A directory and all that is in it, each directory before its entries. */
    public static AsyncStream<Path> walk(Path start, FileVisitOption... options) throws IOException {
        return entries(() -> Files.walk(start, options));
    }

    /** As {@link #walk(Path, FileVisitOption...)}, no deeper than {@code maxDepth}; 0 is {@code start} alone. */
    public static AsyncStream<Path> walk(Path start, int maxDepth, FileVisitOption... options) throws IOException {
        return entries(() -> Files.walk(start, maxDepth, options));
    }

    @Async
    private static AsyncStream<Path> entries(Entries.Opening opening) throws IOException {
        try (Entries entries = await(Entries.open(opening))) {
            for (List<Path> some = await(entries.next()); !some.isEmpty(); some = await(entries.next())) {
                for (Path entry : some) {
                    emit(entry);
                }
            }
        }
        return end();
    }

    /** Copies a file; a directory without its entries. */
    public static Coroutine<Path> copy(Path source, Path target, CopyOption... options) throws IOException {
        return FileCalls.finished(() -> Files.copy(source, target, options));
    }

    /** Moves or renames a file or a directory. */
    public static Coroutine<Path> move(Path source, Path target, CopyOption... options) throws IOException {
        return FileCalls.finished(() -> Files.move(source, target, options));
    }

    /** Deletes a file or an empty directory, which has to be there. */
    public static Coroutine<Void> delete(Path path) throws IOException {
        return FileCalls.nothing(() -> {
            Files.delete(path);
            return path;
        });
    }

    /** Deletes a file or an empty directory; false if it is not there. */
    public static Coroutine<Boolean> deleteIfExists(Path path) throws IOException {
        return FileCalls.finished(() -> Files.deleteIfExists(path));
    }

    /** Deletes a file, or a directory with all that is in it; of symbolic links only the link. Nothing if it is not there. */
    public static Coroutine<Void> deleteTree(Path path) throws IOException {
        return FileCalls.nothing(() -> Deletion.of(path));
    }

    /** Makes a directory, and those it is in. */
    public static Coroutine<Path> createDirectories(Path directory, FileAttribute<?>... attributes) throws IOException {
        return FileCalls.finished(() -> Files.createDirectories(directory, attributes));
    }

    /** What kind of file it is, its size and times; of a symbolic link those of where it leads. */
    public static Coroutine<BasicFileAttributes> attributes(Path path) throws IOException {
        return FileCalls.finished(() -> Files.readAttributes(path, BasicFileAttributes.class));
    }

    /** True if there is something of that name. */
    public static Coroutine<Boolean> exists(Path path) {
        return FileCalls.finished(() -> Files.exists(path));
    }

    /** How many bytes a file has. */
    public static Coroutine<Long> size(Path path) throws IOException {
        return FileCalls.finished(() -> Files.size(path));
    }
}
