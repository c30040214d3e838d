package dev.heddle.stream;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.emit;
import static dev.heddle.Coroutines.end;
import static dev.heddle.Coroutines.sleep;

import dev.heddle.AsyncCall;
import dev.heddle.AsyncStream;
import dev.heddle.Backoff;
import dev.heddle.Coroutine;
import dev.heddle.Loop;
import dev.heddle.annotation.Async;
import dev.heddle.coroutine.Generator;
import dev.heddle.operator.Arguments;
import dev.heddle.operator.Concurrent;
import dev.heddle.operator.Elementwise;
import dev.heddle.operator.Sources;
import dev.heddle.operator.Timed;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Where {@link AsyncStream}s come from that are no {@code @Async} methods of the program's own. Stateless. */
public final class Streams {
    private Streams() {}

    /** A stream without elements. */
    public static <T extends @Nullable Object> AsyncStream<T> empty() {
        return end();
    }

    /** A stream that fails at the first ask, with the exception as it is. */
    public static <T extends @Nullable Object> AsyncStream<T> failed(Throwable failure) {
        Objects.requireNonNull(failure, "failure");
        return from(() -> {
            throw Streams.<RuntimeException>sneaky(failure);
        });
    }

    /** The given elements. */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public static <T extends @Nullable Object> AsyncStream<T> of(T... elements) {
        return from(Arrays.asList(elements));
    }

    /** The elements of a collection, or of anything that can be iterated over; the iterator is made at the first ask. */
    @Async
    public static <T extends @Nullable Object> AsyncStream<T> from(Iterable<? extends T> elements) {
        for (T element : elements) {
            emit(element);
        }
        return end();
    }

    /** The seed, then what the function makes of each element, without an end. */
    @Async
    public static <T extends @Nullable Object> AsyncStream<T> iterate(T seed, UnaryOperator<T> next) {
        T element = seed;
        while (true) {
            emit(element);
            element = next.apply(element);
        }
    }

    /**
     * The results of a call that is made again and again, one for each ask, without an end. Cancelled while it waits, the call is
     * cancelled and the stream has ended.
     */
    @Async
    public static <T extends @Nullable Object> AsyncStream<T> generate(AsyncCall<T, ?> call) {
        while (true) {
            emit(await(coroutineOf(call)));
        }
    }

    /** As {@link #generate}, until the call throws the exception that tells the end: what a closed channel throws. */
    @Async
    public static <T extends @Nullable Object> AsyncStream<T> generateUntil(
            Class<? extends Exception> end, AsyncCall<T, ?> call) {
        while (true) {
            T element;
            try {
                element = await(coroutineOf(call));
            } catch (Exception failure) {
                if (end.isInstance(failure)) {
                    break;
                }
                throw Streams.<RuntimeException>sneaky(failure);
            }
            emit(element);
        }
        return end();
    }

    /**
     * 0, 1, 2 and so on: 0 at the first ask, each other at its multiple of the period after it. Those that the consumer is too
     * late for are left out.
     */
    public static AsyncStream<Long> interval(Duration period) {
        return Timed.interval(Arguments.period(period));
    }

    /** The elements of the streams as they come. A task reads each of them, one element ahead. The first failure ends all. */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public static <T extends @Nullable Object> AsyncStream<T> merge(AsyncStream<? extends T>... streams) {
        return merge(List.of(streams));
    }

    /** As {@link #merge(AsyncStream[])}. */
    public static <T extends @Nullable Object> AsyncStream<T> merge(List<? extends AsyncStream<? extends T>> streams) {
        List<? extends AsyncStream<? extends T>> copy = List.copyOf(streams);
        return Generator.over(new Sources(copy), Concurrent.merge(copy));
    }

    /** The elements of the streams, one stream after the other. */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public static <T extends @Nullable Object> AsyncStream<T> concat(AsyncStream<? extends T>... streams) {
        return concat(List.of(streams));
    }

    /** As {@link #concat(AsyncStream[])}. */
    public static <T extends @Nullable Object> AsyncStream<T> concat(List<? extends AsyncStream<? extends T>> streams) {
        List<? extends AsyncStream<? extends T>> copy = List.copyOf(streams);
        return Generator.over(new Sources(copy), Elementwise.concat(copy));
    }

    /**
     * The elements of a stream that is made anew when it fails with an exception, after the delays that {@code backoff} tells:
     * a subscription that connects again. Attempts count from the last element. Errors, cancellation among them, end it.
     */
    @Async
    public static <T extends @Nullable Object> AsyncStream<T> retrying(
            Backoff backoff, Supplier<? extends AsyncStream<T>> streams) {
        int attempt = 1;
        while (true) {
            Exception failed = null;
            try (AsyncStream<T> stream = streams.get()) {
                while (true) {
                    try {
                        if (!await(stream.advance())) {
                            break;
                        }
                    } catch (Exception failure) {
                        failed = failure;
                        break;
                    }
                    attempt = 1;
                    emit(stream.value());
                }
            }
            if (failed == null) {
                break;
            }
            if (!backoff.triesAgain(attempt, failed)) {
                throw Streams.<RuntimeException>sneaky(failed);
            }
            Duration delay = backoff.delayAfter(attempt, Loop.current().random());
            attempt++;
            await(sleep(delay)); // throws on if the failure was that of a scope around
        }
        return end();
    }

    private static <T extends @Nullable Object> Coroutine<T> coroutineOf(AsyncCall<T, ?> call) {
        try {
            return call.call();
        } catch (Exception failure) {
            throw Streams.<RuntimeException>sneaky(failure);
        }
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> E sneaky(Throwable failure) throws E {
        throw (E) failure;
    }
}
