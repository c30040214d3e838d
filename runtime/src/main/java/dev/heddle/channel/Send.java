package dev.heddle.channel;

import dev.heddle.scheduling.Waiter;
import org.jspecify.annotations.Nullable;

/** The sending of an element into a channel. Confined to the loop thread. */
final class Send<T> extends Waiter<@Nullable Void> {
    final T element;
    final @Nullable Sender<T> via;
    private final Channel<T> channel;

    /**
     * A cold operation.
     *
     * @param via the end that it is done through, which may be closed before the channel; null if there is none
     */
    Send(Channel<T> channel, @Nullable Sender<T> via, T element) {
        this.channel = channel;
        this.via = via;
        this.element = element;
    }

    @Override
    protected @Nullable Object attempt() {
        channel.confine("send");
        if (via != null) {
            via.requireOpen();
        }
        return channel.offer(element) ? null : NOT_YET;
    }

    @Override
    protected void enqueue() {
        channel.senders.add(this);
    }

    @Override
    public String toString() {
        return channel + " to send";
    }
}
