package dev.heddle.net;

import dev.heddle.engine.Engine;
import dev.heddle.engine.EngineListener;
import dev.heddle.engine.EngineSocket;
import dev.heddle.scheduling.Scheduler;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * Listens at a Unix socket, which is a file: it comes with the listener and goes when that is closed. Who may connect is told
 * by the permissions of its folder.
 *
 * <p>Confined to the loop it was opened on.
 */
public final class UnixListener extends SocketListener<UnixStream> {
    private final Path file;

    /** What tells the file from others of the same name; null where the system has nothing of the kind, or there is no file. */
    private final @Nullable Object fileKey;

    private UnixListener(EngineListener listener, Path file) throws IOException {
        super(listener);
        this.file = file;
        this.fileKey = keyOf(file);
    }

    /**
     * Listens at a socket file, on the loop of this thread. A socket file of the same name at which nobody listens any more,
     * left behind by a process that was killed, is replaced. Not a suspension point.
     *
     * @throws BindException if somebody listens there, or the file is something else
     * @throws IllegalStateException outside of a loop
     */
    public static UnixListener listen(Path file) throws IOException {
        Engine engine = Scheduler.current().engine();
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(file);
        if (isSocket(file) && isStale(engine, address)) {
            Files.deleteIfExists(file);
        }
        return new UnixListener(engine.listen(address, BACKLOG), file);
    }

    private static boolean isSocket(Path file) throws IOException {
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS)
                && Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                        .isOther();
    }

    /** True if the system says that nobody listens; a listener that is busy only is none of those. */
    private static boolean isStale(Engine engine, UnixDomainSocketAddress address) {
        try (EngineSocket attempt = engine.connect(address)) {
            attempt.finishConnect();
            return false;
        } catch (ConnectException refused) {
            return true;
        } catch (IOException busy) {
            return false;
        }
    }

    private static @Nullable Object keyOf(Path file) throws IOException {
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS)
                ? Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                        .fileKey()
                : null;
    }

    @Override
    UnixStream streamOver(EngineSocket socket) throws IOException {
        return new UnixStream(socket);
    }

    /** Removes the file, unless it is another one by now. */
    @Override
    void closed() throws IOException {
        if (fileKey != null && fileKey.equals(keyOf(file))) {
            Files.deleteIfExists(file);
        }
    }

    /** The file listened at. */
    public Path path() {
        return file;
    }

    @Override
    public String toString() {
        return "UnixListener at " + file;
    }
}
