package dev.heddle.net;

import dev.heddle.engine.Engine;
import dev.heddle.engine.EngineListener;
import dev.heddle.engine.EngineSocket;
import dev.heddle.scheduling.Scheduler;
import java.io.IOException;
import java.net.BindException;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;

/**
 * Listens at a Unix socket, which is a file: it comes with the listener and goes when that is closed. Who may connect is told
 * by the permissions of its folder.
 *
 * <p>Confined to the loop it was opened on.
 */
public final class UnixListener extends SocketListener<UnixStream> {
    private final SocketFile file;

    private UnixListener(EngineListener listener, SocketFile file) {
        super(listener);
        this.file = file;
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
        SocketFile.removeIfDead(file, () -> {
            try (EngineSocket attempt = engine.connect(address)) {
                attempt.finishConnect();
            }
        });
        EngineListener listener = engine.listen(address, BACKLOG);
        return new UnixListener(listener, new SocketFile(file));
    }

    @Override
    UnixStream streamOver(EngineSocket socket) throws IOException {
        return new UnixStream(socket);
    }

    /** Removes the file, unless it is another one by now. */
    @Override
    void closed() throws IOException {
        file.remove();
    }

    /** The file listened at. */
    public Path path() {
        return file.path();
    }

    @Override
    public String toString() {
        return "UnixListener at " + file;
    }
}
