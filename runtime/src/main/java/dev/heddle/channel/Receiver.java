package dev.heddle.channel;

import static dev.heddle.Coroutines.done;

import dev.heddle.AsyncStream;
import dev.heddle.Coroutine;
import dev.heddle.Coroutines;
import dev.heddle.SelectCase;
import dev.heddle.annotation.Async;
import dev.heddle.scheduling.OperationCase;
import org.jspecify.annotations.Nullable;

/**
 * An end of a channel for one of those who receive, most often in try-with-resources. When the last one is closed the channel
 * is, and nobody waits to send into it any more. Made by {@link Channel#receiver}.
 *
 * <p>Confined to the loop thread.
 */
public final class Receiver<T> extends End<T> {
    Receiver(Channel<T> channel) {
        super(channel, "a receiver");
    }

    /**
     * As {@link Source#receive}.
     *
     * @throws ChannelClosed at the await, also if this end is closed, or is closed meanwhile
     */
    @Async
    public Coroutine<T> receive() {
        T element = isClosed() ? null : channel.receivesAtOnce();
        if (element != null) {
            return done(element);
        }
        return new Receive<>(channel, this, Receive.AtEnd.THROW);
    }

    /** As {@link Source#receiveOrNull}. */
    @Async
    public Coroutine<@Nullable T> receiveOrNull() {
        T element = isClosed() ? null : channel.receivesAtOnce();
        if (element != null) {
            return done(element);
        }
        return new Receive<>(channel, this, Receive.AtEnd.NULL);
    }

    /** As {@link Source#tryReceive}. */
    public @Nullable T tryReceive() {
        requireOpen();
        return channel.tryReceive();
    }

    /** As {@link Source#onReceive}. */
    public <R extends @Nullable Object> SelectCase<R> onReceive(SelectCase.Handler<? super T, R> handler) {
        return new OperationCase<>(() -> new Receive<>(channel, this, Receive.AtEnd.THROW), handler);
    }

    /** As {@link Source#onReceiveOrNull}. */
    public <R extends @Nullable Object> SelectCase<R> onReceiveOrNull(
            SelectCase.Handler<? super @Nullable T, R> handler) {
        return new OperationCase<>(() -> new Receive<>(channel, this, Receive.AtEnd.NULL), handler);
    }

    /** As {@link Source#stream}. */
    @Async
    public AsyncStream<T> stream() {
        for (T next = Coroutines.await(receiveOrNull()); next != null; next = Coroutines.await(receiveOrNull())) {
            Coroutines.emit(next);
        }
        return Coroutines.end();
    }

    /** A further end of the same channel, for somebody else. */
    public Receiver<T> another() {
        requireOpen();
        return channel.receiver();
    }

    @Override
    void leave() {
        channel.closed(this);
    }
}
