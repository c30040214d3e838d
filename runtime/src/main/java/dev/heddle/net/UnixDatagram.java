package dev.heddle.net;

import dev.heddle.engine.EngineDatagram;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * One packet of a Unix socket, received or to be sent.
 *
 * @param peer who has sent it, without a path if that was a socket without a name; or who is to get it
 * @param content what is in it, from position to limit; of a received one as much as there was space for
 * @param size how many bytes were sent: more than the content if there was not space for all
 */
public record UnixDatagram(UnixDomainSocketAddress peer, ByteBuffer content, int size)
        implements EngineDatagram.Packet {
    /** A packet for who is at the socket file {@code peer}, with the bytes from position to limit of {@code content}. */
    public static UnixDatagram to(Path peer, ByteBuffer content) {
        return new UnixDatagram(UnixDomainSocketAddress.of(peer), content, content.remaining());
    }

    /** True for a received packet whose end was lost for lack of space. */
    public boolean isTruncated() {
        return size > content.remaining();
    }
}
