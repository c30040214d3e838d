package dev.heddle.engine;

import static dev.heddle.engine.Errno.EAGAIN;
import static dev.heddle.engine.Errno.ECONNREFUSED;
import static dev.heddle.engine.Errno.EINTR;

import java.io.IOException;
import java.net.PortUnreachableException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.NotYetConnectedException;
import org.jspecify.annotations.Nullable;

/** A socket for datagrams of the epoll engine. Confined to the loop thread. */
final class EpollDatagram extends EpollNetworkChannel implements EngineDatagram {
    private final int family;
    private boolean connected;
    private int receivedSize;

    EpollDatagram(EpollEngine engine, int descriptor, int family) {
        super(engine, descriptor, LinuxOption.ofDatagrams(family));
        this.family = family;
    }

    @Override
    public @Nullable SocketAddress receive(ByteBuffer target) throws IOException {
        requireOpen();
        while (true) {
            int size = engine.calls.receiveFrom(descriptor, target);
            if (size >= 0) {
                receivedSize = size;
                target.position(target.position() + Math.min(size, target.remaining()));
                return engine.calls.address();
            }
            if (size == -EAGAIN) {
                return null;
            }
            if (size != -EINTR) {
                throw exception(-size);
            }
        }
    }

    @Override
    public int receivedSize() {
        return receivedSize;
    }

    @Override
    public boolean send(ByteBuffer source, @Nullable SocketAddress target) throws IOException {
        requireOpen();
        if (target == null && !connected) {
            throw new NotYetConnectedException();
        }
        while (true) {
            int sent = target == null
                    ? engine.calls.send(descriptor, source)
                    : engine.calls.sendTo(descriptor, source, family, target);
            if (sent >= 0) {
                source.position(source.limit());
                return true;
            }
            if (sent == -EAGAIN) {
                return false;
            }
            if (sent != -EINTR) {
                throw exception(-sent);
            }
        }
    }

    private IOException exception(int errno) {
        return errno == ECONNREFUSED
                ? new PortUnreachableException()
                : Errno.exception(errno, engine.calls.describe(errno));
    }

    @Override
    public void connect(SocketAddress peer) throws IOException {
        requireOpen();
        SocketAddresses.familyOf(peer);
        engine.check(engine.calls.connect(descriptor, family, peer));
        connected = true;
    }

    @Override
    public String toString() {
        return "socket " + descriptor + " for datagrams";
    }
}
