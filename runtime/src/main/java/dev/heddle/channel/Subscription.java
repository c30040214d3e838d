package dev.heddle.channel;

import dev.heddle.Task;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one subscriber of a {@link Broadcast} receives, until it closes it, most often by try-with-resources. Made by
 * {@link Broadcast#subscribe}.
 *
 * <p>Confined to the loop thread.
 */
public final class Subscription<T> extends Source<T> implements AutoCloseable {
    private final Broadcast<T> broadcast;
    private long missed;

    Subscription(Broadcast<T> broadcast) {
        super("subscription", Buffer.fifo());
        this.broadcast = broadcast;
    }

    /** Gives this subscription a name, for messages; returns this subscription. */
    public Subscription<T> named(String name) {
        name(name);
        return this;
    }

    /** How many elements this has missed so far, since it was too slow for a lossy broadcast. */
    public long missed() {
        return missed;
    }

    /** Receives no more; drops what is there. Who waits to receive gets the end. No suspension point. */
    @Override
    public void close() {
        confine("close");
        end(null);
        buffer.drain();
        broadcast.unsubscribe(this);
    }

    @Override
    public List<Task<?>> waiters() {
        return receivers.tasks();
    }

    /** Nobody: any task may send. */
    @Override
    public List<Task<?>> holders() {
        return List.of();
    }

    void deliver(T element, int capacity) {
        if (!handOver(element)) {
            if (buffer.size() == capacity) {
                buffer.poll();
                missed++;
            }
            buffer.add(element);
        }
    }

    /** What is sent meanwhile goes through the buffer in any case. */
    @Override
    @Nullable
    T replace(@Nullable T taken) {
        if (taken != null) {
            broadcast.roomMade();
        }
        return taken;
    }
}
