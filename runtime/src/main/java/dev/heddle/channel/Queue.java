package dev.heddle.channel;

import dev.heddle.Coroutine;
import dev.heddle.SelectCase;
import dev.heddle.Task;
import dev.heddle.annotation.Async;
import dev.heddle.scheduling.Gate;
import dev.heddle.scheduling.Shared;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A channel of work that knows when all of it has been done: whoever has got an element says so by {@link #taskDone}, and
 * {@link #join} waits until that has been said of every element. What asyncio calls a queue.
 *
 * <pre>{@code
 * @Async Coroutine<Void> worker(Queue<Url> urls) {
 *     while (true) {
 *         Url url = await(urls.get());
 *         try {
 *             await(fetch(url));
 *         } finally {
 *             urls.taskDone();
 *         }
 *     }
 * }
 * }</pre>
 *
 * <p>Confined to the loop thread.
 *
 * @param <T> the elements, never null
 */
public final class Queue<T> extends Shared {
    private final Channel<T> elements;
    private final Gate allDone = new Gate(this, () -> unfinished() == 0);
    private long finished;

    private Queue(int capacity, Buffer<T> buffer) {
        super("queue");
        elements = new Channel<>("queue", capacity, buffer);
    }

    /** A queue that holds up to {@code capacity} elements, first in, first out. */
    public static <T> Queue<T> bounded(int capacity) {
        return new Queue<>(Channel.checked(capacity), Buffer.fifo());
    }

    /** A queue that is never full. */
    public static <T> Queue<T> unbounded() {
        return new Queue<>(Channel.UNBOUNDED, Buffer.fifo());
    }

    /** A queue that holds up to {@code capacity} elements and gives the least first, of equal ones the oldest. */
    public static <T> Queue<T> priority(int capacity, Comparator<? super T> order) {
        return new Queue<>(Channel.checked(capacity), Buffer.priority(order));
    }

    /** A queue that holds up to {@code capacity} elements and gives the newest first. */
    public static <T> Queue<T> lifo(int capacity) {
        return new Queue<>(Channel.checked(capacity), Buffer.lifo());
    }

    /** Gives this queue a name, for messages; returns this queue. */
    public Queue<T> named(String name) {
        name(name);
        elements.named(name);
        return this;
    }

    /**
     * Puts an element in; waits while the queue is full. A suspension point where it is awaited; cancelled as
     * {@link Channel#send} is.
     *
     * @throws ChannelClosed at the await, if the queue is shut down, or is so meanwhile; then the element is not in it
     */
    @Async
    public Coroutine<Void> put(T element) {
        return elements.send(element);
    }

    /**
     * Puts an element in if the queue is not full; tells whether it was. No suspension point.
     *
     * @throws ChannelClosed if the queue is shut down
     */
    public boolean tryPut(T element) {
        return elements.trySend(element);
    }

    /**
     * Takes the next element; waits while the queue is empty. A suspension point where it is awaited; cancelled as
     * {@link Channel#receive} is.
     *
     * @throws ChannelClosed at the await, if the queue is shut down and nothing is left
     */
    @Async
    public Coroutine<T> get() {
        return elements.receive();
    }

    /** Takes the next element if there is one now, else gives null. No suspension point. */
    public @Nullable T tryGet() {
        return elements.tryReceive();
    }

    /** The case of a select in which an element is put in. Only the chosen one puts it in. */
    public <R extends @Nullable Object> SelectCase<R> onPut(
            T element, SelectCase.Handler<? super @Nullable Void, R> handler) {
        return elements.onSend(element, handler);
    }

    /** The case of a select in which an element is taken. Only the chosen one takes it. */
    public <R extends @Nullable Object> SelectCase<R> onGet(SelectCase.Handler<? super T, R> handler) {
        return elements.onReceive(handler);
    }

    /**
     * What one element meant has been done. No suspension point.
     *
     * @throws IllegalStateException if that has been said of every element already
     */
    public void taskDone() {
        elements.confine("taskDone");
        if (unfinished() == 0) {
            throw new IllegalStateException("`taskDone` was called for more elements than were put into " + this);
        }
        finish(1);
    }

    /** Waits until {@link #taskDone} has been called for each element. A suspension point where it is awaited. */
    public Coroutine<Void> join() {
        return Gate.nothing(allDone.passing());
    }

    /**
     * Takes no more elements. Who waits to put one in is refused; what is in the queue can still be taken, and {@link #join}
     * still waits for it. No suspension point.
     */
    public void shutdown() {
        elements.close();
    }

    /**
     * As {@link #shutdown}, and drops what is in the queue, which counts as done. Who waits to take an element is refused.
     * Returns what was dropped, in order.
     */
    public List<T> shutdownNow() {
        List<T> dropped = elements.closeNow();
        finish(dropped.size());
        return dropped;
    }

    /** How many elements are in the queue. */
    public int size() {
        return elements.size();
    }

    /** How many elements there may be before who puts one in has to wait. */
    public int capacity() {
        return elements.capacity();
    }

    /** How many elements have been put in and are not done. */
    public long unfinished() {
        return elements.accepted() - finished;
    }

    /** True once the queue has been shut down. */
    public boolean isShutDown() {
        return elements.isClosed();
    }

    /** The tasks that wait to take or put, then those that wait until all is done. */
    @Override
    public List<Task<?>> waiters() {
        List<Task<?>> waiters = new ArrayList<>(elements.waiters());
        waiters.addAll(allDone.tasks());
        return waiters;
    }

    /** Nobody: any task may put, take and finish. */
    @Override
    public List<Task<?>> holders() {
        return List.of();
    }

    private void finish(int count) {
        finished += count;
        if (unfinished() == 0) {
            allDone.letAllPass();
        }
    }
}
