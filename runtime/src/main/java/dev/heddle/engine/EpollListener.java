package dev.heddle.engine;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A listening socket of the epoll engine. Confined to the loop thread. */
final class EpollListener extends EpollNetworkChannel implements EngineListener {
    private static final int NONE = -1;

    private final int family;

    /** Holds a descriptor for {@link #shed}; {@link #NONE} when it could not be had back. */
    private int reserve = NONE;

    EpollListener(EpollEngine engine, int descriptor, int family) {
        super(engine, descriptor, LinuxOption.ofListeners(family));
        this.family = family;
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
                    keepReserve();
                    return new EpollSocket(engine, connection, family, engine.calls.address());
            }
        }
    }

    /** Sees to it that there is a descriptor for {@link #shed}, if one can be had. */
    void keepReserve() {
        if (reserve < 0) {
            reserve = Math.max(NONE, engine.calls.eventDescriptor());
        }
    }

    @Override
    public boolean shed() throws IOException {
        requireOpen();
        if (reserve < 0) {
            return false;
        }
        releaseReserve();
        int refused;
        do {
            refused = engine.calls.accept(descriptor);
        } while (refused == -Errno.EINTR);
        if (refused >= 0) {
            engine.calls.setOption(refused, LinuxOption.LINGER, 0);
            engine.calls.close(refused);
        }
        keepReserve();
        return refused >= 0;
    }

    private void releaseReserve() {
        if (reserve >= 0) {
            engine.calls.close(reserve);
            reserve = NONE;
        }
    }

    @Override
    public void close() throws IOException {
        releaseReserve();
        super.close();
    }

    @Override
    public String toString() {
        return "listener " + descriptor;
    }
}
