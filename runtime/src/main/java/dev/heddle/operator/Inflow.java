package dev.heddle.operator;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.emit;
import static dev.heddle.Coroutines.end;

import dev.heddle.AsyncStream;
import dev.heddle.Loop;
import dev.heddle.annotation.Async;
import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The subscriber behind a stream. It has asked the publisher for as many elements as there are places, and asks for as many
 * again as have been taken when half of them are free.
 *
 * <pre>
 *   subscription   onSubscribe            onComplete, onError   cancel
 *   none           -> the subscription    -> OVER               -> OVER
 *   there          the second cancelled   -> OVER               -> OVER, cancelled
 *   OVER           cancelled              nothing               nothing
 * </pre>
 *
 * <p>The signals may come on any thread; they become messages to the loop, in their order. What the stream calls is confined
 * to the loop thread.
 */
public final class Inflow<T> implements Flow.Subscriber<T> {
    private static final Flow.Subscription OVER = new Flow.Subscription() {
        @Override
        public void request(long n) {}

        @Override
        public void cancel() {}
    };

    private final Loop loop;
    private final int places;
    private final Handoff<T> handoff = new Handoff<>();
    private final Room room = new Room(0);
    private final AtomicReference<Flow.@Nullable Subscription> subscription = new AtomicReference<>();

    /** How many elements have been taken since the publisher was asked last. Loop thread. */
    private int taken;

    /** A subscriber that has not been subscribed; its signals go to {@code loop}. */
    public Inflow(Loop loop, int places) {
        this.loop = loop;
        this.places = places;
    }

    /** The elements of a publisher, which is subscribed to at the first ask. */
    @Async
    public static <T> AsyncStream<T> stream(Flow.Publisher<? extends T> publisher, int places) {
        Inflow<T> inflow = new Inflow<>(Loop.current(), places);
        try {
            publisher.subscribe(inflow);
            while (await(inflow.handoff.advance())) {
                emit(inflow.take());
            }
        } finally {
            inflow.cancel();
        }
        return end();
    }

    /** The first element that has come; the publisher is asked for more when half of the places are free. */
    private T take() {
        T element = handoff.take();
        taken++;
        if (taken >= places - places / 2) {
            int free = taken;
            taken = 0;
            Objects.requireNonNull(subscription.get()).request(free);
        }
        return element;
    }

    /** Wants no more. */
    private void cancel() {
        Flow.Subscription last = subscription.getAndSet(OVER);
        if (last != null) {
            last.cancel();
        }
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        Objects.requireNonNull(given, "subscription");
        if (subscription.compareAndSet(null, given)) {
            given.request(places);
        } else {
            given.cancel();
        }
    }

    @Override
    public void onNext(T element) {
        Objects.requireNonNull(element, "element");
        tell(() -> handoff.add(element, room));
    }

    @Override
    public void onError(Throwable failure) {
        Objects.requireNonNull(failure, "failure");
        subscription.set(OVER);
        tell(() -> handoff.fail(failure));
    }

    @Override
    public void onComplete() {
        subscription.set(OVER);
        tell(handoff::end);
    }

    private void tell(Runnable message) {
        try {
            loop.execute(message);
        } catch (RejectedExecutionException closed) {
            cancel();
        }
    }
}
