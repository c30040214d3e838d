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

    /** Null unless packets are received together. */
    private @Nullable ReceivedTogether together;

    /** Null until packets are sent together for the first time. */
    private @Nullable DatagramBatch batch;

    EpollDatagram(EpollEngine engine, int descriptor, int family) {
        super(engine, descriptor, LinuxOption.ofDatagrams(family));
        this.family = family;
    }

    @Override
    public @Nullable SocketAddress receive(ByteBuffer target) throws IOException {
        requireOpen();
        if (together != null) {
            return receive(target, together);
        }
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

    private @Nullable SocketAddress receive(ByteBuffer target, ReceivedTogether packets) throws IOException {
        ReceivedTogether.Packet next = packets.poll();
        if (next == null) {
            if (receiveMessages(1, LARGEST) == 0) {
                return null;
            }
            next = packets.first(engine.calls);
        }
        receivedSize = next.content().remaining();
        int kept = Math.min(receivedSize, target.remaining());
        target.put(next.content().limit(next.content().position() + kept));
        return next.sender();
    }

    /** How many have come; 0 if the call would have blocked. */
    private int receiveMessages(int most, int space) throws IOException {
        while (true) {
            int count = engine.calls.receiveMessages(descriptor, most, space, together != null);
            if (count >= 0 || count == -EAGAIN) {
                return Math.max(0, count);
            }
            if (count != -EINTR) {
                throw exception(-count);
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
        int kept = together == null ? Math.min(space, LARGEST) : LARGEST;
        int total = together == null ? 0 : together.hand(most, space, receiver);
        boolean mayBeMore = true;
        while (mayBeMore && total < most) {
            int wanted = Math.min(most - total, LinuxCalls.messagesAtOnce(kept));
            int count = receiveMessages(wanted, kept);
            for (int i = 0; i < count; i++) {
                total += hand(i, kept, most - total, space, receiver);
            }
            mayBeMore = count == wanted;
        }
        return total;
    }

    private int hand(int message, int kept, int most, int space, Receiver receiver) {
        if (together != null) {
            return together.hand(engine.calls, message, most, space, receiver);
        }
        int size = engine.calls.messageSize(message);
        ByteBuffer content = engine.calls.messageContent(message, 0, Math.min(size, kept));
        receiver.packet(engine.calls.messageAddress(message), content, size);
        return 1;
    }

    @Override
    public void receiveTogether(boolean wanted) throws IOException {
        requireOpen();
        boolean can = family != LinuxCalls.UNIX
                && engine.calls.setOption(descriptor, LinuxOption.RECEIVE_TOGETHER, wanted ? 1 : 0) >= 0;
        if (can && wanted && together == null) {
            together = new ReceivedTogether();
        }
    }

    /** As many at a call as fit into the engine's memory together. */
    @Override
    public int sendMany(List<? extends Packet> packets, int from) throws IOException {
        requireOpen();
        if (batch == null) {
            batch = new DatagramBatch(engine.calls, descriptor, family);
        }
        int next = from;
        while (next < packets.size()) {
            int messages = batch.fill(packets, next);
            if (messages == 0) { // too large for all calls
                if (next > from) {
                    break;
                }
                throw exception(Errno.EMSGSIZE);
            }
            int sent = batch.send(messages);
            if (sent == -EINTR || batch.isRefusedForJoining(sent)) {
                continue;
            }
            if (sent == -EAGAIN || sent < 0 && next > from) {
                break;
            }
            if (sent < 0) {
                throw exception(-sent);
            }
            int end = next + batch.packetsOf(sent);
            for (; next < end; next++) {
                ByteBuffer content = packets.get(next).content();
                content.position(content.limit());
            }
        }
        return next - from;
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
