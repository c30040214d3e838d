package dev.heddle.engine;

import java.io.Closeable;
import java.io.IOException;
import java.net.SocketAddress;
import java.util.concurrent.ThreadLocalRandom;

/**
 * One loop's view of the operating system: a clock, sockets that never block, and the place where the loop sleeps.
 *
 * <p>Readiness is level-triggered and asked for only after a call would have blocked. Confined to the loop thread, except
 * {@link #wakeUp}.
 */
public interface Engine extends Closeable {
    /** The monotonic clock of this engine in nanoseconds, with an arbitrary origin; deadlines of the loop are in it. */
    long nanos();

    /** Where the random numbers of the loop begin: another place for each loop, unless the engine is one for tests. */
    default long seed() {
        return ThreadLocalRandom.current().nextLong();
    }

    /**
     * Sleeps until something is ready, {@link #wakeUp} is called or the timeout passes, then calls the waiters of all that
     * is ready. May return early with nothing done.
     *
     * @param timeoutNanos 0 or less only looks; {@link Long#MAX_VALUE} has no limit; anything between is rounded up to the
     *     resolution of the engine, never down, so that a loop does not spin on the last fraction before a deadline
     * @throws IllegalStateException if the engine is closed, or when called by a waiter
     * @throws HangException if the engine can tell that an unlimited wait would never end
     */
    void poll(long timeoutNanos) throws IOException;

    /**
     * Ends the current {@link #poll}, or the next one if none is running. Any number of calls before that poll returns
     * count as one. Any thread; without effect once closed.
     */
    void wakeUp();

    /**
     * Starts to listen on {@code address}; port 0 lets the system choose one.
     *
     * @param backlog how many connections may wait to be accepted; 0 or less for the default of the system
     * @throws UnsupportedOperationException if a socket of this kind has no such option
     */
    EngineListener listen(SocketAddress address, int backlog, ChannelOptions options) throws IOException;

    /** As {@link #listen(SocketAddress, int, ChannelOptions)}, without options. */
    default EngineListener listen(SocketAddress address, int backlog) throws IOException {
        return listen(address, backlog, ChannelOptions.NONE);
    }

    /**
     * Begins to connect to {@code address}; {@link EngineSocket#finishConnect} tells the outcome.
     *
     * @throws java.net.UnknownHostException if the address is not resolved; an engine never looks up names
     * @throws UnsupportedOperationException if a socket of this kind has no such option
     */
    EngineSocket connect(SocketAddress address, ChannelOptions options) throws IOException;

    /** As {@link #connect(SocketAddress, ChannelOptions)}, without options. */
    default EngineSocket connect(SocketAddress address) throws IOException {
        return connect(address, ChannelOptions.NONE);
    }

    /**
     * Opens a socket for datagrams, bound to {@code address}; port 0 lets the system choose one.
     *
     * @throws UnsupportedOperationException if this engine has no datagrams, or they have no such option
     */
    EngineDatagram datagrams(SocketAddress address, ChannelOptions options) throws IOException;

    /** Closes the engine and every channel it has opened. Not from within a waiter. The second call does nothing. */
    @Override
    void close() throws IOException;
}
