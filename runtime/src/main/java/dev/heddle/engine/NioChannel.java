package dev.heddle.engine;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NetworkChannel;
import java.nio.channels.SelectableChannel;
import java.nio.channels.Selector;
import org.jspecify.annotations.Nullable;

/** A network channel in a selector. Confined to the loop thread. */
abstract class NioChannel extends NioDescriptor implements EngineChannel {
    private final NetworkChannel channel;

    /** Registers a channel that is in non-blocking mode. */
    <C extends SelectableChannel & NetworkChannel> NioChannel(C channel, Selector selector)
            throws ClosedChannelException {
        super(channel, selector);
        this.channel = channel;
    }

    @Override
    public final <T> void setOption(SocketOption<T> option, T value) throws IOException {
        channel.setOption(option, value);
    }

    @Override
    public final <T> @Nullable T getOption(SocketOption<T> option) throws IOException {
        return channel.getOption(option);
    }

    @Override
    public final SocketAddress localAddress() throws IOException {
        return channel.getLocalAddress();
    }

    @Override
    public final boolean isOpen() {
        return channel.isOpen();
    }

    /** Cancels the key with the channel, so that no event of this descriptor is dispatched from here on. */
    @Override
    public void close() throws IOException {
        forgetWaiters();
        channel.close();
    }

    @Override
    public final String toString() {
        return channel.toString();
    }
}
