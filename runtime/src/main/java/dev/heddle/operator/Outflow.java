package dev.heddle.operator;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;

import dev.heddle.AsyncStream;
import dev.heddle.Coroutine;
import dev.heddle.Loop;
import dev.heddle.Task;
import dev.heddle.TaskScope;
import dev.heddle.annotation.Async;
import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One subscription to a stream: a task that waits until elements are wanted, asks the stream for one and signals it.
 *
 * <p>The subscriber's calls may come on any thread. Its signals, {@code onSubscribe} included, come on the loop thread, outside
 * of the stream's own steps. The demand is added up by whoever calls; only the call that finds none there wakes the task, so
 * that a wake-up cannot be lost: the task looks at the demand, on the loop thread, before it waits, and the message comes to
 * that thread after the demand has been written.
 */
public final class Outflow<T> implements Flow.Subscription {
    private final Loop loop;
    private final Flow.Subscriber<? super T> subscriber;
    private final AtomicLong demand = new AtomicLong();

    /** Wakes the task. Loop thread. */
    private final Handoff<Boolean> wanted = new Handoff<>();

    private final Room room = new Room(0);
    private @Nullable Task<?> task;

    /** Set when no more signals are to come. Loop thread, but read by calls from anywhere, which may then do without. */
    private volatile boolean over;

    private volatile boolean refused;

    private Outflow(Loop loop, Flow.Subscriber<? super T> subscriber) {
        this.loop = loop;
        this.subscriber = subscriber;
    }

    /** Subscribes: the task lives in {@code scope}. Any thread. */
    public static <T> void subscribe(
            Loop loop,
            TaskScope scope,
            Supplier<? extends AsyncStream<? extends T>> streams,
            Flow.Subscriber<? super T> subscriber) {
        Objects.requireNonNull(subscriber, "subscriber");
        Outflow<T> outflow = new Outflow<>(loop, subscriber);
        try {
            loop.execute(() -> outflow.start(scope, streams));
        } catch (RejectedExecutionException closed) {
            outflow.refuse(closed);
        }
    }

    private void start(TaskScope scope, Supplier<? extends AsyncStream<? extends T>> streams) {
        Task<?> started;
        try {
            started = scope.spawnEagerly(run(streams));
        } catch (IllegalStateException closed) {
            refuse(closed);
            return;
        }
        task = started;
    }

    /** Says to a subscriber that there is nothing for it, in the order of signals that it can rely on. */
    private void refuse(Throwable reason) {
        over = true;
        subscriber.onSubscribe(this);
        subscriber.onError(reason);
    }

    @Async
    private Coroutine<Void> run(Supplier<? extends AsyncStream<? extends T>> streams) {
        try {
            subscriber.onSubscribe(this);
            if (!over) {
                await(signalAll(streams.get()));
            }
            if (!over) {
                over = true;
                subscriber.onComplete();
            }
        } catch (Throwable failure) {
            if (over) {
                throw failure;
            }
            over = true;
            subscriber.onError(failure);
        }
        return done();
    }

    @Async
    private Coroutine<Void> signalAll(AsyncStream<? extends T> stream) {
        try (stream) {
            while (await(aDemand()) && await(stream.advance())) {
                T element = Objects.requireNonNull(stream.value(), "a subscriber is never given null");
                if (over) {
                    break;
                }
                if (demand.get() != Long.MAX_VALUE) {
                    demand.decrementAndGet();
                }
                subscriber.onNext(element);
            }
        }
        return done();
    }

    /** Waits until an element is wanted: false when none ever will be. */
    @Async
    private Coroutine<Boolean> aDemand() {
        while (demand.get() == 0 && !over) {
            await(wanted.advance());
            wanted.discard();
        }
        if (refused) {
            throw new IllegalArgumentException("a subscriber has to request at least one element (rule 3.9)");
        }
        return done(!over);
    }

    @Override
    public void request(long n) {
        if (over) {
            return;
        }
        if (n <= 0) {
            refused = true;
        }
        long more = n <= 0 ? 1 : n;
        if (demand.getAndUpdate(before -> before + more < 0 ? Long.MAX_VALUE : before + more) == 0) {
            tell(() -> wanted.add(true, room));
        }
    }

    @Override
    public void cancel() {
        if (over) {
            return;
        }
        over = true;
        tell(() -> {
            if (task != null) {
                task.cancel("its subscriber has cancelled the subscription");
            }
        });
    }

    private void tell(Runnable message) {
        try {
            loop.execute(message);
        } catch (RejectedExecutionException closed) {
            over = true;
        }
    }

    @Override
    public String toString() {
        return "a subscription of " + subscriber;
    }
}
