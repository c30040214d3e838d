package dev.heddle.net;

import dev.heddle.engine.ChannelOptions;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How TCP connections are made, and what they are like: {@code TcpOptions.defaults().keepAlive().connectWithin(timeout)}.
 * Given to a listener, what concerns connections holds for those it accepts. Immutable.
 *
 * <p>There is no option to linger: closing never waits. What was written is sent after it, unless the stream is closed as
 * failed.
 */
public final class TcpOptions {
    private static final TcpOptions DEFAULTS = new TcpOptions(
            ChannelOptions.NONE, ChannelOptions.NONE, Duration.ofSeconds(30), Duration.ofMillis(250), null);

    /** For a socket before it connects, and for one that was accepted. */
    final ChannelOptions ofConnections;

    /** For a socket before it listens. */
    final ChannelOptions ofListeners;

    final Duration connectTimeout;
    final Duration attemptDelay;

    /** Null for the one of the loop. */
    final @Nullable Resolver resolver;

    private TcpOptions(
            ChannelOptions ofConnections,
            ChannelOptions ofListeners,
            Duration connectTimeout,
            Duration attemptDelay,
            @Nullable Resolver resolver) {
        this.ofConnections = ofConnections;
        this.ofListeners = ofListeners;
        this.connectTimeout = connectTimeout;
        this.attemptDelay = attemptDelay;
        this.resolver = resolver;
    }

    /**
     * Small packets are sent without delay, connecting takes 30 seconds at most, the next address is tried after 250
     * milliseconds, names are looked up by the resolver of the loop; the rest is as the system has it.
     */
    public static TcpOptions defaults() {
        return DEFAULTS;
    }

    /** The same, with small packets held back until those before have arrived: Nagle's algorithm. */
    public TcpOptions delayed() {
        return withOfBoth(StandardSocketOptions.TCP_NODELAY, false, ofListeners);
    }

    /** The same, with a look now and then whether a silent peer is still there, at intervals that the system has. */
    public TcpOptions keepAlive() {
        return withOfBoth(StandardSocketOptions.SO_KEEPALIVE, true, ofListeners);
    }

    /** The same, asking for a receive buffer of so many bytes, which the system may round or limit. */
    public TcpOptions receiveBuffer(int bytes) {
        ChannelOptions listeners = ofListeners.with(StandardSocketOptions.SO_RCVBUF, positive(bytes));
        return withOfBoth(StandardSocketOptions.SO_RCVBUF, bytes, listeners);
    }

    /** The same, asking for a send buffer of so many bytes, which the system may round or limit. */
    public TcpOptions sendBuffer(int bytes) {
        return withOfBoth(StandardSocketOptions.SO_SNDBUF, positive(bytes), ofListeners);
    }

    /**
     * The same, with several listeners allowed at one address that all say so: the system deals connections out to them, one
     * listener for each loop of a {@link dev.heddle.LoopGroup} for example.
     */
    public TcpOptions reusePort() {
        ChannelOptions listeners = ofListeners.with(StandardSocketOptions.SO_REUSEPORT, true);
        return new TcpOptions(ofConnections, listeners, connectTimeout, attemptDelay, resolver);
    }

    /** The same, with another limit for the time that connecting takes, looking up the name included. */
    public TcpOptions connectWithin(Duration timeout) {
        return new TcpOptions(ofConnections, ofListeners, timeout, attemptDelay, resolver);
    }

    /** The same, with another time after which the next address of a name is tried beside the last one. */
    public TcpOptions attemptDelay(Duration delay) {
        return new TcpOptions(ofConnections, ofListeners, connectTimeout, delay, resolver);
    }

    /** The same, with names looked up by {@code resolver}. */
    public TcpOptions resolver(Resolver resolver) {
        return new TcpOptions(ofConnections, ofListeners, connectTimeout, attemptDelay, resolver);
    }

    private <T> TcpOptions withOfBoth(SocketOption<T> option, T value, ChannelOptions listeners) {
        return new TcpOptions(ofConnections.with(option, value), listeners, connectTimeout, attemptDelay, resolver);
    }

    private static int positive(int bytes) {
        if (bytes < 1) {
            throw new IllegalArgumentException("a buffer of " + bytes + " bytes can hold nothing");
        }
        return bytes;
    }
}
