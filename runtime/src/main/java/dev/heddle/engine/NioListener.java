package dev.heddle.engine;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** A listening socket of the nio engine. Confined to the loop thread. */
final class NioListener extends NioChannel implements EngineListener {
    private final ServerSocketChannel channel;
    private final Selector selector;

    NioListener(ServerSocketChannel channel, Selector selector) throws IOException {
        super(channel, selector);
        this.channel = channel;
        this.selector = selector;
    }

    @Override
    public @Nullable EngineSocket accept() throws IOException {
        while (true) {
            SocketChannel connection = channel.accept();
            if (connection == null) {
                return null;
            }
            try {
                return NioSocket.adopt(connection, selector);
            } catch (IOException reset) {
                connection.close(); // some systems refuse options on a connection that its peer has reset
            }
        }
    }

    @Override
    public void awaitReadable(Readiness waiter) throws IOException {
        awaitInput(SelectionKey.OP_ACCEPT, waiter);
    }

    @Override
    public SocketAddress localAddress() throws IOException {
        return channel.getLocalAddress();
    }
}
