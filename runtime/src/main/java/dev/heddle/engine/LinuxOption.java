package dev.heddle.engine;

import java.net.SocketOption;
import java.util.EnumSet;
import java.util.Set;

/** An option of a socket: its name in the JDK, and its two numbers in Linux, the same on x86-64 and AArch64. */
enum LinuxOption {
    REUSE_ADDRESS("SO_REUSEADDR", 1, 2),
    BROADCAST("SO_BROADCAST", 1, 6),
    SEND_BUFFER("SO_SNDBUF", 1, 7),
    RECEIVE_BUFFER("SO_RCVBUF", 1, 8),
    KEEP_ALIVE("SO_KEEPALIVE", 1, 9),
    LINGER("SO_LINGER", 1, 13),
    REUSE_PORT("SO_REUSEPORT", 1, 15),
    TYPE_OF_SERVICE("IP_TOS", 0, 1),
    MULTICAST_LIFE("IP_MULTICAST_TTL", 0, 33),
    MULTICAST_LOOP("IP_MULTICAST_LOOP", 0, 34),
    NO_DELAY("TCP_NODELAY", 6, 1),
    KEEP_ALIVE_IDLE("TCP_KEEPIDLE", 6, 4),
    KEEP_ALIVE_INTERVAL("TCP_KEEPINTERVAL", 6, 5),
    KEEP_ALIVE_COUNT("TCP_KEEPCOUNT", 6, 6),
    QUICK_ACKNOWLEDGEMENT("TCP_QUICKACK", 6, 12),
    IPV6_MULTICAST_LIFE("IP_MULTICAST_TTL", 41, 18),
    IPV6_MULTICAST_LOOP("IP_MULTICAST_LOOP", 41, 19),
    IPV6_TRAFFIC_CLASS("IP_TOS", 41, 67),
    /** What the engine sets by itself. */
    IPV6_ONLY("", 41, 26),
    /** {@code UDP_SEGMENT}: what is sent is cut into datagrams of that length; Linux 4.18. */
    SEND_TOGETHER("", 17, 103),
    /** {@code UDP_GRO}: datagrams of one length from one sender are received as one; Linux 5.0. */
    RECEIVE_TOGETHER("", 17, 104),
    /** {@code SOCK_STREAM} or another; only told. */
    TYPE("", 1, 3),
    /** Whether a socket listens; only told. */
    ACCEPTS("", 1, 30),
    /** {@code AF_UNIX} or another; only told. */
    FAMILY("", 1, 39);

    /** The protocol number of options that IPv6 sockets have in place of those of IPv4. */
    private static final int IPV6_LEVEL = 41;

    private static final int IPV4_LEVEL = 0;

    private static final Set<LinuxOption> OF_ALL_TCP =
            EnumSet.of(RECEIVE_BUFFER, REUSE_ADDRESS, REUSE_PORT, NO_DELAY, KEEP_ALIVE, QUICK_ACKNOWLEDGEMENT);
    private static final Set<LinuxOption> OF_UNIX = EnumSet.of(SEND_BUFFER, RECEIVE_BUFFER, LINGER);
    private static final Set<LinuxOption> OF_IPV4 = ofConnections(LinuxCalls.IPV4);
    private static final Set<LinuxOption> OF_IPV6 = ofConnections(LinuxCalls.IPV6);

    final String publicName;
    final int level;
    final int number;

    LinuxOption(String publicName, int level, int number) {
        this.publicName = publicName;
        this.level = level;
        this.number = number;
    }

    /** Those of sockets that listen; connections inherit them. */
    static Set<LinuxOption> ofListeners(int family) {
        return family == LinuxCalls.UNIX ? EnumSet.of(RECEIVE_BUFFER) : with(OF_ALL_TCP, family, keepAlive());
    }

    /** Those of connections, which share the set: there may be many. */
    static Set<LinuxOption> ofStreams(int family) {
        return switch (family) {
            case LinuxCalls.UNIX -> OF_UNIX;
            case LinuxCalls.IPV6 -> OF_IPV6;
            default -> OF_IPV4;
        };
    }

    private static Set<LinuxOption> ofConnections(int family) {
        EnumSet<LinuxOption> more = keepAlive();
        more.addAll(EnumSet.of(SEND_BUFFER, LINGER, TYPE_OF_SERVICE, IPV6_TRAFFIC_CLASS));
        return with(OF_ALL_TCP, family, more);
    }

    /** Those of sockets for datagrams. */
    static Set<LinuxOption> ofDatagrams(int family) {
        if (family == LinuxCalls.UNIX) {
            return EnumSet.of(SEND_BUFFER, RECEIVE_BUFFER);
        }
        return with(
                EnumSet.of(SEND_BUFFER, RECEIVE_BUFFER, REUSE_ADDRESS, REUSE_PORT, BROADCAST),
                family,
                EnumSet.of(
                        TYPE_OF_SERVICE,
                        IPV6_TRAFFIC_CLASS,
                        MULTICAST_LIFE,
                        IPV6_MULTICAST_LIFE,
                        MULTICAST_LOOP,
                        IPV6_MULTICAST_LOOP));
    }

    private static EnumSet<LinuxOption> keepAlive() {
        return EnumSet.of(KEEP_ALIVE_IDLE, KEEP_ALIVE_INTERVAL, KEEP_ALIVE_COUNT);
    }

    private static Set<LinuxOption> with(Set<LinuxOption> some, int family, Set<LinuxOption> more) {
        EnumSet<LinuxOption> all = EnumSet.copyOf(some);
        all.addAll(more);
        int other = family == LinuxCalls.IPV6 ? IPV4_LEVEL : IPV6_LEVEL;
        all.removeIf(option -> option.level == other);
        return all;
    }

    /**
     * The one among them that the JDK calls so.
     *
     * @throws UnsupportedOperationException if there is none
     */
    static LinuxOption find(SocketOption<?> wanted, Set<LinuxOption> among) {
        for (LinuxOption option : among) {
            if (option.publicName.equals(wanted.name())) {
                return option;
            }
        }
        throw new UnsupportedOperationException("'" + wanted.name() + "' not supported");
    }

    /** A value as the system takes it. */
    int toSystem(Object value) {
        return value instanceof Boolean flag ? (flag ? 1 : 0) : (Integer) value;
    }

    /** A value of the system, in the type of the JDK's option; sizes of buffers are told with as much again for the system. */
    Object fromSystem(Class<?> type, int value) {
        if (type == Boolean.class) {
            return value != 0;
        }
        return this == SEND_BUFFER || this == RECEIVE_BUFFER ? value / 2 : value;
    }
}
