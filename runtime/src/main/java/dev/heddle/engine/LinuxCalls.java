package dev.heddle.engine;

import java.net.SocketAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The system calls of Linux that the epoll engine makes, as the kernel answers them: a result of 0 or more, or an error
 * number of {@link Errno} with its sign turned. Only the two that wait for events block; every descriptor they open is
 * closed in child processes and does not block.
 *
 * <p>Confined to the loop thread, except {@link #signal}. What events and which address came last is kept until the next
 * call that brings some.
 */
interface LinuxCalls {
    /** {@code EPOLLIN}. */
    int INPUT = 0x001;
    /** {@code EPOLLOUT}. */
    int OUTPUT = 0x004;
    /** {@code EPOLLERR}, which is told unasked. */
    int ERROR = 0x008;
    /** {@code EPOLLHUP}, which is told unasked. */
    int HANG_UP = 0x010;
    /** {@code EPOLLET}. */
    int EDGE_TRIGGERED = 1 << 31;

    /** {@code EPOLL_CTL_ADD}. */
    int ADD = 1;
    /** {@code EPOLL_CTL_DEL}. */
    int REMOVE = 2;
    /** {@code EPOLL_CTL_MOD}. */
    int CHANGE = 3;

    /** {@code AF_UNIX}. */
    int UNIX = 1;
    /** {@code AF_INET}. */
    int IPV4 = 2;
    /** {@code AF_INET6}. */
    int IPV6 = 10;

    /** {@code SHUT_WR}. */
    int SHUTDOWN_OUTPUT = 1;

    /** So many datagrams go by one call. */
    int MOST_MESSAGES = 64;
    /** So many bytes they have together. */
    int MESSAGES_LENGTH = 256 * 1024;

    /** {@code SOCK_STREAM}. */
    int STREAM = 1;
    /** {@code SOCK_DGRAM}. */
    int DATAGRAM = 2;

    /** {@code epoll_create1}. */
    int epollCreate();

    /** {@code epoll_ctl}. {@code data} comes back with each event of {@code descriptor}. */
    int epollControl(int epoll, int operation, int descriptor, int events, long data);

    /**
     * {@code epoll_wait}.
     *
     * @param timeoutMillis 0 only looks; -1 has no limit
     * @return how many events there are for {@link #events} and {@link #data}
     */
    int epollWait(int epoll, int timeoutMillis);

    /**
     * {@code epoll_pwait2}, as {@link #epollWait}; {@link Errno#ENOSYS} where the kernel or the C library has none.
     *
     * @param timeoutNanos 0 only looks; {@link Long#MAX_VALUE} has no limit
     */
    int epollWaitNanos(int epoll, long timeoutNanos);

    /** What happened, of the event with that index. */
    int events(int index);

    /** To whom it happened, of the event with that index. */
    long data(int index);

    /** {@code eventfd}. */
    int eventDescriptor();

    /** {@code eventfd_write} of 1. Any thread. */
    int signal(int eventDescriptor);

    /** {@code pidfd_open}. */
    int processDescriptor(long pid);

    /** {@code socket}. */
    int socket(int family, int type);

    /** {@code bind}. */
    int bind(int socket, int family, SocketAddress address);

    /** {@code listen}. */
    int listen(int socket, int backlog);

    /** {@code connect}. Called again while that is under way, it tells how far it is. */
    int connect(int socket, int family, SocketAddress address);

    /** {@code accept4}; brings the address of the peer. */
    int accept(int listener);

    /** {@code getsockname}; brings that address. */
    int localAddress(int socket);

    /** {@code getpeername}; brings that address. */
    int peerAddress(int socket);

    /** The address that the last call has brought. */
    SocketAddress address();

    /**
     * {@code recv} into the space of {@code target}, whose position stays. The bytes come through memory of this object: with
     * few of them that costs less than to let the system reach into the heap.
     *
     * @return how many bytes; 0 at the end of the stream
     */
    int receive(int socket, ByteBuffer target);

    /** As {@link #receive}, straight into {@code target}: for many bytes. */
    int receiveInPlace(int socket, ByteBuffer target);

    /**
     * {@code send} of the bytes of {@code source}, whose position stays; through memory of this object, as
     * {@link #receive}. No signal is raised.
     *
     * @return how many bytes, which may be fewer
     */
    int send(int socket, ByteBuffer source);

    /** As {@link #send}, straight from {@code source}: for many bytes. */
    int sendInPlace(int socket, ByteBuffer source);

    /** As {@link #send}, of as many of the buffers from that index on as fit into that memory together. */
    int sendTogether(int socket, ByteBuffer[] sources, int from);

    /**
     * {@code recvfrom} of one datagram, as {@link #receive}; brings the address of its sender.
     *
     * @return how large it was, which may be more than fits
     */
    int receiveFrom(int socket, ByteBuffer target);

    /** {@code sendto} of one datagram, as {@link #send}. */
    int sendTo(int socket, ByteBuffer source, int family, SocketAddress target);

    /**
     * {@code recvmmsg} of up to so many datagrams, into memory of this object, with so much space for each; brings them.
     *
     * @param most no more than {@link #messagesAtOnce}
     * @param together whether the socket has {@link LinuxOption#RECEIVE_TOGETHER}: what is brought may be several each
     * @return how many
     */
    int receiveMessages(int socket, int most, int space, boolean together);

    /** How many datagrams of that length go by one call. */
    static int messagesAtOnce(int length) {
        return Math.min(MOST_MESSAGES, MESSAGES_LENGTH / Math.max(1, length));
    }

    /** How large that one of the datagrams was that {@link #receiveMessages} has brought, which may be more than fits. */
    int messageSize(int index);

    /** A copy of a part of what of it fits. */
    ByteBuffer messageContent(int index, int begin, int length);

    /** How long each of those is, but perhaps the last, that were brought as one datagram; 0 if it is only one. */
    int messageSegment(int index);

    /** Who has sent it. */
    SocketAddress messageAddress(int index);

    /**
     * Puts a datagram into memory of this object, for {@link #sendMessages}; with index 0 it is the first.
     *
     * @param target null for the peer of a connected socket
     * @return false if it does not fit behind the others
     */
    boolean putMessage(int index, ByteBuffer source, int family, @Nullable SocketAddress target);

    /**
     * Puts another datagram for the same target behind the one that was put last: the system sends them one by one.
     *
     * @param segment how long all of them are that were put there; this one may be shorter, and is the last then
     * @return false if it does not fit behind the others
     */
    boolean appendToMessage(int index, ByteBuffer source, int segment);

    /**
     * {@code sendmmsg} of so many of the datagrams that have been put there.
     *
     * @return how many were sent
     */
    int sendMessages(int socket, int count);

    /** {@code sendmsg} of one byte with another descriptor; how many bytes. */
    int sendDescriptor(int socket, int passed);

    /**
     * {@code recvmsg} of one byte; brings {@link #passedDescriptor}.
     *
     * @return how many bytes: 0 at the end of the stream; {@link Errno#EPROTO} if more than one descriptor came, which are
     *     closed, {@link Errno#EMFILE} if there was none left for the one that came
     */
    int receiveDescriptor(int socket);

    /** The descriptor that came with the byte of {@link #receiveDescriptor}; less than 0 if there was none. */
    int passedDescriptor();

    /** {@code fcntl} for another descriptor of the same thing. */
    int duplicate(int descriptor);

    /** {@code dup3}: what {@code number} has stood for is closed, and it stands for the same as the descriptor. */
    int duplicateAs(int descriptor, int number);

    /** {@code fcntl}, so that calls on what somebody else has opened do not block. */
    int stopBlocking(int descriptor);

    /** {@code pidfd_send_signal}. */
    int signalProcess(int processDescriptor, int signal);

    /** {@code shutdown}. */
    int shutdown(int socket, int direction);

    /** {@code setsockopt}; of {@link LinuxOption#LINGER} in seconds, or less than 0 for none. */
    int setOption(int socket, LinuxOption option, int value);

    /** {@code getsockopt}; brings {@link #optionValue}. */
    int getOption(int socket, LinuxOption option);

    /** The value that {@link #getOption} has brought. */
    int optionValue();

    /** {@code getsockopt} of {@code SO_PEERCRED}; brings {@link #credentials}. */
    int peerCredentials(int socket);

    /** Those that {@link #peerCredentials} has brought, with names where there are any. */
    PeerCredentials credentials();

    /** {@code close}. */
    int close(int descriptor);

    /** {@code strerror}. */
    String describe(int errno);
}
