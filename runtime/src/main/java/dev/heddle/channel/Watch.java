package dev.heddle.channel;

import dev.heddle.Coroutine;
import dev.heddle.SelectCase;
import dev.heddle.Task;
import dev.heddle.scheduling.OperationCase;
import dev.heddle.scheduling.Shared;
import dev.heddle.scheduling.WaitQueue;
import dev.heddle.scheduling.Waiter;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A value that changes, of which only the latest counts: settings, a connection's state, progress. Tasks look at it, wait for
 * it to become something, or follow its changes with a {@link Observer}, which leaves out those that were too quick for it.
 *
 * <p>Confined to the loop thread.
 *
 * @param <T> the value
 */
public final class Watch<T extends @Nullable Object> extends Shared implements AutoCloseable {
    private final WaitQueue<Look> line = new WaitQueue<>(this);
    private T value;
    private long version;
    private boolean closed;

    /** A value to begin with. */
    public Watch(T initial) {
        super("watch");
        value = initial;
    }

    /** Gives it a name, for messages; returns this. */
    public Watch<T> named(String name) {
        name(name);
        return this;
    }

    /** The latest value. */
    public T value() {
        return value;
    }

    /**
     * Sets another value, also if it is equal to the one before: each set is a change. No suspension point.
     *
     * @throws ChannelClosed if this is closed
     */
    public void set(T value) {
        confine("set");
        if (closed) {
            throw closed();
        }
        this.value = value;
        version++;
        line.forEach(Look::valueChanged);
    }

    /** Sets the value that {@code change} makes of the latest one. No suspension point. */
    public void update(UnaryOperator<T> change) {
        set(change.apply(value));
    }

    /**
     * Waits until the value is one that {@code wanted} is true of, and gives it; at once if it is. {@code wanted} is asked
     * whenever the value is set, by whoever sets it; what it throws the await throws. A suspension point where it is awaited.
     *
     * @throws ChannelClosed at the await, if no such value comes before this is closed
     */
    public Coroutine<T> until(Predicate<? super T> wanted) {
        return new Until(wanted);
    }

    /** The case of a select that is chosen when the value is one that {@code wanted} is true of. */
    public <R extends @Nullable Object> SelectCase<R> onValue(
            Predicate<? super T> wanted, SelectCase.Handler<? super T, R> handler) {
        return new OperationCase<>(() -> new Until(wanted), handler);
    }

    /** Follows the changes from now on. */
    public Observer<T> observe() {
        return new Observer<>(this, version);
    }

    /** The value will not change any more: who waits for another gets {@link ChannelClosed}. No suspension point. */
    @Override
    public void close() {
        confine("close");
        closed = true;
        for (Look next = line.poll(); next != null; next = line.poll()) {
            next.refuse(closed());
        }
    }

    /** True once this has been closed. */
    public boolean isClosed() {
        return closed;
    }

    @Override
    public List<Task<?>> waiters() {
        return line.tasks();
    }

    /** Nobody: any task may set the value. */
    @Override
    public List<Task<?>> holders() {
        return List.of();
    }

    private ChannelClosed closed() {
        return new ChannelClosed(this + " is closed", null);
    }

    /**
     * One task's place in the changes of a watched value. Made by {@link Watch#observe}. Confined to the loop thread.
     *
     * @param <T> the value
     */
    public static final class Observer<T extends @Nullable Object> {
        private final Watch<T> watch;
        private long seen;

        private Observer(Watch<T> watch, long seen) {
            this.watch = watch;
            this.seen = seen;
        }

        /**
         * Waits until the value has changed since this observer last got it, and gives the latest one. A suspension point
         * where it is awaited; cancelled while it waits, it has seen nothing.
         *
         * @throws ChannelClosed at the await, if there is no further change and the value is closed
         */
        public Coroutine<T> next() {
            return watch.new Next(this);
        }

        /** The case of a select that is chosen when the value has changed. */
        public <R extends @Nullable Object> SelectCase<R> onNext(SelectCase.Handler<? super T, R> handler) {
            return new OperationCase<>(() -> watch.new Next(this), handler);
        }

        /** True if the value has changed since this observer last got it. */
        public boolean hasChanged() {
            return seen != watch.version;
        }
    }

    /** The wait for a value. */
    private abstract class Look extends Waiter<T> {
        /** Whether the latest value will do. */
        abstract boolean accepts();

        /** The latest value will be given. */
        void accepted() {}

        @Override
        protected @Nullable Object attempt() {
            confine("await");
            if (accepts()) {
                accepted();
                return value;
            }
            if (closed) {
                throw closed();
            }
            return NOT_YET;
        }

        @Override
        protected void enqueue() {
            line.add(this);
        }

        final void valueChanged() {
            try {
                if (accepts()) {
                    line.remove(this);
                    accepted();
                    serve(value);
                }
            } catch (Throwable failure) {
                line.remove(this);
                refuse(failure);
            }
        }

        @Override
        public String toString() {
            return Watch.this.toString();
        }
    }

    private final class Until extends Look {
        private final Predicate<? super T> wanted;

        Until(Predicate<? super T> wanted) {
            this.wanted = wanted;
        }

        @Override
        boolean accepts() {
            return wanted.test(value);
        }
    }

    private final class Next extends Look {
        private final Observer<T> observer;

        Next(Observer<T> observer) {
            this.observer = observer;
        }

        @Override
        boolean accepts() {
            return observer.hasChanged();
        }

        @Override
        void accepted() {
            observer.seen = version;
        }
    }
}
