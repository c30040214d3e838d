package dev.heddle.net;

import dev.heddle.engine.EngineDatagram;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What is done with a socket for packets. Each is confined to the loop thread. */
abstract class DatagramOperation<T extends @Nullable Object> extends SocketOperation<T> {
    final PacketSocket<?> owner;
    final EngineDatagram socket;

    private DatagramOperation(PacketSocket<?> owner, Direction direction) {
        super(direction);
        this.owner = owner;
        this.socket = owner.socket;
    }

    /** What receives. */
    private abstract static class Input<T> extends DatagramOperation<T> {
        Input(PacketSocket<?> owner) {
            super(owner, owner.input);
        }

        @Override
        void arm() throws IOException {
            socket.awaitReadable(this);
        }

        @Override
        public String toString() {
            return "receive at " + socket;
        }
    }

    /** Takes the next packet. */
    static final class Receive<P extends EngineDatagram.Packet> extends Input<P> {
        private final PacketSocket<P> packets;
        private final ByteBuffer target;

        Receive(PacketSocket<P> packets, ByteBuffer target) {
            super(packets);
            this.packets = packets;
            this.target = target;
        }

        @Override
        Object attempt() throws IOException {
            owner.tellFailure();
            int begin = target.position();
            SocketAddress sender = socket.receive(target);
            if (sender == null) {
                return WOULD_BLOCK;
            }
            owner.countRead(socket.receivedSize());
            ByteBuffer content = target.duplicate().flip().position(begin);
            return packets.packet(sender, content, socket.receivedSize());
        }
    }

    /** Takes all packets that are there, one at least. */
    static final class ReceiveMany<P extends EngineDatagram.Packet> extends Input<List<P>> {
        private final PacketSocket<P> packets;
        private final int most;
        private final int size;

        ReceiveMany(PacketSocket<P> packets, int most, int size) {
            super(packets);
            this.packets = packets;
            this.most = most;
            this.size = size;
        }

        @Override
        Object attempt() throws IOException {
            owner.tellFailure();
            List<P> received = new ArrayList<>();
            try {
                socket.receiveMany(most, size, (sender, content, whole) -> {
                    owner.countRead(whole);
                    received.add(packets.packet(sender, content, whole));
                });
            } catch (IOException behind) {
                if (received.isEmpty()) {
                    throw behind;
                }
                owner.tellLater(behind);
            }
            return received.isEmpty() ? WOULD_BLOCK : received;
        }
    }

    /** What sends. */
    private abstract static class Output extends DatagramOperation<Void> {
        private static final long FIRST_PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(100);
        private static final int MOST_DOUBLINGS = 9;

        private int triesInVain;

        Output(PacketSocket<?> owner) {
            super(owner, owner.output);
        }

        /** By timer, at intervals that double up to 50 milliseconds, where the system would say at once that there is room. */
        @Override
        void arm() throws IOException {
            if (owner.isToldOfRoom()) {
                socket.awaitWritable(this);
            } else {
                wakeAfter(FIRST_PAUSE_NANOS << Math.min(triesInVain++, MOST_DOUBLINGS));
            }
        }

        final void hasSent(long bytes) {
            triesInVain = 0;
            owner.countWritten(bytes);
        }

        @Override
        public String toString() {
            return "send at " + socket;
        }
    }

    /** Hands packets to the system, some at a time. */
    static final class Send<P extends EngineDatagram.Packet> extends Output {
        /** So many packets are sent without letting others run. */
        private static final int IN_A_ROW = 64;

        private final Iterator<P> rest;

        /** What is being sent: all before {@link #next} have been. */
        private final List<P> some = new ArrayList<>();

        private int next;

        Send(PacketSocket<P> packets, Iterable<P> all) {
            super(packets);
            this.rest = all.iterator();
        }

        @Override
        @Nullable
        Object attempt() throws IOException {
            if (next == some.size()) {
                takeSome();
            }
            long before = bytesLeft();
            int count = next == some.size() ? 0 : socket.sendMany(some, next);
            next += count;
            if (count > 0) {
                hasSent(before - bytesLeft());
            }
            return next == some.size() && !rest.hasNext() ? null : WOULD_BLOCK;
        }

        private void takeSome() {
            some.clear();
            next = 0;
            while (some.size() < IN_A_ROW && rest.hasNext()) {
                some.add(rest.next());
            }
        }

        private long bytesLeft() {
            long bytes = 0;
            for (P packet : some) {
                bytes += packet.content().remaining();
            }
            return bytes;
        }
    }

    /** Hands one packet for the connected peer to the system. */
    static final class SendToPeer extends Output {
        private final ByteBuffer content;

        SendToPeer(PacketSocket<?> owner, ByteBuffer content) {
            super(owner);
            this.content = content;
        }

        @Override
        @Nullable
        Object attempt() throws IOException {
            int size = content.remaining();
            if (!socket.send(content, null)) {
                return WOULD_BLOCK;
            }
            hasSent(size);
            return null;
        }
    }
}
