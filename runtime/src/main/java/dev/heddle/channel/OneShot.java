package dev.heddle.channel;

import dev.heddle.Awaitable;
import dev.heddle.Coroutine;
import dev.heddle.SelectCase;
import dev.heddle.Task;
import dev.heddle.scheduling.OperationCase;
import dev.heddle.scheduling.Shared;
import dev.heddle.scheduling.WaitQueue;
import dev.heddle.scheduling.Waiter;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One value that one task gives, once, and others wait for: {@code await(oneShot)}. It keeps the value, so that it does not
 * matter who comes first, and how many come.
 *
 * <pre>
 *   state     set(value)   fail(exception)   close()              await gives
 *   EMPTY     -> SET       -> FAILED         -> FAILED, closed    nothing yet
 *   SET       refused      refused           no effect            the value
 *   FAILED    refused      refused           no effect            the exception
 * </pre>
 *
 * <p>Whoever has to give the value closes it in the end, most often by try-with-resources, so that nobody waits for what will
 * not come. Confined to the loop thread; a {@code CompletableFuture} is for values that come from other threads.
 *
 * @param <T> the value
 */
public final class OneShot<T extends @Nullable Object> extends Shared implements Awaitable<T>, AutoCloseable {
    private final WaitQueue<Wait> line = new WaitQueue<>(this);
    private boolean done;
    private @Nullable T value;
    private @Nullable Throwable failure;

    /** One without a value. */
    public OneShot() {
        super("one-shot");
    }

    /** Gives it a name, for messages; returns this. */
    public OneShot<T> named(String name) {
        name(name);
        return this;
    }

    /**
     * Gives the value; all that wait go on. No suspension point.
     *
     * @throws IllegalStateException if it has a value or has failed already
     */
    public void set(T value) {
        confine("set");
        requireEmpty();
        this.value = value;
        end();
    }

    /**
     * Gives an exception in place of the value, which each await throws. No suspension point.
     *
     * @throws IllegalStateException if it has a value or has failed already
     */
    public void fail(Throwable failure) {
        confine("fail");
        requireEmpty();
        this.failure = Objects.requireNonNull(failure, "failure");
        end();
    }

    /** No value will come: unless there is one, those who wait get {@link ChannelClosed}. No suspension point. */
    @Override
    public void close() {
        confine("close");
        if (!done) {
            failure = new ChannelClosed(this + " was closed without a value", null);
            end();
        }
    }

    /** True once there is a value or an exception. */
    public boolean isDone() {
        return done;
    }

    /** Waits for the value. Cancelling the wait has no effect on the value. */
    @Override
    public Coroutine<T> toCoroutine() {
        return new Wait();
    }

    /** The case of a select that is chosen when there is a value, or an exception, which the select throws. */
    public <R extends @Nullable Object> SelectCase<R> onValue(SelectCase.Handler<? super T, R> handler) {
        return new OperationCase<>(Wait::new, handler);
    }

    @Override
    public List<Task<?>> waiters() {
        return line.tasks();
    }

    /** Nobody: any task may give the value. */
    @Override
    public List<Task<?>> holders() {
        return List.of();
    }

    private void requireEmpty() {
        if (done) {
            throw new IllegalStateException(this + (failure == null ? " has a value already" : " has failed already"));
        }
    }

    private void end() {
        done = true;
        for (Wait next = line.poll(); next != null; next = line.poll()) {
            if (failure == null) {
                next.serve(value);
            } else {
                next.refuse(failure);
            }
        }
    }

    /** The wait for the value. */
    private final class Wait extends Waiter<T> {
        @Override
        protected @Nullable Object attempt() throws Throwable {
            confine("await");
            if (!done) {
                return NOT_YET;
            }
            if (failure != null) {
                throw failure;
            }
            return value;
        }

        @Override
        protected void enqueue() {
            line.add(this);
        }

        @Override
        public String toString() {
            return OneShot.this.toString();
        }
    }
}
