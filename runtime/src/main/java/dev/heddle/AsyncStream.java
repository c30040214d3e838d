package dev.heddle;

import static dev.heddle.operator.Arguments.atLeast;
import static dev.heddle.operator.Arguments.nanos;
import static dev.heddle.operator.Arguments.period;

import dev.heddle.annotation.Async;
import dev.heddle.coroutine.Generator;
import dev.heddle.operator.Concurrent;
import dev.heddle.operator.Elementwise;
import dev.heddle.operator.Results;
import dev.heddle.operator.Sources;
import dev.heddle.operator.Timed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collector;
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
 * its end nor closed never runs them, which {@linkplain LoopOptions#debugging debug mode} reports. An exception of the body
 * reaches whoever asks, and ends the stream.
 *
 * <p>The operators give new streams, as cold as this one, which ask this one for what they need and no sooner, unless they say
 * so. Each owns what it is made of: closing it closes this stream, and a stream is given to one operator only. A failure, of
 * this stream or of a function, ends the new stream and closes this one. Some operators have tasks. These belong to the task
 * that asks first, which therefore has to close the stream before it ends, and they go on while the consumer uses an element.
 * Such an operator needs a loop; when it is closed, a part of the pipeline that waits for something is cancelled. Where
 * streams come from is told by {@link dev.heddle.stream.Streams}.
 *
 * <p>What ends with a coroutine reads the stream to its end, or as far as it has to, and closes it; a suspension point where it
 * is awaited.
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

    /** As {@link #forEach}, and awaits what the action does with an element before it asks for the next one. */
    public final <R extends @Nullable Object> Coroutine<Void> forEachAsync(AsyncFunction<? super T, R> action) {
        return Results.forEachAsync(this, action);
    }

    /** All elements in order. */
    @Async
    public final Coroutine<List<T>> toList() {
        List<T> elements = new ArrayList<>();
        Coroutines.await(forEach(elements::add));
        return Coroutines.done(elements);
    }

    /** What a collector of {@link java.util.stream.Collectors} makes of the elements. */
    public final <A extends @Nullable Object, R extends @Nullable Object> Coroutine<R> collect(
            Collector<? super T, A, R> collector) {
        return Results.collect(this, collector);
    }

    /** The state after the last element: {@code step} makes each from the one before, beginning with {@code seed}. */
    public final <R extends @Nullable Object> Coroutine<R> fold(
            R seed, BiFunction<? super R, ? super T, ? extends R> step) {
        return Results.fold(this, seed, step);
    }

    /** As {@link #fold}, beginning with the first element; empty if there is none. A null is refused. */
    public final Coroutine<Optional<T>> reduce(BinaryOperator<T> step) {
        return Results.reduce(this, step);
    }

    /** The first element, if there is one; what follows is not made. A null is refused. */
    public final Coroutine<Optional<T>> first() {
        return Results.first(this);
    }

    /** The last element, if there is one. A null is refused. */
    public final Coroutine<Optional<T>> last() {
        return Results.reduce(this, (earlier, later) -> later);
    }

    /** How many elements there are. */
    public final Coroutine<Long> count() {
        return Results.count(this);
    }

    /** What the function makes of each element. */
    public final <R extends @Nullable Object> AsyncStream<R> map(Function<? super T, ? extends R> function) {
        return over(Elementwise.map(this, function));
    }

    /** What the function makes of each element, awaited before the next element is asked for. */
    public final <R extends @Nullable Object> AsyncStream<R> mapAsync(AsyncFunction<? super T, R> function) {
        return over(Elementwise.mapAsync(this, function));
    }

    /**
     * As {@link #mapAsync(AsyncFunction)} with up to {@code concurrency} calls at a time, each a task; results that are not yet
     * taken count. The order is that of the elements.
     */
    public final <R extends @Nullable Object> AsyncStream<R> mapAsync(
            int concurrency, AsyncFunction<? super T, R> function) {
        return over(Concurrent.mapAsync(this, atLeast(1, concurrency, "concurrency"), function));
    }

    /** The elements for which the predicate holds. */
    public final AsyncStream<T> filter(Predicate<? super T> predicate) {
        return over(Elementwise.filter(this, predicate));
    }

    /** At most so many elements, the first; what follows them is not made. */
    public final AsyncStream<T> take(long count) {
        return over(Elementwise.take(this, atLeast(0, count, "count")));
    }

    /** The elements before the first for which the predicate does not hold. */
    public final AsyncStream<T> takeWhile(Predicate<? super T> predicate) {
        return over(Elementwise.takeWhile(this, predicate));
    }

    /** The elements behind so many, the first. */
    public final AsyncStream<T> drop(long count) {
        return over(Elementwise.drop(this, atLeast(0, count, "count")));
    }

    /** The elements from the first on for which the predicate does not hold. */
    public final AsyncStream<T> dropWhile(Predicate<? super T> predicate) {
        return over(Elementwise.dropWhile(this, predicate));
    }

    /** The same elements, each of which the action sees before the consumer. */
    public final AsyncStream<T> onEach(Consumer<? super T> action) {
        return over(Elementwise.onEach(this, action));
    }

    /** Without the elements that are equal to the one before them. */
    public final AsyncStream<T> distinctUntilChanged() {
        return over(Elementwise.distinctUntilChanged(this, element -> element));
    }

    /** The states that {@link #fold} goes through, without the seed. */
    public final <R extends @Nullable Object> AsyncStream<R> scan(
            R seed, BiFunction<? super R, ? super T, ? extends R> step) {
        return over(Elementwise.scan(this, seed, step));
    }

    /** Lists of {@code size} elements each; the last may be shorter. */
    public final AsyncStream<List<T>> chunked(int size) {
        return windowed(size, size);
    }

    /**
     * Lists of up to {@code size} elements, each of which is there at the latest when so much time has gone by since its first
     * element was taken. A task reads one element ahead.
     */
    public final AsyncStream<List<T>> chunked(int size, Duration longest) {
        return over(Timed.chunked(this, atLeast(1, size, "size"), nanos(longest)));
    }

    /**
     * Lists of {@code size} elements that follow each other, of which each begins {@code step} elements after the one before.
     * The last may be shorter, if it has an element that was in no other.
     */
    public final AsyncStream<List<T>> windowed(int size, int step) {
        return over(Elementwise.windowed(this, atLeast(1, size, "size"), atLeast(1, step, "step")));
    }

    /** What the function makes of the elements of two streams, pair by pair, until one of them ends; asked one by one. */
    public final <U extends @Nullable Object, R extends @Nullable Object> AsyncStream<R> zip(
            AsyncStream<U> other, BiFunction<? super T, ? super U, ? extends R> function) {
        return Generator.over(new Sources(List.of(this, other)), Elementwise.zip(this, other, function));
    }

    /** The elements of the streams that the function gives, one stream after the other. */
    public final <R extends @Nullable Object> AsyncStream<R> flatMap(
            Function<? super T, ? extends AsyncStream<? extends R>> function) {
        return over(Elementwise.concatMap(this, function));
    }

    /**
     * The elements of the streams that the function gives, as they come, from up to {@code concurrency} streams at a time, each
     * read by a task one element ahead. This stream is asked when there is room for one more.
     */
    public final <R extends @Nullable Object> AsyncStream<R> flatMap(
            int concurrency, Function<? super T, ? extends AsyncStream<? extends R>> function) {
        return over(Concurrent.flatMap(this, atLeast(1, concurrency, "concurrency"), function));
    }

    /**
     * The elements of the stream that the function gives for the latest element: when another comes, the stream for the one
     * before is closed, and what was not taken of it is dropped. Tasks read both, the inner stream one element ahead.
     */
    public final <R extends @Nullable Object> AsyncStream<R> switchMap(
            Function<? super T, ? extends AsyncStream<? extends R>> function) {
        return over(Concurrent.switchMap(this, function));
    }

    /** The same elements, of which a task makes up to so many ahead. */
    public final AsyncStream<T> buffer(int capacity) {
        return over(Concurrent.buffer(this, atLeast(1, capacity, "capacity")));
    }

    /** The latest element at each ask: a task reads this stream as fast as it goes, and what nobody takes is dropped. */
    public final AsyncStream<T> conflate() {
        return over(Concurrent.conflate(this));
    }

    /** The elements that no other follows for so long, and the last. A task reads this stream as fast as it goes. */
    public final AsyncStream<T> debounce(Duration quiet) {
        return over(Timed.debounce(this, nanos(quiet)));
    }

    /** The latest element at the end of each period, and the last. A task reads this stream as fast as it goes. */
    public final AsyncStream<T> sample(Duration period) {
        return over(Timed.sample(this, period(period)));
    }

    /** Without the elements that come less than so much time after one that was not dropped. */
    public final AsyncStream<T> throttle(Duration period) {
        return over(Timed.throttle(this, nanos(period)));
    }

    /** Fails with {@link DeadlineExceeded} when an element takes longer than this from the ask for it. */
    public final AsyncStream<T> timeout(Duration limit) {
        return over(Timed.timeout(this, limit));
    }

    /** In the place of an exception of this type that this stream fails with, the elements of another stream. */
    public final <X extends Exception> AsyncStream<T> catching(
            Class<X> type, Function<? super X, ? extends AsyncStream<? extends T>> rest) {
        return over(Elementwise.catching(this, type, rest));
    }

    private <R extends @Nullable Object> AsyncStream<R> over(AsyncStream<R> operator) {
        return Generator.over(this, operator);
    }
}
