package dev.heddle.channel;

import static dev.heddle.Coroutines.done;

import dev.heddle.AsyncStream;
import dev.heddle.Coroutine;
import dev.heddle.Coroutines;
import dev.heddle.SelectCase;
import dev.heddle.annotation.Async;
import dev.heddle.scheduling.OperationCase;
import dev.heddle.scheduling.Shared;
import dev.heddle.scheduling.WaitQueue;
import org.jspecify.annotations.Nullable;

/**
 * Where tasks receive elements: a {@link Channel}, or a subscription of a {@link Broadcast}. Each element is received once, in
 * the order of the channel, and those who wait for elements get them in the order in which they ask. Receiving without
 * waiting allocates nothing, waiting one object.
 *
 * <p>Invariant: somebody waits to receive only while nothing is there. Confined to the loop thread.
 *
 * @param <T> the elements, never null
 */
public abstract sealed class Source<T> extends Shared permits Channel, Subscription {
    final WaitQueue<Receive<T>> receivers = new WaitQueue<>(this);
    final Buffer<T> buffer;
    private boolean closed;
    private @Nullable Throwable cause;

    Source(String kind, Buffer<T> buffer) {
        super(kind);
        this.buffer = buffer;
    }

    /**
     * Takes the next element. A suspension point where it is awaited.
     *
     * <p>Cancelled while it waits, it has taken nothing. Cancelled after it was handed an element, it gives the element, and
     * the cancellation comes at the next await.
     *
     * @throws ChannelClosed at the await, if this is closed and nothing is left
     */
    @Async
    public final Coroutine<T> receive() {
        T element = receivesAtOnce();
        if (element != null) {
            return done(element);
        }
        return new Receive<>(this, null, Receive.AtEnd.THROW);
    }

    /** As {@link #receive}, but gives null at the end. */
    @Async
    @SuppressWarnings("NullAway") // the coroutine gives null at the end
    public final Coroutine<@Nullable T> receiveOrNull() {
        T element = receivesAtOnce();
        if (element != null) {
            return done(element);
        }
        return new Receive<>(this, null, Receive.AtEnd.NULL);
    }

    /** Takes the next element if there is one now, else gives null. No suspension point. */
    public final @Nullable T tryReceive() {
        confine("tryReceive");
        return take();
    }

    /** The case of a select in which an element is received. It is chosen at the end, too, and throws what receive throws. */
    public final <R extends @Nullable Object> SelectCase<R> onReceive(SelectCase.Handler<? super T, R> handler) {
        return new OperationCase<>(() -> new Receive<>(this, null, Receive.AtEnd.THROW), handler);
    }

    /** As {@link #onReceive}, but gives null at the end. */
    public final <R extends @Nullable Object> SelectCase<R> onReceiveOrNull(
            SelectCase.Handler<? super @Nullable T, R> handler) {
        return new OperationCase<>(() -> new Receive<>(this, null, Receive.AtEnd.NULL), handler);
    }

    /** The elements as a stream, which ends with this. An element is received when it is asked for, not before. */
    @Async
    public final AsyncStream<T> stream() {
        for (T next = Coroutines.await(receiveOrNull()); next != null; next = Coroutines.await(receiveOrNull())) {
            Coroutines.emit(next);
        }
        return Coroutines.end();
    }

    /** How many elements are there and can be received without waiting. */
    public final int size() {
        return buffer.size();
    }

    /** True if nothing more can be sent; what is there can still be received. */
    public final boolean isClosed() {
        return closed;
    }

    /** Takes an element for the running task; null if there is none, or if something speaks against taking it at once. */
    final @Nullable T receivesAtOnce() {
        return unhindered() == null ? null : take();
    }

    /**
     * Something was taken out of the buffer, or nothing was there: whoever waits to send puts its element in.
     *
     * @return what was taken; if that is null, perhaps an element that did not go through the buffer
     */
    abstract @Nullable T replace(@Nullable T taken);

    /** Takes the next element; null if there is none. */
    final @Nullable T take() {
        return replace(buffer.poll());
    }

    /** Hands an element to who waits for one; false if nobody does. */
    final boolean handOver(T element) {
        Receive<T> next = receivers.poll();
        if (next == null) {
            return false;
        }
        next.serve(element);
        return true;
    }

    /** Nothing will come any more. False if this was known. */
    final boolean end(@Nullable Throwable why) {
        if (closed) {
            return false;
        }
        closed = true;
        cause = why;
        for (Receive<T> next = receivers.poll(); next != null; next = receivers.poll()) {
            next.end();
        }
        return true;
    }

    /** What operations throw that find this closed. */
    final ChannelClosed closed() {
        return new ChannelClosed(this + " is closed", cause);
    }
}
