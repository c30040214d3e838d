package dev.heddle.engine;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import jdk.net.UnixDomainPrincipal;

/** A stream socket of the nio engine. Confined to the loop thread. */
final class NioSocket extends NioChannel implements EngineSocket {
    /** The JDK copies through a direct buffer as large as the array-backed one it is given; this bounds it. */
    private static final int LARGEST_TRANSFER = 128 * 1024;

    private final SocketChannel channel;

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
            return channel.read(target);
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
        } finally {
            source.limit(limit);
        }
    }

    /** As many of the buffers as stay below the largest transfer together; the first, if it is larger, on its own. */
    @Override
    public long write(ByteBuffer[] sources, int from) throws IOException {
        int count = 0;
        int bytes = 0;
        while (from + count < sources.length && bytes + (long) sources[from + count].remaining() <= LARGEST_TRANSFER) {
            bytes += sources[from + count].remaining();
            count++;
        }
        return count == 0 && from < sources.length ? write(sources[from]) : channel.write(sources, from, count);
    }

    private static int transferSize(ByteBuffer buffer) {
        return buffer.isDirect() ? buffer.remaining() : Math.min(buffer.remaining(), LARGEST_TRANSFER);
    }

    @Override
    public long write(FileChannel source, long position, long count) throws IOException {
        return source.transferTo(position, count, channel);
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
