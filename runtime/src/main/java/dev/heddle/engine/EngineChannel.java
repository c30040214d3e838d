package dev.heddle.engine;

import java.io.Closeable;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketOption;
import org.jspecify.annotations.Nullable;

/**
 * A descriptor as its engine sees it: calls that never block, and at most one waiter for each direction.
 *
 * <p>A waiter is armed after a call would have blocked. The engine keeps its interest in the operating system when the
 * waiter has been told, so that a channel that is read again and again needs no further system call; it drops the interest
 * when readiness arrives and nobody waits. Confined to the loop thread.
 */
public interface EngineChannel extends Closeable {
    /**
     * Calls {@code waiter} once, in a later {@link Engine#poll}, when reading or accepting would not block.
     *
     * @throws IllegalStateException if somebody waits for this direction already
     * @throws IOException if the channel is closed
     */
    void awaitReadable(Readiness waiter) throws IOException;

    /** Takes back a waiter that has not been told yet: it will not be. False if it does not wait here. */
    boolean withdraw(Readiness waiter);

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

    /** False once closed. */
    boolean isOpen();

    /**
     * Closes the channel and forgets its waiters, which are not told. No event of this descriptor reaches anybody from
     * here on, whoever gets the same number next. The descriptor itself is released by the next poll at the latest. The
     * second call does nothing.
     */
    @Override
    void close() throws IOException;
}
