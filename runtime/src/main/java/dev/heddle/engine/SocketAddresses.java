package dev.heddle.engine;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.UnsupportedAddressTypeException;
import java.nio.charset.Charset;

/** Addresses as the structures {@code sockaddr_in}, {@code sockaddr_in6} and {@code sockaddr_un} of Linux. Stateless. */
final class SocketAddresses {
    /** The length of the longest of the three. */
    static final int LONGEST = 110;

    private static final int PATH_OFFSET = 2;
    private static final int LONGEST_PATH = LONGEST - PATH_OFFSET - 1;
    private static final int IPV4_LENGTH = 16;
    private static final int IPV6_LENGTH = 28;
    private static final Charset PATHS = Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));

    private SocketAddresses() {}

    /**
     * Which family of sockets reaches an address.
     *
     * @throws UnknownHostException if the address is not resolved
     */
    static int familyOf(SocketAddress address) throws UnknownHostException {
        return switch (NioEngine.familyOf(address)) {
            case UNIX -> LinuxCalls.UNIX;
            case INET -> LinuxCalls.IPV4;
            case INET6 -> LinuxCalls.IPV6;
        };
    }

    /** True for the Unix address of a socket that has none. */
    static boolean isUnnamed(SocketAddress address) {
        return address instanceof UnixDomainSocketAddress unix && pathOf(unix).length == 0;
    }

    /** Refuses a path that does not fit into an address. */
    static void requireFit(SocketAddress address) throws SocketException {
        if (address instanceof UnixDomainSocketAddress unix && pathOf(unix).length > LONGEST_PATH) {
            throw new SocketException("Unix domain path too long: " + unix);
        }
    }

    private static byte[] pathOf(UnixDomainSocketAddress address) {
        return address.getPath().toString().getBytes(PATHS);
    }

    /**
     * Writes an address for a socket of {@code family} to the beginning of {@code target}, which is in native order and holds
     * {@link #LONGEST} bytes. To an IPv6 socket an IPv4 address is one of its own that begins with zeros and ones (RFC 4291).
     *
     * @return how many bytes it is
     * @throws UnsupportedAddressTypeException if such a socket cannot reach it
     */
    static int encode(SocketAddress address, int family, ByteBuffer target) {
        target.clear();
        if (address instanceof UnixDomainSocketAddress unix && family == LinuxCalls.UNIX) {
            byte[] path = pathOf(unix);
            target.putShort((short) family).put(path).put((byte) 0);
            return PATH_OFFSET + path.length + 1;
        }
        if (!(address instanceof InetSocketAddress inet) || family == LinuxCalls.UNIX) {
            throw new UnsupportedAddressTypeException();
        }
        target.putShort((short) family);
        target.put((byte) (inet.getPort() >> 8)).put((byte) inet.getPort()); // in network order on any machine
        InetAddress host = inet.getAddress();
        if (family == LinuxCalls.IPV6) {
            target.putInt(0);
            if (host instanceof Inet6Address ipv6) {
                target.put(ipv6.getAddress()).putInt(ipv6.getScopeId());
            } else {
                target.putLong(0)
                        .putShort((short) 0)
                        .putShort((short) -1)
                        .put(host.getAddress())
                        .putInt(0);
            }
            return IPV6_LENGTH;
        }
        if (host instanceof Inet6Address) {
            throw new UnsupportedAddressTypeException();
        }
        target.put(host.getAddress()).putLong(0);
        return IPV4_LENGTH;
    }

    /**
     * Reads the address of {@code length} bytes at the beginning of {@code source}. No bytes at all are that of a Unix socket
     * without a name, which is the only kind of peer that has none.
     */
    static SocketAddress decode(ByteBuffer source, int length) {
        assert source.order() == ByteOrder.nativeOrder();
        if (length < PATH_OFFSET) {
            return UnixDomainSocketAddress.of("");
        }
        int port = (source.get(2) & 0xff) << 8 | source.get(3) & 0xff;
        try {
            return switch (source.getShort(0)) {
                case LinuxCalls.IPV4 -> new InetSocketAddress(InetAddress.getByAddress(bytes(source, 4, 4)), port);
                case LinuxCalls.IPV6 -> new InetSocketAddress(ipv6(bytes(source, 8, 16), source.getInt(24)), port);
                case LinuxCalls.UNIX -> UnixDomainSocketAddress.of(path(source, length));
                default -> throw new IllegalStateException("an address of family " + source.getShort(0));
            };
        } catch (UnknownHostException impossible) {
            throw new AssertionError(impossible); // the lengths are right
        }
    }

    /** An IPv4 address that came as IPv6 becomes one again, as everywhere in the JDK. */
    private static InetAddress ipv6(byte[] bytes, int scope) throws UnknownHostException {
        return scope == 0 ? InetAddress.getByAddress(bytes) : Inet6Address.getByAddress(null, bytes, scope);
    }

    /** Without the zero at its end; empty for a socket without a name, and for names that are no paths. */
    private static String path(ByteBuffer source, int length) {
        int end = PATH_OFFSET;
        while (end < length && source.get(end) != 0) {
            end++;
        }
        return new String(bytes(source, PATH_OFFSET, end - PATH_OFFSET), PATHS);
    }

    private static byte[] bytes(ByteBuffer source, int offset, int count) {
        byte[] bytes = new byte[count];
        source.get(offset, bytes);
        return bytes;
    }
}
