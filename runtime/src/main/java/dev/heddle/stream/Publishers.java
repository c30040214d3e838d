package dev.heddle.stream;

import dev.heddle.AsyncStream;
import dev.heddle.Loop;
import dev.heddle.TaskScope;
import dev.heddle.operator.Arguments;
import dev.heddle.operator.Inflow;
import dev.heddle.operator.Outflow;
import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.function.Supplier;

/** Bridges between {@link AsyncStream} and the publishers of {@link Flow}, as the Reactive Streams specify them. Stateless. */
public final class Publishers {
    private static final int PREFETCH = 32;

    private Publishers() {}

    /** As {@link #stream(Flow.Publisher, int)}, with up to 32 elements ahead. */
    public static <T> AsyncStream<T> stream(Flow.Publisher<? extends T> publisher) {
        return stream(publisher, PREFETCH);
    }

    /**
     * The elements of a publisher, which is subscribed to at the first ask and may signal on any thread. Closing the stream
     * cancels the subscription. An ask that is cancelled ends the stream, too; an element that has come is then dropped.
     *
     * @param prefetch how many elements the publisher may be ahead
     */
    public static <T> AsyncStream<T> stream(Flow.Publisher<? extends T> publisher, int prefetch) {
        Objects.requireNonNull(publisher, "publisher");
        return Inflow.stream(publisher, Arguments.atLeast(1, prefetch, "prefetch"));
    }

    /**
     * A publisher that makes a stream for each of its subscribers, asks it for as many elements as are requested, and signals
     * on the loop thread. Subscribers may call from any thread. Each subscription is a task of {@code scope}, which does not
     * end before it: end of the stream, failure or {@link Flow.Subscription#cancel}. When the scope is cancelled or closed
     * subscribers get the cancellation as an error. What a stream fails with is told to its subscriber only, except after a
     * cancellation, where it fails the task.
     *
     * <p>To be called on the loop thread, and with a scope of its loop.
     *
     * @throws IllegalStateException outside of a loop
     */
    public static <T> Flow.Publisher<T> publisher(
            TaskScope scope, Supplier<? extends AsyncStream<? extends T>> streams) {
        Objects.requireNonNull(scope, "scope");
        Objects.requireNonNull(streams, "streams");
        Loop loop = Loop.current();
        return subscriber -> Outflow.subscribe(loop, scope, streams, subscriber);
    }
}
