package dev.heddle.channel;

import static dev.heddle.Coroutines.done;

import dev.heddle.Coroutine;
import dev.heddle.SelectCase;
import dev.heddle.Task;
import dev.heddle.annotation.Async;
import dev.heddle.scheduling.Gate;
import dev.heddle.scheduling.OperationCase;
import dev.heddle.scheduling.Shared;
import dev.heddle.scheduling.WaitQueue;
import dev.heddle.scheduling.Waiter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A channel each of whose elements all subscribers receive that subscribed before it was sent. Each has a buffer of its own;
 * what happens when one of them is full, since its subscriber is slow, is chosen when the broadcast is made: who sends waits
 * for the slowest, or the slow ones miss the oldest. Without subscribers elements are sent to nobody.
 *
 * <p>Confined to the loop thread.
 *
 * @param <T> the elements, never null
 */
public final class Broadcast<T> extends Shared implements AutoCloseable {
    private enum WhenFull {
        WAIT,
        DROP_OLDEST
    }

    private final WaitQueue<SendToAll> senders = new WaitQueue<>(this);
    private final Set<Subscription<T>> subscriptions = new LinkedHashSet<>();
    private final int capacity;
    private final WhenFull whenFull;
    private boolean closed;

    private Broadcast(int capacity, WhenFull whenFull) {
        super("broadcast");
        this.capacity = Channel.checked(capacity);
        this.whenFull = whenFull;
    }

    /** One in which who sends waits until the slowest subscriber has room in its buffer of {@code capacity} elements. */
    public static <T> Broadcast<T> bounded(int capacity) {
        return new Broadcast<>(capacity, WhenFull.WAIT);
    }

    /** One in which a subscriber with {@code capacity} elements to receive misses the oldest of them when one more is sent. */
    public static <T> Broadcast<T> lossy(int capacity) {
        return new Broadcast<>(capacity, WhenFull.DROP_OLDEST);
    }

    /** Gives this broadcast a name, for messages; returns this broadcast. */
    public Broadcast<T> named(String name) {
        name(name);
        return this;
    }

    /** Receives what is sent from now on, until it is closed. */
    public Subscription<T> subscribe() {
        confine("subscribe");
        Subscription<T> subscription = new Subscription<>(this);
        subscription.confine("subscribe");
        if (closed) {
            subscription.end(null);
        } else {
            subscriptions.add(subscription);
        }
        return subscription;
    }

    /**
     * Sends an element to all subscribers. A suspension point where it is awaited.
     *
     * <p>Cancelled while it waits, it has sent nothing to anybody. Cancelled after that, it ends normally, and the
     * cancellation comes at the next await.
     *
     * @throws ChannelClosed at the await, if this is closed, or is closed meanwhile; then the element was not sent
     */
    @Async
    public Coroutine<Void> send(T element) {
        Objects.requireNonNull(element, "element");
        if (unhindered() != null && !closed && offer(element)) {
            return done();
        }
        return Gate.nothing(new SendToAll(element));
    }

    /**
     * Sends an element to all subscribers if that needs no waiting; tells whether it was sent. No suspension point.
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
        return new OperationCase<>(() -> new SendToAll(element), handler);
    }

    /**
     * Ends the sending: who waits to send is refused; the subscribers can still receive what they have. The second call does
     * nothing. No suspension point.
     */
    @Override
    public void close() {
        confine("close");
        if (!closed) {
            closed = true;
            for (SendToAll next = senders.poll(); next != null; next = senders.poll()) {
                next.refuse(closed());
            }
            subscriptions.forEach(subscription -> subscription.end(null));
            subscriptions.clear();
        }
    }

    /** True once this has been closed. */
    public boolean isClosed() {
        return closed;
    }

    /** How many subscribers there are. */
    public int subscribers() {
        return subscriptions.size();
    }

    /** How many elements a subscriber may leave in its buffer. */
    public int capacity() {
        return capacity;
    }

    /** The tasks that wait to send. */
    @Override
    public List<Task<?>> waiters() {
        return senders.tasks();
    }

    /** Nobody that is known: whoever receives makes room. */
    @Override
    public List<Task<?>> holders() {
        return List.of();
    }

    /** A subscriber has more room than before, or is gone: those that wait to send may be able to. */
    void roomMade() {
        for (SendToAll next = senders.peek(); next != null && hasRoom(); next = senders.peek()) {
            senders.remove(next);
            deliver(next.element);
            next.serve(null);
        }
    }

    void unsubscribe(Subscription<T> subscription) {
        subscriptions.remove(subscription);
        roomMade();
    }

    private ChannelClosed closed() {
        return new ChannelClosed(this + " is closed", null);
    }

    private boolean offer(T element) {
        if (closed) {
            throw closed();
        }
        if (!senders.isEmpty() || !hasRoom()) {
            return false;
        }
        deliver(element);
        return true;
    }

    private boolean hasRoom() {
        if (whenFull == WhenFull.WAIT) {
            for (Subscription<T> subscription : subscriptions) {
                if (subscription.size() >= capacity) {
                    return false;
                }
            }
        }
        return true;
    }

    private void deliver(T element) {
        for (Subscription<T> subscription : subscriptions) {
            subscription.deliver(element, capacity);
        }
    }

    /** The sending of an element. */
    private final class SendToAll extends Waiter<@Nullable Void> {
        final T element;

        SendToAll(T element) {
            this.element = element;
        }

        @Override
        protected @Nullable Object attempt() {
            confine("send");
            return offer(element) ? null : NOT_YET;
        }

        @Override
        protected void enqueue() {
            senders.add(this);
        }

        @Override
        public String toString() {
            return Broadcast.this + " to send";
        }
    }
}
