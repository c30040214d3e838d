package dev.heddle.net;

import dev.heddle.engine.EngineDatagram;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/**
 * One packet of UDP, received or to be sent.
 *
 * @param peer who has sent it, or is to get it
 * @param content what is in it, from position to limit; of a received one as much as there was space for
 * @param size how many bytes were sent: more than the content if there was not space for all
 */
public record Datagram(InetSocketAddress peer, ByteBuffer content, int size) implements EngineDatagram.Packet {
    /** A packet for {@code peer} with the bytes from position to limit of {@code content}. */
    public static Datagram to(InetSocketAddress peer, ByteBuffer content) {
        return new Datagram(peer, content, content.remaining());
    }

    /** True for a received packet whose end was lost for lack of space. */
    public boolean isTruncated() {
        return size > content.remaining();
    }
}
