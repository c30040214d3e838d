package dev.heddle.channel;

import dev.heddle.scheduling.Waiter;
import org.jspecify.annotations.Nullable;

/** The receiving of an element. Confined to the loop thread. */
final class Receive<T> extends Waiter<@Nullable T> {
    /** What happens when nothing will come any more. */
    enum AtEnd {
        THROW,
        NULL
    }

    final @Nullable Receiver<T> via;
    private final Source<T> source;
    private final AtEnd atEnd;

    /**
     * A cold operation.
     *
     * @param via the end that it is done through, which may be closed before the channel; null if there is none
     */
    Receive(Source<T> source, @Nullable Receiver<T> via, AtEnd atEnd) {
        this.source = source;
        this.via = via;
        this.atEnd = atEnd;
    }

    @Override
    protected @Nullable Object attempt() {
        source.confine("receive");
        if (via != null) {
            via.requireOpen();
        }
        T element = source.take();
        if (element != null) {
            return element;
        }
        if (!source.isClosed()) {
            return NOT_YET;
        }
        if (atEnd == AtEnd.THROW) {
            throw source.closed();
        }
        return null;
    }

    @Override
    protected void enqueue() {
        source.receivers.add(this);
    }

    /** Nothing will come any more, and this has left the queue. */
    void end() {
        if (atEnd == AtEnd.THROW) {
            refuse(source.closed());
        } else {
            serve(null);
        }
    }

    @Override
    public String toString() {
        return source + " to receive";
    }
}
