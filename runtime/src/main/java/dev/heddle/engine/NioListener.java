package dev.heddle.engine;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** A listening socket of the nio engine. Confined to the loop thread. */
final class NioListener extends NioChannel implements EngineListener {
    private final ServerSocketChannel channel;
    private final Selector selector;

    /** Holds a descriptor for {@link #shed}; null when it could not be had back. */
    private @Nullable SocketChannel reserve = openReserve();

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
            if (reserve == null) {
                reserve = openReserve();
            }
            try {
                return NioSocket.adopt(connection, selector);
            } catch (IOException reset) {
                connection.close(); // some systems refuse options on a connection that its peer has reset
            }
        }
    }

    @Override
    public boolean shed() throws IOException {
        SocketChannel kept = reserve;
        if (kept == null) {
            return false;
        }
        reserve = null;
        kept.close();
        try (SocketChannel refused = channel.accept()) {
            if (refused != null) {
                refused.setOption(StandardSocketOptions.SO_LINGER, 0);
            }
            return refused != null;
        } catch (ClosedChannelException closed) {
            throw closed;
        } catch (IOException exhausted) {
            return false; // another thread was quicker to take what the reserve has left
        } finally {
            reserve = openReserve();
        }
    }

    /** A descriptor; null if there is none left. */
    private static @Nullable SocketChannel openReserve() {
        try {
            return SocketChannel.open();
        } catch (IOException exhausted) {
            return null;
        }
    }

    @Override
    public void close() throws IOException {
        super.close();
        if (reserve != null) {
            reserve.close();
        }
    }

    @Override
    public void awaitReadable(Readiness waiter) throws IOException {
        awaitInput(SelectionKey.OP_ACCEPT, waiter);
    }
}
