package dev.heddle.engine;

import java.io.Closeable;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.SelectableChannel;
import java.util.concurrent.ThreadLocalRandom;

/**
 * One loop's view of the operating system: a clock, sockets that never block, and the place where the loop sleeps.
 *
 * <p>Readiness is level-triggered and asked for only after a call would have blocked. Confined to the loop thread, except
 * {@link #wakeUp}.
 */
public interface Engine extends Closeable {
    /** What kind of engine this is, for people: {@code nio}, {@code epoll}, {@code scripted}. Any thread. */
    default String name() {
        return getClass().getSimpleName();
    }

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
     * <p>An interrupt of the loop's thread means nothing to a loop. It may or may not end a poll early, and is forgotten by it:
     * the flag would make the JDK close the next file that is read on this thread. What ends a loop comes as a message.
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
     * @param address a Unix address without a path for a socket without an address
     * @throws UnsupportedOperationException if this engine has no datagrams of this kind, or they have no such option
     */
    EngineDatagram datagrams(SocketAddress address, ChannelOptions options) throws IOException;

    /**
     * Watches a process, the end of which is told as readiness.
     *
     * @throws java.nio.file.NoSuchFileException if there is no such process, or none any more
     * @throws UnsupportedOperationException if this engine cannot; {@link ProcessHandle#onExit} can everywhere
     */
    default EngineProcess watchProcess(long pid) throws IOException {
        throw new UnsupportedOperationException("the engine " + name() + " cannot watch processes");
    }

    /**
     * Watches a descriptor of this process by its number, for what has been opened by somebody else. The engine keeps a
     * descriptor of its own for the same thing, so that the other may be closed at any time.
     *
     * @throws UnsupportedOperationException if this engine cannot: for lack of system calls, it knows channels only
     */
    default EngineWatch watchDescriptor(int descriptor) throws IOException {
        throw new UnsupportedOperationException(
                "the engine " + name() + " cannot watch descriptors by their numbers, as epoll can");
    }

    /**
     * Watches a channel of the JDK, which is in non-blocking mode and stays so.
     *
     * @throws UnsupportedOperationException if this engine cannot: the JDK does not tell it which descriptor that is
     * @throws java.nio.channels.IllegalBlockingModeException if the channel is in blocking mode
     * @throws IllegalStateException if it is watched already
     */
    default EngineWatch watchChannel(SelectableChannel channel) throws IOException {
        throw new UnsupportedOperationException(
                "the engine " + name() + " cannot watch channels of the JDK, as nio can");
    }

    /** Closes the engine and every channel it has opened. Not from within a waiter. The second call does nothing. */
    @Override
    void close() throws IOException;
}
