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
            hand(next.sender, next.content, space, receiver);
        }
        return count;
    }

    /** Hands over the packets of a message that calls have brought, but not more than so many, the others wait; how many. */
    int hand(LinuxCalls calls, int message, int most, int space, Receiver receiver) {
        SocketAddress sender = calls.messageAddress(message);
        ByteBuffer content = calls.messageContent(message);
        int segment = calls.messageSegment(message);
        int length = segment == 0 ? content.limit() : segment;
        int count = 0;
        int begin = 0;
        do {
            ByteBuffer part = content.slice(begin, Math.min(length, content.limit() - begin));
            if (count < most) {
                hand(sender, part, space, receiver);
                count++;
            } else {
                waiting.add(new Packet(sender, copy(part, part.limit())));
            }
            begin += length;
        } while (begin < content.limit());
        return count;
    }

    private static void hand(SocketAddress sender, ByteBuffer content, int space, Receiver receiver) {
        int size = content.remaining();
        receiver.packet(sender, copy(content, Math.min(size, space)), size);
    }

    /** The engine's memory is used again for what comes next. */
    private static ByteBuffer copy(ByteBuffer content, int length) {
        return ByteBuffer.allocate(length).put(0, content, content.position(), length);
    }
}
