package dev.heddle;

import dev.heddle.annotation.Async;
import dev.heddle.coroutine.Generator;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Elements that are made one by one as they are asked for: what an {@code @Async} method hands out whose body calls {@link
 * Coroutines#emit}.
 *
 * <pre>{@code
 * @Async static AsyncStream<Integer> numbers(int end) {
 *     for (int i = 0; i < end; i++) {
 *         await(sleep(ofMillis(10)));
 *         emit(i);
 *     }
 *     return end();
 * }
 *
 * try (AsyncStream<Integer> numbers = numbers(10)) {
 *     while (await(numbers.advance())) {
 *         use(numbers.value());
 *     }
 * }
 * }</pre>
 *
 * <p>It is cold: nothing runs before the first {@link #advance}. The body then runs as far as its next {@code emit}, in the
 * task that asks, and stands there until it is asked again. Closing a stream that stands at an {@code emit} lets that throw
 * {@link StreamClosed}, so that the body's {@code finally} blocks run, in the closing task; a stream that is neither read to
 * its end nor closed never runs them. An exception of the body reaches whoever asks, and ends the stream.
 *
 * <p>One ask at a time. Confined to the loop of the tasks that ask, or without a loop to the thread that drives them.
 *
 * @param <T> the elements
 */
public abstract sealed class AsyncStream<T extends @Nullable Object> implements AsyncCloseable permits Generator {
    /** For {@link Generator} only. */
    protected AsyncStream() {}

    /**
     * Goes on to the next element: true if there is one, which is then the {@link #value}, false at the end and ever after.
     * To be awaited at once: the object is one that the stream uses again and again.
     *
     * <p>A suspension point where it is awaited. Cancelled while the body waits, the await in the body throws; cancelled
     * before, this throws and the body stays where it is. No element is lost.
     *
     * @throws IllegalStateException if an ask is under way already
     */
    public abstract Coroutine<Boolean> advance();

    /**
     * The element that {@link #advance} has gone to. No suspension point.
     *
     * @throws IllegalStateException if there is none: before the first ask, while one is under way, after the end
     */
    public abstract T value();

    /**
     * Ends the stream: runs the clean-up of its body, which may await, and throws what that throws. An {@code emit} in the
     * clean-up throws {@link IllegalStateException}; a second one ends the body where it stands. Does nothing on a stream
     * that has not begun, has ended or was closed.
     *
     * <p>A suspension point where it is awaited. In a cancelled task the awaits of the clean-up throw, as everywhere.
     */
    @Override
    public abstract Coroutine<Void> closeAsync(CloseReason reason);

    /**
     * Closes the stream: {@code await(closeAsync(...))}. A suspension point.
     *
     * @throws NotWovenError when called from code that has not been woven
     */
    @Override
    public final void close() {
        throw NotWovenError.atCaller("`close()` of an AsyncStream");
    }

    /** Hands all elements to {@code action}, one by one, and closes the stream. A suspension point where it is awaited. */
    @Async
    public final Coroutine<Void> forEach(Consumer<? super T> action) {
        try (AsyncStream<T> stream = this) {
            while (Coroutines.await(stream.advance())) {
                action.accept(stream.value());
            }
        }
        return Coroutines.done();
    }

    /** All elements in order; closes the stream. A suspension point where it is awaited. */
    @Async
    public final Coroutine<List<T>> toList() {
        List<T> elements = new ArrayList<>();
        Coroutines.await(forEach(elements::add));
        return Coroutines.done(elements);
    }
}
