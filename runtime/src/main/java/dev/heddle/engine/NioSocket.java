package dev.heddle.engine;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Set;
import jdk.net.UnixDomainPrincipal;
import org.jspecify.annotations.Nullable;

/** A stream socket of the nio engine. Confined to the loop thread. */
final class NioSocket extends NioChannel implements EngineSocket {
    /** The JDK copies through a direct buffer as large as the array-backed one it is given; this bounds it. */
    private static final int LARGEST_TRANSFER = 128 * 1024;

    /**
     * So many buffers go by one call, as in Linux and in the JDK. Those beyond would be looked at again by each call, and the
     * JDK would keep memory for all of them.
     */
    private static final int MOST_BUFFERS = 1024;

    /** How the system calls it when the peer has ended its output before it closed: then the input is complete. */
    private static final String BROKEN_PIPE = "Broken pipe";

    /** What goes wrong with connections, and not with files that are sent by them. */
    private static final Set<String> OF_CONNECTIONS =
            Set.of("Connection reset by peer", "Connection timed out", "No route to host");

    private final SocketChannel channel;

    /**
     * What ended the connection under a write; null while nothing has. The system tells it once, and gives the end of the
     * stream to the reads after what has arrived: a stream that was cut off would look complete.
     */
    private @Nullable IOException broken;

    private NioSocket(SocketChannel channel, Selector selector) throws IOException {
        super(channel, selector);
        this.channel = channel;
    }

    /** Makes a channel, connected or not, one of this engine: non-blocking and without delay for small packets. */
    static NioSocket adopt(SocketChannel channel, Selector selector) throws IOException {
        channel.configureBlocking(false);
        if (channel.supportedOptions().contains(StandardSocketOptions.TCP_NODELAY)) {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        }
        return new NioSocket(channel, selector);
    }

    @Override
    public boolean finishConnect() throws IOException {
        return channel.finishConnect();
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        int limit = target.limit();
        target.limit(target.position() + transferSize(target));
        try {
            int count = channel.read(target);
            if (count < 0 && broken != null) {
                throw new SocketException("Connection reset");
            }
            return count;
        } finally {
            target.limit(limit);
        }
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        int limit = source.limit();
        source.limit(source.position() + transferSize(source));
        try {
            return channel.write(source);
        } catch (IOException failure) {
            throw noted(failure);
        } finally {
            source.limit(limit);
        }
    }

    @Override
    public long write(ByteBuffer[] sources, int from) throws IOException {
        int first = from;
        while (first < sources.length && !sources[first].hasRemaining()) {
            first++;
        }
        int count = atOnce(sources, first);
        if (count == 0 && first < sources.length) {
            return write(sources[first]);
        }
        try {
            return channel.write(sources, first, count);
        } catch (IOException failure) {
            throw noted(failure);
        }
    }

    /** How many of the buffers stay below the largest transfer together; 0 if the first is larger. */
    static int atOnce(ByteBuffer[] sources, int first) {
        int end = Math.min(sources.length, first + MOST_BUFFERS);
        int next = first;
        for (long bytes = 0; next < end; next++) {
            bytes += sources[next].remaining();
            if (bytes > LARGEST_TRANSFER) {
                break;
            }
        }
        return next - first;
    }

    private IOException noted(IOException failure) {
        if (!(failure instanceof ClosedChannelException) && !BROKEN_PIPE.equals(failure.getMessage())) {
            broken = failure;
        }
        return failure;
    }

    private static int transferSize(ByteBuffer buffer) {
        return buffer.isDirect() ? buffer.remaining() : Math.min(buffer.remaining(), LARGEST_TRANSFER);
    }

    @Override
    public long write(FileChannel source, long position, long count) throws IOException {
        try {
            return source.transferTo(position, count, channel);
        } catch (IOException failure) {
            throw OF_CONNECTIONS.contains(String.valueOf(failure.getMessage())) ? noted(failure) : failure;
        }
    }

    @Override
    public PeerCredentials peerCredentials() throws IOException {
        for (SocketOption<?> option : channel.supportedOptions()) {
            if (option.name().equals("SO_PEERCRED") && channel.getRemoteAddress() instanceof UnixDomainSocketAddress) {
                return PrincipalOfPeer.toCredentials(channel.getOption(option));
            }
        }
        return EngineSocket.super.peerCredentials();
    }

    /** What needs a module that not every runtime has; where it is missing there is no option that gives such a value. */
    private static final class PrincipalOfPeer {
        static PeerCredentials toCredentials(Object value) {
            UnixDomainPrincipal peer = (UnixDomainPrincipal) value;
            return new PeerCredentials(peer.user().getName(), peer.group().getName());
        }
    }

    @Override
    public void awaitReadable(Readiness waiter) throws IOException {
        awaitInput(SelectionKey.OP_READ, waiter);
    }

    @Override
    public void awaitWritable(Readiness waiter) throws IOException {
        awaitOutput(channel.isConnectionPending() ? SelectionKey.OP_CONNECT : SelectionKey.OP_WRITE, waiter);
    }

    @Override
    public void shutdownOutput() throws IOException {
        channel.shutdownOutput();
    }

    @Override
    public void resetOnClose() throws IOException {
        channel.setOption(StandardSocketOptions.SO_LINGER, 0);
    }

    @Override
    public SocketAddress remoteAddress() throws IOException {
        return channel.getRemoteAddress();
    }
}
