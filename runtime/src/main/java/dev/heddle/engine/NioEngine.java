package dev.heddle.engine;

import java.io.Closeable;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The engine of every JDK: a {@link Selector}, which is epoll on Linux. Timeouts are rounded up to whole milliseconds, the
 * finest a selector takes.
 *
 * <p>Every channel is registered when it is opened, with no interest, which costs no system call and makes the key set the
 * list of all open channels. An interrupt of the loop thread counts as a wake-up and is cleared, because a selector does
 * not sleep on an interrupted thread. Confined to the loop thread, except {@link #wakeUp}.
 */
public final class NioEngine implements Engine {
    private static final long NANOS_PER_MILLI = TimeUnit.MILLISECONDS.toNanos(1);

    private final Selector selector;
    private final Consumer<SelectionKey> dispatch = key -> ((NioDescriptor) key.attachment()).dispatch();

    /** For datagrams; null until the first socket for such is opened. */
    private @Nullable ByteBuffer scratch;

    private NioEngine(Selector selector) {
        this.selector = selector;
    }

    /**
     * Opens an engine for one loop. It closes a socket first, because the JDK needs two descriptors of its own to close its
     * first one: asked when none is left, it could never close any.
     */
    public static NioEngine open() throws IOException {
        SocketChannel.open().close();
        return new NioEngine(Selector.open());
    }

    @Override
    public String name() {
        return "nio";
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public void poll(long timeoutNanos) throws IOException {
        if (timeoutNanos <= 0) {
            if (selector.keys().isEmpty()) {
                Thread.interrupted();
                return; // nothing can be ready: spares programs that only compute the system call
            }
            selector.selectNow(dispatch);
        } else {
            selector.select(dispatch, selectTimeoutMillis(timeoutNanos));
        }
        Thread.interrupted();
    }

    /** Rounded up: rounding down would spin before a deadline, and 0 means "no limit" to a selector. */
    static long selectTimeoutMillis(long timeoutNanos) {
        if (timeoutNanos == Long.MAX_VALUE) {
            return 0;
        }
        return timeoutNanos / NANOS_PER_MILLI + (timeoutNanos % NANOS_PER_MILLI == 0 ? 0 : 1);
    }

    @Override
    public void wakeUp() {
        selector.wakeup();
    }

    @Override
    public EngineListener listen(SocketAddress address, int backlog, ChannelOptions options) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open(familyOf(address));
        try {
            if (channel.supportedOptions().contains(StandardSocketOptions.SO_REUSEADDR)) {
                channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            }
            options.applyTo(channel::setOption);
            channel.bind(address, backlog);
            channel.configureBlocking(false);
            return new NioListener(channel, selector);
        } catch (Throwable failure) {
            closeAfter(failure, channel);
            throw failure;
        }
    }

    @Override
    public EngineSocket connect(SocketAddress address, ChannelOptions options) throws IOException {
        SocketChannel channel = SocketChannel.open(familyOf(address));
        try {
            NioSocket socket = NioSocket.adopt(channel, selector);
            options.applyTo(channel::setOption);
            channel.connect(address);
            return socket;
        } catch (Throwable failure) {
            closeAfter(failure, channel);
            throw failure;
        }
    }

    @Override
    public EngineDatagram datagrams(SocketAddress address, ChannelOptions options) throws IOException {
        StandardProtocolFamily family = familyOf(address);
        if (family == StandardProtocolFamily.UNIX) {
            throw new UnsupportedOperationException(
                    "the engine nio has no datagrams by Unix sockets, as the JDK has none; the engine epoll has");
        }
        DatagramChannel channel = DatagramChannel.open(family);
        try {
            channel.configureBlocking(false);
            options.applyTo(channel::setOption);
            channel.bind(address);
            if (scratch == null) {
                scratch = ByteBuffer.allocateDirect(NioDatagram.LARGEST);
            }
            return new NioDatagram(channel, selector, scratch);
        } catch (Throwable failure) {
            closeAfter(failure, channel);
            throw failure;
        }
    }

    @Override
    public EngineWatch watchChannel(SelectableChannel channel) throws IOException {
        SelectionKey present = channel.keyFor(selector);
        if (present != null && present.isValid()) {
            throw new IllegalStateException(channel + " is watched already");
        }
        if (present != null) {
            selector.selectNow(dispatch); // lets go of the key of a watch that was closed
        }
        return new NioWatch(channel, selector);
    }

    /**
     * Which family of sockets reaches an address.
     *
     * @throws UnknownHostException if the address is not resolved
     */
    static StandardProtocolFamily familyOf(SocketAddress address) throws UnknownHostException {
        if (address instanceof UnixDomainSocketAddress) {
            return StandardProtocolFamily.UNIX;
        }
        if (address instanceof InetSocketAddress inet) {
            if (inet.isUnresolved()) {
                throw new UnknownHostException(inet.getHostString() + " has not been resolved to an address");
            }
            return inet.getAddress() instanceof Inet6Address
                    ? StandardProtocolFamily.INET6
                    : StandardProtocolFamily.INET;
        }
        throw new IllegalArgumentException("not a socket address of this engine: " + address);
    }

    private static void closeAfter(Throwable failure, Closeable channel) {
        try {
            channel.close();
        } catch (IOException further) {
            failure.addSuppressed(further);
        }
    }

    @Override
    public void close() throws IOException {
        if (selector.isOpen()) {
            for (SelectionKey key : new ArrayList<>(selector.keys())) {
                ((NioDescriptor) key.attachment()).close();
            }
            selector.close();
        }
    }
}
