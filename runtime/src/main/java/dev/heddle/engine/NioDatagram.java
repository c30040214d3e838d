package dev.heddle.engine;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.NotYetConnectedException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import org.jspecify.annotations.Nullable;

/**
 * A socket for datagrams of the nio engine. The JDK does not tell how large a datagram was that did not fit; so each is
 * received into a buffer that the engine has for this, and copied. Confined to the loop thread.
 */
final class NioDatagram extends NioChannel implements EngineDatagram {
    /** More than a datagram can be. */
    static final int LARGEST = 64 * 1024;

    private final DatagramChannel channel;
    private final ByteBuffer scratch;
    private @Nullable SocketAddress peer;
    private int receivedSize;

    /** A channel in non-blocking mode, and a direct buffer of {@link #LARGEST} bytes that is in use during calls only. */
    NioDatagram(DatagramChannel channel, Selector selector, ByteBuffer scratch) throws IOException {
        super(channel, selector);
        this.channel = channel;
        this.scratch = scratch;
    }

    @Override
    public @Nullable SocketAddress receive(ByteBuffer target) throws IOException {
        SocketAddress sender = channel.receive(scratch.clear());
        if (sender != null) {
            scratch.flip();
            receivedSize = scratch.limit();
            target.put(scratch.limit(Math.min(receivedSize, target.remaining())));
        }
        return sender;
    }

    @Override
    public int receivedSize() {
        return receivedSize;
    }

    @Override
    public boolean send(ByteBuffer source, @Nullable SocketAddress target) throws IOException {
        SocketAddress to = target == null ? peer : target;
        if (to == null) {
            throw new NotYetConnectedException();
        }
        boolean isEmpty = !source.hasRemaining();
        return channel.send(source, to) > 0 || isEmpty;
    }

    @Override
    public void connect(SocketAddress newPeer) throws IOException {
        channel.connect(newPeer);
        peer = newPeer;
    }

    @Override
    public void awaitReadable(Readiness waiter) throws IOException {
        awaitInput(SelectionKey.OP_READ, waiter);
    }

    @Override
    public void awaitWritable(Readiness waiter) throws IOException {
        awaitOutput(SelectionKey.OP_WRITE, waiter);
    }
}
