package dev.heddle.engine;

import dev.heddle.engine.EngineDatagram.Packet;
import java.util.List;

/**
 * Packets in the memory of an engine, to be sent by one system call. Those in a row that go to one peer and are equally large
 * are one message, of which the last may be smaller: the system, or the network card, cuts it into packets again (generic
 * segmentation offload, {@code UDP_SEGMENT} in udp(7)), which spares each of them the way through the system.
 *
 * <p>The system is asked once whether it can; an older one would send such a message as one packet. What it refuses for one
 * message, as for packets that are larger than the network takes at once, is not tried with the socket again.
 *
 * <p>Of one socket. Confined to the loop thread.
 */
final class DatagramBatch {
    /** So many packets may be one message: {@code UDP_MAX_SEGMENTS}, which is larger in newer systems only. */
    private static final int MOST_IN_MESSAGE = 64;

    /** What they may have together: less than the largest packet of IPv4. */
    private static final int LARGEST_MESSAGE = 65_000;

    private final LinuxCalls calls;
    private final int descriptor;
    private final int family;

    /** How many packets each message is. */
    private final int[] counts = new int[LinuxCalls.MOST_MESSAGES];

    private boolean joins;

    /** Whether one of the messages is more than one packet. */
    private boolean joined;

    DatagramBatch(LinuxCalls calls, int descriptor, int family) {
        this.calls = calls;
        this.descriptor = descriptor;
        this.family = family;
        joins = family != LinuxCalls.UNIX && calls.setOption(descriptor, LinuxOption.SEND_TOGETHER, 0) >= 0;
    }

    /**
     * Puts there as many as fit together.
     *
     * @return how many messages they are; 0 if the first packet is too large for all calls
     */
    int fill(List<? extends Packet> packets, int from) {
        joined = false;
        int messages = 0;
        int next = from;
        while (next < packets.size() && put(packets.get(next), messages)) {
            counts[messages] = joins ? 1 + join(packets, next, messages) : 1;
            joined |= counts[messages] > 1;
            next += counts[messages];
            messages++;
        }
        return messages;
    }

    private boolean put(Packet packet, int message) {
        return packet.content().remaining() <= EpollDatagram.LARGEST
                && calls.putMessage(message, packet.content(), family, packet.peer());
    }

    /** Makes what follows a packet part of its message; how many. */
    private int join(List<? extends Packet> packets, int first, int message) {
        Packet packet = packets.get(first);
        int segment = packet.content().remaining();
        int whole = segment;
        int length = segment;
        int more = 0;
        while (length == segment && 1 + more < MOST_IN_MESSAGE && first + 1 + more < packets.size()) {
            Packet next = packets.get(first + 1 + more);
            length = next.content().remaining();
            whole += length;
            if (length == 0
                    || length > segment
                    || whole > LARGEST_MESSAGE
                    || !next.peer().equals(packet.peer())
                    || !calls.appendToMessage(message, next.content(), segment)) {
                break;
            }
            more++;
        }
        return more;
    }

    /** {@code sendmmsg} of so many of the messages. */
    int send(int messages) {
        return calls.sendMessages(descriptor, messages);
    }

    /** Whether that was an error which packets on their own may not have; they are not joined from here on. */
    boolean isRefusedForJoining(int result) {
        boolean refused = joined && (result == -Errno.EINVAL || result == -Errno.EIO || result == -Errno.EMSGSIZE);
        joins &= !refused;
        return refused;
    }

    /** How many packets the first so many messages are. */
    int packetsOf(int messages) {
        int packets = 0;
        for (int i = 0; i < messages; i++) {
            packets += counts[i];
        }
        return packets;
    }
}
