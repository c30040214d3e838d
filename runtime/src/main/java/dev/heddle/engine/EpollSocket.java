package dev.heddle.engine;

import static dev.heddle.engine.Errno.EAGAIN;
import static dev.heddle.engine.Errno.EALREADY;
import static dev.heddle.engine.Errno.EINPROGRESS;
import static dev.heddle.engine.Errno.EINTR;
import static dev.heddle.engine.Errno.EISCONN;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NotYetConnectedException;

/** A stream socket of the epoll engine. Confined to the loop thread. */
final class EpollSocket extends EpollChannel implements EngineSocket {
    /** So many bytes are worth going straight between the system and the caller's memory. */
    private static final int MUCH = 16 * 1024;

    private final SocketAddress remote;
    private boolean connecting;
    private boolean outputEnded;

    /** How much there will be to read is told by how much there was. */
    private boolean receivesMuch;

    /**
     * The error that ended the connection; 0 while none has. Linux tells it once, to a read or a write, and gives the end of
     * the stream to the reads after what has arrived: a stream that was cut off would look complete.
     */
    private int broken;

    EpollSocket(EpollEngine engine, int descriptor, SocketAddress remote, boolean connecting) {
        super(engine, descriptor);
        this.remote = remote;
        this.connecting = connecting;
    }

    /** Asks by connecting once more: while that is under way it starts nothing, and tells more than {@code SO_ERROR}. */
    @Override
    public boolean finishConnect() throws IOException {
        requireOpen();
        if (connecting) {
            int result = engine.calls.connect(descriptor, remote);
            switch (result) {
                case -EALREADY, -EINPROGRESS, -EINTR:
                    return false;
                case -EISCONN:
                    break;
                default:
                    if (result < 0) {
                        close(); // the next call would begin anew
                    }
                    engine.check(result);
            }
            connecting = false;
        }
        return true;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        requireConnected();
        if (!target.hasRemaining()) {
            return 0;
        }
        while (true) {
            int count = receivesMuch
                    ? engine.calls.receiveInPlace(descriptor, target)
                    : engine.calls.receive(descriptor, target);
            if (count > 0) {
                receivesMuch = count >= MUCH;
                target.position(target.position() + count);
                return count;
            }
            if (count == 0) {
                refuseBroken();
                return -1;
            }
            if (count == -EAGAIN) {
                return 0;
            }
            if (count != -EINTR) {
                throw fail(-count);
            }
        }
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        requireConnected();
        if (outputEnded) {
            throw new ClosedChannelException();
        }
        if (!source.hasRemaining()) {
            return 0;
        }
        while (true) {
            int count = source.remaining() >= MUCH
                    ? engine.calls.sendInPlace(descriptor, source)
                    : engine.calls.send(descriptor, source);
            if (count >= 0) {
                source.position(source.position() + count);
                return count;
            }
            if (count == -EAGAIN) {
                return 0;
            }
            if (count != -EINTR) {
                throw fail(-count);
            }
        }
    }

    private void requireConnected() throws ClosedChannelException {
        requireOpen();
        if (connecting) {
            throw new NotYetConnectedException();
        }
    }

    private void refuseBroken() throws IOException {
        if (broken != 0) {
            throw Errno.exception(broken, engine.calls.describe(broken));
        }
    }

    /** Remembers what ended the connection; a broken pipe ends the output only. */
    private IOException fail(int errno) {
        if (errno == Errno.ECONNRESET || errno == Errno.ETIMEDOUT || errno == Errno.EHOSTUNREACH) {
            broken = errno;
        }
        return Errno.exception(errno, engine.calls.describe(errno));
    }

    @Override
    public void shutdownOutput() throws IOException {
        requireConnected();
        if (!outputEnded) {
            int result = engine.calls.shutdown(descriptor, LinuxCalls.SHUTDOWN_OUTPUT);
            outputEnded = true;
            if (result != -Errno.ENOTCONN) { // reset by the peer
                engine.check(result);
            }
        }
    }

    @Override
    public void resetOnClose() throws IOException {
        requireOpen();
        engine.check(engine.calls.resetOnClose(descriptor));
    }

    @Override
    public SocketAddress localAddress() throws IOException {
        requireOpen();
        engine.check(engine.calls.localAddress(descriptor));
        return engine.calls.address();
    }

    @Override
    public SocketAddress remoteAddress() throws IOException {
        requireOpen();
        return remote;
    }

    @Override
    public String toString() {
        return "socket " + descriptor + " to " + remote;
    }
}
