package dev.heddle.channel;

import static dev.heddle.Coroutines.done;

import dev.heddle.Coroutine;
import dev.heddle.SelectCase;
import dev.heddle.Task;
import dev.heddle.annotation.Async;
import dev.heddle.scheduling.Gate;
import dev.heddle.scheduling.OperationCase;
import dev.heddle.scheduling.WaitQueue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A way for elements from tasks that send to tasks that receive. Whoever sends into a full one waits; all are served in the
 * order in which they ask.
 *
 * <pre>{@code
 * Channel<Order> orders = Channel.bounded(64);
 * scope.spawn(produce(orders));                                 // await(orders.send(order)), and in the end orders.close()
 * for (Order next; (next = await(orders.receiveOrNull())) != null; ) {
 *     ...
 * }
 * }</pre>
 *
 * <p>Closing ends the sending; what is there can still be received. Who closes can be counted: a {@link Sender} or
 * {@link Receiver} is an end for one user, and when the last one is closed the channel is. Sending without waiting allocates
 * nothing, waiting one object.
 *
 * <p>Invariant: somebody waits to send only while the buffer is full and nobody waits to receive. Confined to the loop thread.
 *
 * @param <T> the elements, never null
 */
public final class Channel<T> extends Source<T> implements AutoCloseable {
    /** The capacity of a channel that is never full. */
    public static final int UNBOUNDED = Integer.MAX_VALUE;

    final WaitQueue<Send<T>> senders = new WaitQueue<>(this);
    private final int capacity;
    private int senderEnds;
    private int receiverEnds;
    private long accepted;

    Channel(String kind, int capacity, Buffer<T> buffer) {
        super(kind, buffer);
        this.capacity = capacity;
    }

    /** A channel that holds up to {@code capacity} elements, first in, first out. */
    public static <T> Channel<T> bounded(int capacity) {
        return new Channel<>("channel", checked(capacity), Buffer.fifo());
    }

    /** A channel that holds nothing: who sends waits until somebody receives. */
    public static <T> Channel<T> rendezvous() {
        return new Channel<>("channel", 0, Buffer.fifo());
    }

    /** A channel that is never full: nothing holds up who sends, and nothing but memory limits it. */
    public static <T> Channel<T> unbounded() {
        return new Channel<>("channel", UNBOUNDED, Buffer.fifo());
    }

    /** A channel that holds up to {@code capacity} elements and gives the least first, of equal ones the oldest. */
    public static <T> Channel<T> priority(int capacity, Comparator<? super T> order) {
        return new Channel<>("channel", checked(capacity), Buffer.priority(order));
    }

    /** A channel that holds up to {@code capacity} elements and gives the newest first. */
    public static <T> Channel<T> lifo(int capacity) {
        return new Channel<>("channel", checked(capacity), Buffer.lifo());
    }

    /** Gives this channel a name, for messages; returns this channel. */
    public Channel<T> named(String name) {
        name(name);
        return this;
    }

    /**
     * Sends an element. A suspension point where it is awaited.
     *
     * <p>Cancelled while it waits, it has sent nothing. Cancelled after the element was taken, it ends normally, and the
     * cancellation comes at the next await.
     *
     * @throws ChannelClosed at the await, if this is closed, or is closed meanwhile; then the element was not sent
     */
    @Async
    public Coroutine<Void> send(T element) {
        Objects.requireNonNull(element, "element");
        if (sendsAtOnce(element)) {
            return done();
        }
        return send(element, null);
    }

    Coroutine<Void> send(T element, @Nullable Sender<T> via) {
        return Gate.nothing(new Send<>(this, via, element));
    }

    /**
     * Sends an element if that needs no waiting; tells whether it was sent. No suspension point.
     *
     * @throws ChannelClosed if this is closed
     */
    public boolean trySend(T element) {
        confine("trySend");
        return offer(Objects.requireNonNull(element, "element"));
    }

    /** The case of a select in which an element is sent. Only the chosen one sends. */
    public <R extends @Nullable Object> SelectCase<R> onSend(
            T element, SelectCase.Handler<? super @Nullable Void, R> handler) {
        Objects.requireNonNull(element, "element");
        return new OperationCase<>(() -> new Send<>(this, null, element), handler);
    }

    /** A new end to send through. When all such ends are closed this channel is. */
    public Sender<T> sender() {
        confine("sender");
        senderEnds++;
        return new Sender<>(this);
    }

    /** A new end to receive through. When all such ends are closed this channel is, with {@link #closeNow}. */
    public Receiver<T> receiver() {
        confine("receiver");
        receiverEnds++;
        return new Receiver<>(this);
    }

    /**
     * Ends the sending: who waits to send is refused, and who waits to receive gets the end; what is there can still be
     * received. The second call does nothing. No suspension point.
     */
    @Override
    public void close() {
        close(null);
    }

    /** As {@link #close}, with a reason: the cause of the {@link ChannelClosed} that is thrown from now on. */
    public void close(@Nullable Throwable cause) {
        confine("close");
        if (end(cause)) {
            for (Send<T> next = senders.poll(); next != null; next = senders.poll()) {
                next.refuse(closed());
            }
        }
    }

    /** As {@link #close}, and takes what is there: nobody can receive any more. Returns what was taken, in order. */
    public List<T> closeNow() {
        close();
        return buffer.drain();
    }

    /** How many elements there may be before who sends has to wait. */
    public int capacity() {
        return capacity;
    }

    /** How many elements have been sent so far. */
    public long accepted() {
        return accepted;
    }

    /** The tasks that wait to receive, then those that wait to send. At most one of both is there. */
    @Override
    public List<Task<?>> waiters() {
        List<Task<?>> waiters = new ArrayList<>(receivers.tasks());
        waiters.addAll(senders.tasks());
        return waiters;
    }

    /** Nobody: any task may send and receive. */
    @Override
    public List<Task<?>> holders() {
        return List.of();
    }

    /** Sends for the running task; false if that needs waiting, or if something speaks against doing it at once. */
    boolean sendsAtOnce(T element) {
        return unhindered() != null && !isClosed() && offer(element);
    }

    /** Puts an element in if that needs no waiting. */
    boolean offer(T element) {
        if (isClosed()) {
            throw closed();
        }
        if (!handOver(element)) {
            if (buffer.size() >= capacity) {
                return false;
            }
            buffer.add(element);
        }
        accepted++;
        return true;
    }

    /** The first that waits to send puts its element in, or hands it over if there is no buffer. */
    @Override
    @Nullable
    T replace(@Nullable T taken) {
        Send<T> next = senders.poll();
        if (next == null) {
            return taken;
        }
        accepted++;
        next.serve(null);
        if (taken == null) {
            return next.element;
        }
        buffer.add(next.element);
        return taken;
    }

    /** An end is closed: who waits through it is refused. */
    void closed(Sender<T> end) {
        senders.forEach(send -> {
            if (send.via == end) {
                senders.remove(send);
                send.refuse(end.closed());
            }
        });
        if (--senderEnds == 0) {
            close();
        }
    }

    /** An end is closed: who waits through it is refused. */
    void closed(Receiver<T> end) {
        receivers.forEach(receive -> {
            if (receive.via == end) {
                receivers.remove(receive);
                receive.refuse(end.closed());
            }
        });
        if (--receiverEnds == 0) {
            closeNow();
        }
    }

    static int checked(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException(
                    "a capacity of " + capacity + ": use rendezvous() for a channel without");
        }
        return capacity;
    }
}
