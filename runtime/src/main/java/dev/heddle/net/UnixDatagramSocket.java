package dev.heddle.net;

import dev.heddle.Coroutine;
import dev.heddle.engine.ChannelOptions;
import dev.heddle.engine.Engine;
import dev.heddle.engine.EngineDatagram;
import dev.heddle.scheduling.Scheduler;
import java.io.IOException;
import java.net.BindException;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A Unix socket for packets of up to 64 KiB, between processes of one machine. None is lost and none overtakes another: who
 * sends waits while the receiver has many that it has not taken.
 *
 * <p>The JDK has no such sockets. So with the engine nio, opening one throws an {@link UnsupportedOperationException} that
 * says so. Confined to the loop it was opened on.
 */
public final class UnixDatagramSocket extends PacketSocket<UnixDatagram> {
    private static final UnixDomainSocketAddress NOBODY = UnixDomainSocketAddress.of("");

    private final @Nullable SocketFile file;
    private final @Nullable Path peer;

    private UnixDatagramSocket(EngineDatagram socket, @Nullable SocketFile file, @Nullable Path peer) {
        super(socket);
        this.file = file;
        this.peer = peer;
    }

    /**
     * Opens a socket at a file, on the loop of this thread. A socket file of the same name that nobody has any more is
     * replaced. Not a suspension point.
     *
     * @throws BindException if somebody has it, or the file is something else
     * @throws IllegalStateException outside of a loop
     */
    public static UnixDatagramSocket bind(Path file) throws IOException {
        Engine engine = Scheduler.current().engine();
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(file);
        SocketFile.removeIfDead(file, () -> {
            try (EngineDatagram attempt = engine.datagrams(NOBODY, ChannelOptions.NONE)) {
                attempt.connect(address);
            }
        });
        EngineDatagram socket = engine.datagrams(address, ChannelOptions.NONE);
        return new UnixDatagramSocket(socket, new SocketFile(file), null);
    }

    /**
     * Opens a socket without a name, to which nobody can answer, that sends to who is at a socket file. Not a suspension
     * point.
     *
     * @throws IOException if there is no such file; a {@link java.net.ConnectException} if nobody has it any more
     * @throws IllegalStateException outside of a loop
     */
    public static UnixDatagramSocket connect(Path peer) throws IOException {
        EngineDatagram socket = Scheduler.current().engine().datagrams(NOBODY, ChannelOptions.NONE);
        try {
            socket.connect(UnixDomainSocketAddress.of(peer));
            return new UnixDatagramSocket(socket, null, peer);
        } catch (Throwable failure) {
            socket.close();
            throw failure;
        }
    }

    @Override
    UnixDatagram packet(SocketAddress sender, ByteBuffer content, int size) {
        return new UnixDatagram((UnixDomainSocketAddress) sender, content, size);
    }

    /** The system tells it of the peer that a socket is connected to, and of no other receiver. */
    @Override
    boolean isToldOfRoom() {
        return peer != null;
    }

    /**
     * Sends the bytes from position to limit of {@code content} as one packet to who is at a socket file; ends when that one
     * has room for it. Cancelled while it waits, it has sent nothing.
     */
    public Coroutine<Void> send(ByteBuffer content, Path to) throws IOException {
        return sendMany(List.of(UnixDatagram.to(to, content)));
    }

    /** Removes the file, unless it is another one by now. */
    @Override
    void closed() throws IOException {
        if (file != null) {
            file.remove();
        }
    }

    @Override
    public String toString() {
        return "UnixDatagramSocket" + (file == null ? "" : " at " + file) + (peer == null ? "" : " to " + peer);
    }
}
