package dev.heddle.net;

import dev.heddle.Coroutine;
import dev.heddle.engine.ChannelOptions;
import dev.heddle.engine.EngineSocket;
import dev.heddle.engine.PeerCredentials;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.time.Duration;

/** A connection by a Unix socket, to a process of the same machine. Confined to the loop it was opened on. */
public final class UnixStream extends SocketStream {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(30);

    private final UnixDomainSocketAddress remote;

    /** A stream over a socket that is connected. */
    UnixStream(EngineSocket socket) throws IOException {
        super(socket);
        this.remote = (UnixDomainSocketAddress) socket.remoteAddress();
    }

    /**
     * Connects to who listens at a socket file. Cancelled, or failed, it leaves no connection behind. A suspension point.
     *
     * @return fails with an {@link IOException} if there is no such file, with a {@link java.net.ConnectException} if nobody
     *     listens there any more
     */
    public static Coroutine<UnixStream> connect(Path file) throws IOException {
        return new ConnectOperation<>(
                UnixDomainSocketAddress.of(file), ChannelOptions.NONE, CONNECT_TIMEOUT, UnixStream::new);
    }

    /**
     * The user and the group that the peer's process ran as when the connection was made: told by the operating system, so
     * that they can be trusted.
     *
     * @throws UnsupportedOperationException if the platform does not tell
     */
    public PeerCredentials peerCredentials() throws IOException {
        return socket.peerCredentials();
    }

    /** The socket file of the peer; empty at the side that has accepted the connection. */
    public Path remotePath() {
        return remote.getPath();
    }

    @Override
    public String toString() {
        return "UnixStream to " + (remote.getPath().toString().isEmpty() ? "a client" : remote);
    }
}
