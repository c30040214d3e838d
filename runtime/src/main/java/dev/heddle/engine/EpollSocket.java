package dev.heddle.engine;

import static dev.heddle.engine.Errno.EAGAIN;
import static dev.heddle.engine.Errno.EALREADY;
import static dev.heddle.engine.Errno.EINPROGRESS;
import static dev.heddle.engine.Errno.EINTR;
import static dev.heddle.engine.Errno.EISCONN;

import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.NotYetConnectedException;
import org.jspecify.annotations.Nullable;

/** A stream socket of the epoll engine. Confined to the loop thread. */
final class EpollSocket extends EpollNetworkChannel implements EngineSocket {
    /** So many bytes are worth going straight between the system and the caller's memory. */
    private static final int MUCH = 16 * 1024;

    /** What goes wrong with connections, and not with files; of what the JDK has sent, only the description is known. */
    private static final int[] OF_CONNECTIONS = {Errno.ECONNRESET, Errno.EPIPE, Errno.ETIMEDOUT, Errno.EHOSTUNREACH};

    private final int family;
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

    /** A connection. */
    EpollSocket(EpollEngine engine, int descriptor, int family, SocketAddress remote) {
        super(engine, descriptor, LinuxOption.ofStreams(family));
        this.family = family;
        this.remote = remote;
    }

    /** Begins to connect. */
    void connect() throws IOException {
        int result = engine.calls.connect(descriptor, family, remote);
        connecting = result == -EINPROGRESS || result == -EINTR;
        if (!connecting) {
            engine.check(result);
        }
    }

    /** Asks by connecting once more: while that is under way it starts nothing, and tells more than {@code SO_ERROR}. */
    @Override
    public boolean finishConnect() throws IOException {
        requireOpen();
        if (connecting) {
            int result = engine.calls.connect(descriptor, family, remote);
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
        requireOutput();
        if (!source.hasRemaining()) {
            return 0;
        }
        while (true) {
            int count = source.remaining() >= MUCH
                    ? engine.calls.sendInPlace(descriptor, source)
                    : engine.calls.send(descriptor, source);
            if (count != -EINTR) {
                int taken = taken(count);
                source.position(source.position() + taken);
                return taken;
            }
        }
    }

    /** Small ones go together, with the beginning of a large one after them; a large one goes on its own. */
    @Override
    public long write(ByteBuffer[] sources, int from) throws IOException {
        requireOutput();
        int first = from;
        while (first < sources.length && !sources[first].hasRemaining()) {
            first++;
        }
        if (first == sources.length) {
            return 0;
        }
        if (first == sources.length - 1 || sources[first].remaining() >= MUCH) {
            return write(sources[first]);
        }
        while (true) {
            int count = engine.calls.sendTogether(descriptor, sources, first);
            if (count != -EINTR) {
                int taken = taken(count);
                for (int left = taken, i = first; left > 0; i++) {
                    int part = Math.min(left, sources[i].remaining());
                    sources[i].position(sources[i].position() + part);
                    left -= part;
                }
                return taken;
            }
        }
    }

    @Override
    public long write(FileChannel source, long position, long count) throws IOException {
        requireOutput();
        long sent = count >= MUCH ? send(source, position, count) : EpollFiles.COPY;
        return sent == EpollFiles.COPY ? copy(source, position, count) : sent;
    }

    private long send(FileChannel source, long position, long count) throws IOException {
        try {
            return engine.files.send(descriptor, source, position, count);
        } catch (IOException failure) {
            for (int errno : OF_CONNECTIONS) {
                if (engine.calls.describe(errno).equals(failure.getMessage())) {
                    throw fail(errno);
                }
            }
            throw failure;
        }
    }

    /** By way of memory of the engine. */
    private long copy(FileChannel source, long position, long count) throws IOException {
        ByteBuffer part = engine.files.buffer();
        part.limit((int) Math.min(count, part.capacity()));
        return source.read(part, position) < 0 ? 0 : write(part.flip());
    }

    private void requireOutput() throws ClosedChannelException {
        requireConnected();
        if (outputEnded) {
            throw new ClosedChannelException();
        }
    }

    /** How many bytes a call has taken; 0 if it would have blocked. */
    private int taken(int count) throws IOException {
        if (count >= 0) {
            return count;
        }
        if (count == -EAGAIN) {
            return 0;
        }
        throw fail(-count);
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
        engine.check(engine.calls.setOption(descriptor, LinuxOption.LINGER, 0));
    }

    @Override
    public PeerCredentials peerCredentials() throws IOException {
        requireOpen();
        if (family != LinuxCalls.UNIX) {
            return EngineSocket.super.peerCredentials();
        }
        engine.check(engine.calls.peerCredentials(descriptor));
        return engine.calls.credentials();
    }

    @Override
    public boolean sendSocket(EngineChannel passed) throws IOException {
        requireOutput();
        EpollNetworkChannel channel = (EpollNetworkChannel) passed;
        channel.requireOpen();
        int count;
        do {
            count = engine.calls.sendDescriptor(descriptor, channel.descriptor);
        } while (count == -EINTR);
        return taken(count) > 0;
    }

    @Override
    public @Nullable EngineChannel receiveSocket() throws IOException {
        requireConnected();
        int count;
        do {
            count = engine.calls.receiveDescriptor(descriptor);
        } while (count == -EINTR);
        if (count == -EAGAIN) {
            return null;
        }
        if (count < 0) {
            throw fail(-count);
        }
        if (count == 0) {
            refuseBroken();
            throw new EOFException("the peer has ended its output where a socket was expected");
        }
        int passed = engine.calls.passedDescriptor();
        if (passed < 0) {
            throw new ProtocolException("the peer has sent a byte without a socket");
        }
        return engine.adopt(passed);
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
