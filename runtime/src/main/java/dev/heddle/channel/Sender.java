package dev.heddle.channel;

import static dev.heddle.Coroutines.done;

import dev.heddle.Coroutine;
import dev.heddle.SelectCase;
import dev.heddle.annotation.Async;
import dev.heddle.scheduling.OperationCase;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An end of a channel for one of those who send, most often in try-with-resources. When the last one is closed the channel is.
 * Made by {@link Channel#sender}.
 *
 * <p>Confined to the loop thread.
 */
public final class Sender<T> extends End<T> {
    Sender(Channel<T> channel) {
        super(channel, "a sender");
    }

    /**
     * As {@link Channel#send}.
     *
     * @throws ChannelClosed at the await, also if this end is closed, or is closed meanwhile
     */
    @Async
    public Coroutine<Void> send(T element) {
        Objects.requireNonNull(element, "element");
        if (!isClosed() && channel.sendsAtOnce(element)) {
            return done();
        }
        return channel.send(element, this);
    }

    /** As {@link Channel#trySend}. */
    public boolean trySend(T element) {
        requireOpen();
        return channel.trySend(element);
    }

    /** As {@link Channel#onSend}. */
    public <R extends @Nullable Object> SelectCase<R> onSend(
            T element, SelectCase.Handler<? super @Nullable Void, R> handler) {
        Objects.requireNonNull(element, "element");
        return new OperationCase<>(() -> new Send<>(channel, this, element), handler);
    }

    /** A further end of the same channel, for somebody else. */
    public Sender<T> another() {
        requireOpen();
        return channel.sender();
    }

    @Override
    void leave() {
        channel.closed(this);
    }
}
