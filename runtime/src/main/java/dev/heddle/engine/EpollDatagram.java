package dev.heddle.engine;

import static dev.heddle.engine.Errno.EAGAIN;
import static dev.heddle.engine.Errno.ECONNREFUSED;
import static dev.heddle.engine.Errno.EINTR;

import java.io.IOException;
import java.net.PortUnreachableException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.NotYetConnectedException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A socket for datagrams of the epoll engine. Confined to the loop thread. */
final class EpollDatagram extends EpollNetworkChannel implements EngineDatagram {
    /** The engine's memory for a datagram has so many bytes; one of UDP is never larger. */
    static final int LARGEST = 64 * 1024;

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
        if (source.remaining() > LARGEST) {
            throw exception(Errno.EMSGSIZE);
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

    @Override
    public int receiveMany(int most, int space, Receiver receiver) throws IOException {
        requireOpen();
        int kept = Math.min(space, LARGEST);
        int total = 0;
        boolean mayBeMore = true;
        while (mayBeMore && total < most) {
            int wanted = Math.min(most - total, LinuxCalls.messagesAtOnce(kept));
            int count = engine.calls.receiveMessages(descriptor, wanted, kept);
            if (count == -EAGAIN) {
                break;
            }
            if (count < 0 && count != -EINTR) {
                throw exception(-count);
            }
            for (int i = 0; i < count; i++) {
                ByteBuffer content = engine.calls.messageContent(i);
                ByteBuffer copy =
                        ByteBuffer.allocate(content.remaining()).put(content).flip();
                receiver.packet(engine.calls.messageAddress(i), copy, engine.calls.messageSize(i));
            }
            total += Math.max(0, count);
            mayBeMore = count < 0 || count == wanted;
        }
        return total;
    }

    /** As many at a call as fit into the engine's memory together. */
    @Override
    public int sendMany(List<? extends Packet> packets, int from) throws IOException {
        requireOpen();
        int next = from;
        while (next < packets.size()) {
            int together = 0;
            while (next + together < packets.size() && put(packets.get(next + together), together)) {
                together++;
            }
            if (together == 0) { // too large for all calls
                if (next > from) {
                    break;
                }
                throw exception(Errno.EMSGSIZE);
            }
            int sent = engine.calls.sendMessages(descriptor, together);
            if (sent == -EAGAIN || sent < 0 && sent != -EINTR && next > from) {
                break;
            }
            if (sent < 0 && sent != -EINTR) {
                throw exception(-sent);
            }
            for (int i = 0; i < sent; i++) {
                ByteBuffer content = packets.get(next + i).content();
                content.position(content.limit());
            }
            next += Math.max(0, sent);
        }
        return next - from;
    }

    private boolean put(Packet packet, int index) {
        return packet.content().remaining() <= LARGEST
                && engine.calls.putMessage(index, packet.content(), family, packet.peer());
    }

    private IOException exception(int errno) {
        return errno == ECONNREFUSED && family != LinuxCalls.UNIX
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
