package dev.heddle.engine;

import java.io.IOException;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/** A listening socket of the epoll engine. Confined to the loop thread. */
final class EpollListener extends EpollChannel implements EngineListener {
    private final SocketAddress address;

    EpollListener(EpollEngine engine, int descriptor, SocketAddress address) {
        super(engine, descriptor);
        this.address = address;
    }

    @Override
    public @Nullable EngineSocket accept() throws IOException {
        requireOpen();
        while (true) {
            int connection = engine.calls.accept(descriptor);
            switch (connection) {
                case -Errno.EAGAIN:
                    return null;
                case -Errno.EINTR, -Errno.ECONNABORTED, -Errno.EPROTO: // the last two: given up by its peer
                    continue;
                default:
                    engine.check(connection);
                    return new EpollSocket(engine, connection, engine.calls.address(), false);
            }
        }
    }

    @Override
    public SocketAddress localAddress() throws IOException {
        requireOpen();
        return address;
    }

    @Override
    public String toString() {
        return "listener at " + address;
    }
}
