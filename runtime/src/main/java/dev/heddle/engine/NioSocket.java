package dev.heddle.engine;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** A stream socket of the nio engine. Confined to the loop thread. */
final class NioSocket extends NioChannel implements EngineSocket {
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
        return channel.read(target);
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        return channel.write(source);
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
    public SocketAddress localAddress() throws IOException {
        return channel.getLocalAddress();
    }

    @Override
    public SocketAddress remoteAddress() throws IOException {
        return channel.getRemoteAddress();
    }
}
