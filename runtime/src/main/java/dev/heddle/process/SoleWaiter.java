package dev.heddle.process;

import dev.heddle.Loop;
import dev.heddle.scheduling.Waiter;
import java.io.IOException;
import java.nio.channels.AsynchronousCloseException;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * The one task that may wait at a stream that blocks, while another thread reads or writes there. It tries again, on its loop,
 * whenever that thread has got somewhere; a wait that is given up leaves the thread alone.
 *
 * <p>No wake-up is lost: who waits is written down before it looks whether the thread is still at work, and the thread says
 * that it is not before it looks who waits. Confined to the loop of who waits, except {@link #tryAgain}: any thread.
 */
final class SoleWaiter {
    private final String stream;

    /** Guarded by this object's monitor. */
    private @Nullable Attempt<?> waiting;

    /** Of a stream with this name. */
    SoleWaiter(String stream) {
        this.stream = stream;
    }

    /** Refuses a second task. */
    synchronized void requireNobody() {
        if (waiting != null) {
            throw new IllegalStateException(
                    waiting.task() + " waits for " + stream + " already: only one task at a time can");
        }
    }

    private synchronized boolean is(Attempt<?> attempt) {
        return waiting == attempt;
    }

    private synchronized @Nullable Attempt<?> replace(@Nullable Attempt<?> next) {
        Attempt<?> before = waiting;
        waiting = next;
        return before;
    }

    /** Lets the task that waits try again, if one does. */
    void tryAgain() {
        Attempt<?> told;
        synchronized (this) {
            told = waiting;
        }
        if (told != null) {
            told.tellLoop();
        }
    }

    /** Refuses the task that waits, if one does: the stream has been closed. */
    void abort() {
        Attempt<?> aborted = replace(null);
        if (aborted != null) {
            aborted.refuse(new AsynchronousCloseException());
        }
    }

    /** A read or a write that is done as far as it can be, until it is done. */
    abstract static class Attempt<T extends @Nullable Object> extends Waiter<T> {
        private final SoleWaiter place;
        private @Nullable Loop loop;

        /** Of a task that will wait at {@code place}. */
        Attempt(SoleWaiter place) {
            this.place = place;
        }

        /** Does it, or has another thread do the next part of it: the result, or {@link #NOT_YET}. */
        abstract @Nullable Object advance() throws IOException;

        /** True while another thread does a part; it will let this try again. */
        abstract boolean isUnderWay();

        @Override
        protected void enqueue() {
            loop = Loop.current();
            place.replace(this);
            if (!isUnderWay()) {
                tellLoop();
            }
        }

        @Override
        protected void dequeue() {
            if (place.is(this)) {
                place.replace(null);
            }
        }

        private void tellLoop() {
            Loop home = loop;
            if (home == null) {
                return;
            }
            try {
                home.execute(this::again);
            } catch (RejectedExecutionException loopIsClosed) {
                return;
            }
        }

        @SuppressWarnings("unchecked") // what advance() returns is a T or NOT_YET
        private void again() {
            if (!place.is(this)) {
                return;
            }
            try {
                Object result = advance();
                if (result != NOT_YET) {
                    dequeue();
                    serve((T) result);
                }
            } catch (IOException e) {
                dequeue();
                refuse(e);
            }
        }
    }
}
