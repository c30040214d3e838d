package dev.heddle.net;

import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** The file of a Unix socket of ours, which comes with the socket and has to be removed behind it. Immutable. */
final class SocketFile {
    /** Tries whether somebody has the socket of a file. */
    @FunctionalInterface
    interface Attempt {
        /** Throws a {@link ConnectException} if the system says that nobody has; one who is busy only throws another. */
        void connect() throws IOException;
    }

    private final Path path;

    /** What tells the file from others of the same name; null where the system has nothing of the kind, or there is no file. */
    private final @Nullable Object key;

    /** The file that has just come with a socket. */
    SocketFile(Path path) throws IOException {
        this.path = path;
        this.key = keyOf(path);
    }

    /** Removes a socket file that was left behind by a process that was killed; nothing if there is none. */
    static void removeIfDead(Path path, Attempt attempt) throws IOException {
        if (isSocket(path) && isDead(attempt)) {
            Files.deleteIfExists(path);
        }
    }

    private static boolean isSocket(Path path) throws IOException {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS)
                && Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                        .isOther();
    }

    private static boolean isDead(Attempt attempt) {
        try {
            attempt.connect();
            return false;
        } catch (ConnectException refused) {
            return true;
        } catch (IOException busy) {
            return false;
        }
    }

    private static @Nullable Object keyOf(Path path) throws IOException {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS)
                ? Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                        .fileKey()
                : null;
    }

    /** Removes the file, unless it is another one by now. */
    void remove() throws IOException {
        if (key != null && key.equals(keyOf(path))) {
            Files.deleteIfExists(path);
        }
    }

    Path path() {
        return path;
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
