package dev.heddle.net;

import dev.heddle.Coroutine;
import dev.heddle.engine.ChannelOptions;
import dev.heddle.engine.EngineListener;
import dev.heddle.engine.EngineSocket;
import dev.heddle.engine.PeerCredentials;
import java.io.IOException;
import java.net.InetSocketAddress;
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

    /**
     * Sends a connection to the process at the other end, which receives it with {@link #receiveTcpStream} or
     * {@link #receiveUnixStream}, or with what its own language has for {@code SCM_RIGHTS}; a byte without a meaning goes with
     * it. It is not closed here: who gives it away closes it then, in order, which leaves it to the other process. A
     * suspension point; cancelled while it waits, it has sent nothing.
     *
     * @throws IllegalStateException if a task reads or writes it, or bytes have been read ahead of it, which would be lost
     * @throws UnsupportedOperationException with another engine than epoll
     */
    public Coroutine<Void> sendSocket(SocketStream connection) throws IOException {
        return new SocketSend(this, connection::socketToPassOn);
    }

    /**
     * Sends a listener, as {@link #sendSocket(SocketStream)}: the process at the other end receives it with
     * {@link #receiveTcpListener}. As long as both have it open, each connection goes to one of them, whoever accepts it.
     *
     * @throws UnsupportedOperationException with another engine than epoll
     */
    public Coroutine<Void> sendSocket(TcpListener listener) throws IOException {
        return new SocketSend(this, listener::socketToPassOn);
    }

    /**
     * Receives a TCP connection that the process at the other end sends next, by this library or any other. It comes with one
     * byte of this stream, which must not be read in another way before: lines and delimiters are found by reading ahead. A
     * suspension point; cancelled while it waits, it has received nothing.
     *
     * @return fails with a {@link java.net.ProtocolException} if something else comes, which is closed, with an
     *     {@link java.io.EOFException} if the stream ends, with an {@link IllegalStateException} if bytes have been read ahead
     * @throws UnsupportedOperationException with another engine than epoll
     */
    public Coroutine<TcpStream> receiveTcpStream() throws IOException {
        return new SocketReceipt<>(
                this,
                "a TCP connection",
                passed -> passed instanceof EngineSocket tcp && tcp.remoteAddress() instanceof InetSocketAddress
                        ? new TcpStream(tcp)
                        : null);
    }

    /** Receives a connection by a Unix socket, as {@link #receiveTcpStream} receives one by TCP. */
    public Coroutine<UnixStream> receiveUnixStream() throws IOException {
        return new SocketReceipt<>(
                this,
                "a Unix connection",
                passed -> passed instanceof EngineSocket unix && unix.remoteAddress() instanceof UnixDomainSocketAddress
                        ? new UnixStream(unix)
                        : null);
    }

    /** Receives a listener for TCP connections, as {@link #receiveTcpStream} receives a connection. */
    public Coroutine<TcpListener> receiveTcpListener() throws IOException {
        return new SocketReceipt<>(
                this,
                "a TCP listener",
                passed -> passed instanceof EngineListener tcp && tcp.localAddress() instanceof InetSocketAddress
                        ? new TcpListener(tcp, TcpOptions.defaults())
                        : null);
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
