package dev.heddle.engine;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/**
 * Has files sent to sockets of the epoll engine by the system, which is not given the descriptor of a file: the JDK keeps that
 * to itself. It calls {@code sendfile} on it for channels of its own; so one of these is lent the socket. For the time of a
 * call its descriptor stands for the same as that of the socket, before and after for one that nobody sends to, so that no
 * connection is held open here.
 *
 * <p>The channel is one that was connected to this machine for a moment, as the JDK sends to no other. Its number, which the
 * JDK does not tell either, is that of the only descriptor with both of its addresses. Confined to the loop thread.
 */
final class FileCarrier implements Closeable {
    /** What {@link #send} returns when the system does not let it. */
    static final long REFUSED = -1;

    private static final int HIGHEST_NUMBER = 1 << 17;

    private final LinuxCalls calls;
    private final SocketChannel channel;

    /** The descriptor of {@link #channel}, as long as that is open. */
    private final int number;

    /** What it stands for between two calls. */
    private final int idle;

    private FileCarrier(LinuxCalls calls, SocketChannel channel, int number, int idle) {
        this.calls = calls;
        this.channel = channel;
        this.number = number;
        this.idle = idle;
    }

    /**
     * Opens one, for which {@code idle} is a descriptor that is open for longer.
     *
     * @throws IOException if it cannot be had
     */
    static FileCarrier open(LinuxCalls calls, int idle) throws IOException {
        try (ServerSocketChannel listener = ServerSocketChannel.open()) {
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            SocketChannel channel = SocketChannel.open();
            try {
                connect(channel, listener.getLocalAddress());
                FileCarrier carrier = new FileCarrier(calls, channel, numberOf(calls, channel), idle);
                EpollEngine.check(calls, carrier.standFor(idle));
                return carrier;
            } catch (Throwable failure) {
                channel.close();
                throw failure;
            }
        }
    }

    /** Nobody accepts: the system connects without that, as long as the listener is open. */
    private static void connect(SocketChannel channel, SocketAddress listener) throws IOException {
        channel.configureBlocking(false);
        if (!channel.connect(listener) && !channel.finishConnect()) {
            throw new IOException("a connection to this machine takes time");
        }
    }

    private static int numberOf(LinuxCalls calls, SocketChannel channel) throws IOException {
        SocketAddress local = channel.getLocalAddress();
        SocketAddress remote = channel.getRemoteAddress();
        for (int number = 0; number < HIGHEST_NUMBER; number++) {
            if (isOfTheInternet(calls, number)
                    && calls.localAddress(number) >= 0
                    && local.equals(calls.address())
                    && calls.peerAddress(number) >= 0
                    && remote.equals(calls.address())) {
                return number;
            }
        }
        throw new IOException("there is no descriptor from " + local + " to " + remote);
    }

    private static boolean isOfTheInternet(LinuxCalls calls, int number) {
        return calls.getOption(number, LinuxOption.FAMILY) >= 0
                && (calls.optionValue() == LinuxCalls.IPV4 || calls.optionValue() == LinuxCalls.IPV6);
    }

    /** False when an interrupt has closed it, which may happen in any call. */
    boolean isOpen() {
        return channel.isOpen();
    }

    /** True for a file of the JDK itself: what others call a file may be sent as they like. */
    static boolean canSend(FileChannel source) {
        return source.getClass().getModule().equals(Object.class.getModule());
    }

    /**
     * Sends a part of a file.
     *
     * @return how many bytes; 0 if the call would have blocked, or the file ends at {@code position} or before;
     *     {@link #REFUSED} if the channel cannot be lent the socket
     */
    long send(int socket, FileChannel source, long position, long count) throws IOException {
        if (standFor(socket) < 0) {
            return REFUSED;
        }
        try {
            return source.transferTo(position, count, channel);
        } finally {
            if (channel.isOpen() && standFor(idle) < 0) {
                channel.close();
            }
        }
    }

    private int standFor(int descriptor) {
        int result;
        do {
            result = calls.duplicateAs(descriptor, number);
        } while (result == -Errno.EINTR || result == -Errno.EBUSY);
        return result;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
