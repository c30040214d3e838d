package dev.heddle.process;

import dev.heddle.Loop;
import dev.heddle.Task;
import dev.heddle.scheduling.Leaf;
import dev.heddle.scheduling.Shared;
import dev.heddle.scheduling.Waiter;
import java.io.IOException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectableChannel;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Our end of a pipe to a child: a channel that never blocks, and at most one operation that waits for it.
 *
 * <p>Confined to the loop thread.
 */
final class PipeEnd extends Shared {
    /**
     * So many bytes are moved by a call at most: what a pipe of Linux holds. The JDK copies a buffer that is not direct as a
     * whole before it knows how much of it the pipe will take.
     */
    static final int AT_ONCE = 64 * 1024;

    private final Loop loop = Loop.current();
    private final SelectableChannel channel;
    private final PipeWatch.Watched watched;
    private @Nullable Attempt<?> waiting;

    /** Takes over a channel; {@code name} says in messages which it is. */
    PipeEnd(SelectableChannel channel, String name) throws IOException {
        super("pipe");
        this.channel = channel;
        name(name);
        confine("open");
        channel.configureBlocking(false);
        watched = new PipeWatch.Watched(channel, this::tellLoop);
    }

    /** Refuses to go on elsewhere, once closed, or while another task is in the middle of it. */
    void requireFree(String operation) throws ClosedChannelException {
        confine(operation);
        if (!channel.isOpen()) {
            throw new ClosedChannelException();
        }
        if (waiting != null) {
            throw new IllegalStateException(
                    waiting.task() + " waits for " + this + " already: only one task at a time can");
        }
    }

    /** Any thread. */
    private void tellLoop() {
        try {
            loop.execute(this::ready);
        } catch (RejectedExecutionException loopIsClosed) {
            return;
        }
    }

    private void ready() {
        Attempt<?> operation = waiting;
        if (operation != null) {
            waiting = null;
            operation.again();
        }
    }

    private void await(Attempt<?> operation) {
        waiting = operation;
        try {
            PipeWatch.OF_THIS_PROCESS.await(watched);
        } catch (IOException failure) {
            waiting = null;
            operation.refuse(failure);
        }
    }

    @Override
    public List<Task<?>> waiters() {
        return waiting == null ? List.of() : List.of((Task<?>) waiting.task());
    }

    /** Nobody: another process has the other end. */
    @Override
    public List<Task<?>> holders() {
        return List.of();
    }

    /** Closes this end; one that waits for it is told. Ends when the descriptor is closed, in a cancelled task too. */
    Leaf<@Nullable Void> closing() {
        return new Closing();
    }

    /** A call on the channel that is made at once, and again when the channel is ready, until it need not wait. */
    abstract static class Attempt<T extends @Nullable Object> extends Waiter<T> {
        private final PipeEnd end;

        Attempt(PipeEnd end) {
            this.end = end;
        }

        /** Makes the call; the result, or {@link #NOT_YET}. */
        abstract @Nullable Object call() throws IOException;

        @Override
        protected final @Nullable Object attempt() throws IOException {
            end.requireFree("transfer");
            return call();
        }

        @Override
        protected final void enqueue() {
            end.await(this);
        }

        @Override
        protected final void dequeue() {
            if (end.waiting == this) {
                end.waiting = null;
            }
        }

        @SuppressWarnings("unchecked") // a call returns a T or NOT_YET
        private void again() {
            try {
                Object result = call();
                if (result == NOT_YET) {
                    end.await(this);
                } else {
                    serve((T) result);
                }
            } catch (Throwable failure) {
                refuse(failure);
            }
        }

        @Override
        public String toString() {
            return end.toString();
        }
    }

    private final class Closing extends Leaf<@Nullable Void> {
        @Override
        protected @Nullable Object begin() throws IOException {
            confine("close");
            if (!channel.isOpen()) {
                return null;
            }
            Attempt<?> operation = waiting;
            waiting = null;
            if (operation != null) {
                operation.refuse(new AsynchronousCloseException());
            }
            channel.close();
            Object suspended = suspended();
            PipeWatch.OF_THIS_PROCESS.afterClosing(watched, this::tellClosed);
            return suspended;
        }

        /** Any thread. */
        private void tellClosed() {
            try {
                loop.execute(this::complete);
            } catch (RejectedExecutionException loopIsClosed) {
                return;
            }
        }

        @Override
        protected boolean withdraw() {
            return false;
        }

        @Override
        protected boolean isShielded() {
            return true;
        }

        @Override
        public String toString() {
            return "close of " + PipeEnd.this;
        }
    }
}
