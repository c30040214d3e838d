package dev.heddle.net;

import dev.heddle.AsyncCloseable;
import dev.heddle.Coroutine;
import dev.heddle.engine.EngineWatch;
import dev.heddle.scheduling.OpenResource;
import dev.heddle.scheduling.Scheduler;
import java.io.IOException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.SelectableChannel;
import org.jspecify.annotations.Nullable;

/**
 * Waits until something can be read or written without blocking that is no socket of this library: what a driver, or a library
 * behind the foreign-function interface, has opened and reads and writes itself.
 *
 * <p>By its number a descriptor is watched with the engine epoll, a channel of the JDK with the engine nio; the other one
 * refuses it, by an {@link UnsupportedOperationException}. Files of a disk are always ready, and are refused by the system.
 * To be closed before what it watches, which it leaves open.
 *
 * <p>One task may wait for each direction. Confined to the loop it was opened on.
 */
public final class ReadinessWatch implements AsyncCloseable {
    private final EngineWatch watch;
    private final Direction input;
    private final Direction output;
    private final OpenResource open;

    private ReadinessWatch(EngineWatch watch) {
        this.watch = watch;
        this.input = new Direction(watch, "read");
        this.output = new Direction(watch, "write");
        this.open = new OpenResource(this, "a watch", watch);
    }

    /**
     * Watches a descriptor of this process, on the loop of this thread. Not a suspension point.
     *
     * @throws UnsupportedOperationException if the engine of the loop cannot
     * @throws IOException if there is no such descriptor
     */
    public static ReadinessWatch of(int descriptor) throws IOException {
        return new ReadinessWatch(Scheduler.current().engine().watchDescriptor(descriptor));
    }

    /**
     * Watches a channel in non-blocking mode, on the loop of this thread. Not a suspension point.
     *
     * @throws UnsupportedOperationException if the engine of the loop cannot
     * @throws java.nio.channels.IllegalBlockingModeException if the channel is in blocking mode
     */
    public static ReadinessWatch of(SelectableChannel channel) throws IOException {
        return new ReadinessWatch(Scheduler.current().engine().watchChannel(channel));
    }

    /**
     * Waits until reading, or accepting, would not block: there are bytes, it has ended, or it is broken. Cancelled, nothing
     * has happened.
     */
    public Coroutine<Void> readable() throws IOException {
        return new Wait(input);
    }

    /** Waits until writing would not block. Cancelled, nothing has happened. */
    public Coroutine<Void> writable() throws IOException {
        return new Wait(output);
    }

    /** Watches no more, in a cancelled task too; does nothing to what was watched. */
    @Override
    public Coroutine<Void> closeAsync(CloseReason reason) {
        return new CloseOperation(() -> {
            if (watch.isOpen()) {
                input.abort(new AsynchronousCloseException());
                output.abort(new AsynchronousCloseException());
            }
            open.settle();
            watch.close();
        });
    }

    @Override
    public String toString() {
        return "watch of " + watch;
    }

    /** Is armed before it is tried: only the system knows. */
    private final class Wait extends SocketOperation<Void> {
        private final Direction direction;

        Wait(Direction direction) {
            super(direction);
            this.direction = direction;
        }

        @Override
        boolean isWorthTrying() {
            return false;
        }

        @Override
        @Nullable
        Object attempt() {
            return null;
        }

        @Override
        void arm() throws IOException {
            if (direction == input) {
                watch.awaitReadable(this);
            } else {
                watch.awaitWritable(this);
            }
        }

        @Override
        public String toString() {
            return "wait for " + watch;
        }
    }
}
