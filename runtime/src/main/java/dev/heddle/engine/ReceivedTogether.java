package dev.heddle.engine;

import dev.heddle.engine.EngineDatagram.Receiver;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Packets that the system has handed over together (generic receive offload, {@code UDP_GRO} in udp(7)) and nobody has asked
 * for yet. Of one socket. Confined to the loop thread.
 */
final class ReceivedTogether {
    /** A packet with a content of its own. */
    record Packet(SocketAddress sender, ByteBuffer content) {}

    private final ArrayDeque<Packet> waiting = new ArrayDeque<>();

    /** The next of them; null if there is none. */
    @Nullable
    Packet poll() {
        return waiting.poll();
    }

    /** The first packet of the message that calls have brought; the others wait. */
    Packet first(LinuxCalls calls) {
        hand(calls, 0, 0, 0, (sender, content, size) -> {});
        return waiting.remove();
    }

    /** Hands over what waits, but not more than so many; how many. */
    int hand(int most, int space, Receiver receiver) {
        int count = 0;
        for (Packet next; count < most && (next = waiting.poll()) != null; count++) {
            int size = next.content.remaining();
            receiver.packet(next.sender, next.content.limit(Math.min(size, space)), size);
        }
        return count;
    }

    /** Hands over the packets of a message that calls have brought, but not more than so many, the others wait; how many. */
    int hand(LinuxCalls calls, int message, int most, int space, Receiver receiver) {
        SocketAddress sender = calls.messageAddress(message);
        int whole = calls.messageSize(message);
        int segment = calls.messageSegment(message);
        int count = 0;
        int begin = 0;
        do {
            int size = segment == 0 ? whole : Math.min(segment, whole - begin);
            if (count < most) {
                receiver.packet(sender, calls.messageContent(message, begin, Math.min(size, space)), size);
                count++;
            } else {
                waiting.add(new Packet(sender, calls.messageContent(message, begin, size)));
            }
            begin += size;
        } while (begin < whole);
        return count;
    }
}
