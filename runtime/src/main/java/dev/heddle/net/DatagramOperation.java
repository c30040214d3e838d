package dev.heddle.net;

import dev.heddle.engine.EngineDatagram;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is done with a socket for datagrams. Each is confined to the loop thread. */
abstract class DatagramOperation<T extends @Nullable Object> extends SocketOperation<T> {
    final UdpSocket udp;
    final EngineDatagram socket;

    private DatagramOperation(UdpSocket udp, Direction direction) {
        super(direction);
        this.udp = udp;
        this.socket = udp.socket;
    }

    /** Takes one packet; null if none is there. */
    final @Nullable Datagram receive(ByteBuffer target) throws IOException {
        int begin = target.position();
        InetSocketAddress sender = (InetSocketAddress) socket.receive(target);
        if (sender == null) {
            return null;
        }
        udp.countRead(socket.receivedSize());
        ByteBuffer content = target.duplicate().flip().position(begin);
        return new Datagram(sender, content, socket.receivedSize());
    }

    /** Sends one packet; false if the system cannot take it yet. */
    final boolean send(ByteBuffer content, @Nullable InetSocketAddress peer) throws IOException {
        int size = content.remaining();
        boolean isSent = socket.send(content, peer);
        if (isSent) {
            udp.countWritten(size);
        }
        return isSent;
    }

    /** Takes the next packet. */
    static final class Receive extends DatagramOperation<Datagram> {
        private final ByteBuffer target;

        Receive(UdpSocket udp, ByteBuffer target) {
            super(udp, udp.input);
            this.target = target;
        }

        @Override
        Object attempt() throws IOException {
            Datagram next = receive(target);
            return next == null ? WOULD_BLOCK : next;
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

    /** Takes all packets that are there, one at least. */
    static final class ReceiveMany extends DatagramOperation<List<Datagram>> {
        private final int most;
        private final int size;

        ReceiveMany(UdpSocket udp, int most, int size) {
            super(udp, udp.input);
            this.most = most;
            this.size = size;
        }

        @Override
        Object attempt() throws IOException {
            List<Datagram> received = new ArrayList<>();
            Datagram next = null;
            do {
                next = receive(ByteBuffer.allocate(size));
                if (next != null) {
                    received.add(next);
                }
            } while (next != null && received.size() < most);
            return received.isEmpty() ? WOULD_BLOCK : received;
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

    /** Hands packets to the system, one after the other. */
    static final class Send extends DatagramOperation<Void> {
        /** So many packets are sent without letting others run. */
        private static final int IN_A_ROW = 64;

        private final Iterator<Datagram> rest;
        private @Nullable Datagram next;

        Send(UdpSocket udp, Iterable<Datagram> packets) {
            super(udp, udp.output);
            this.rest = packets.iterator();
        }

        @Override
        @Nullable
        Object attempt() throws IOException {
            for (int sent = 0; next != null || rest.hasNext(); sent++) {
                Datagram packet = next == null ? rest.next() : next;
                next = packet;
                if (sent == IN_A_ROW || !send(packet.content(), packet.peer())) {
                    return WOULD_BLOCK;
                }
                next = null;
            }
            return null;
        }

        @Override
        void arm() throws IOException {
            socket.awaitWritable(this);
        }

        @Override
        public String toString() {
            return "send at " + socket;
        }
    }

    /** Hands one packet for the connected peer to the system. */
    static final class SendToPeer extends DatagramOperation<Void> {
        private final ByteBuffer content;

        SendToPeer(UdpSocket udp, ByteBuffer content) {
            super(udp, udp.output);
            this.content = content;
        }

        @Override
        @Nullable
        Object attempt() throws IOException {
            return send(content, null) ? null : WOULD_BLOCK;
        }

        @Override
        void arm() throws IOException {
            socket.awaitWritable(this);
        }

        @Override
        public String toString() {
            return "send at " + socket;
        }
    }
}
