package dev.heddle.engine;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketOption;
import org.jspecify.annotations.Nullable;

/** A channel of an engine: calls that never block, options and an address. Confined to the loop thread. */
public interface EngineChannel extends EngineDescriptor {
    /**
     * Sets an option.
     *
     * @throws UnsupportedOperationException if a channel of this kind has no such option
     */
    <T> void setOption(SocketOption<T> option, T value) throws IOException;

    /**
     * The value of an option, which need not be the one it was set to; null if it has none.
     *
     * @throws UnsupportedOperationException if a channel of this kind has no such option
     */
    <T> @Nullable T getOption(SocketOption<T> option) throws IOException;

    /** The address this end is bound to. */
    SocketAddress localAddress() throws IOException;
}
