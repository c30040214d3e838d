package dev.heddle.operator;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;

import dev.heddle.AsyncFunction;
import dev.heddle.AsyncStream;
import dev.heddle.Coroutine;
import dev.heddle.annotation.Async;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.stream.Collector;
import org.jspecify.annotations.Nullable;

/** What becomes of a stream that is read to its end, or to the element that decides. Stateless. */
public final class Results {
    private Results() {}

    @Async
    public static <T extends @Nullable Object, R extends @Nullable Object> Coroutine<Void> forEachAsync(
            AsyncStream<T> source, AsyncFunction<? super T, R> action) {
        try (source) {
            while (await(source.advance())) {
                await(Calls.of(action, source.value()));
            }
        }
        return done();
    }

    @Async
    public static <T extends @Nullable Object, A extends @Nullable Object, R extends @Nullable Object>
            Coroutine<R> collect(AsyncStream<T> source, Collector<? super T, A, R> collector) {
        A container = collector.supplier().get();
        try (source) {
            while (await(source.advance())) {
                collector.accumulator().accept(container, source.value());
            }
        }
        return done(collector.finisher().apply(container));
    }

    @Async
    public static <T extends @Nullable Object, R extends @Nullable Object> Coroutine<R> fold(
            AsyncStream<T> source, R seed, BiFunction<? super R, ? super T, ? extends R> step) {
        R state = seed;
        try (source) {
            while (await(source.advance())) {
                state = step.apply(state, source.value());
            }
        }
        return done(state);
    }

    @Async
    public static <T> Coroutine<Optional<T>> reduce(AsyncStream<T> source, BinaryOperator<T> step) {
        try (source) {
            if (!await(source.advance())) {
                return done(Optional.empty());
            }
            T state = source.value();
            while (await(source.advance())) {
                state = step.apply(state, source.value());
            }
            return done(Optional.of(state));
        }
    }

    @Async
    public static <T> Coroutine<Optional<T>> first(AsyncStream<T> source) {
        try (source) {
            return done(await(source.advance()) ? Optional.of(source.value()) : Optional.empty());
        }
    }

    @Async
    public static <T extends @Nullable Object> Coroutine<Long> count(AsyncStream<T> source) {
        long count = 0;
        try (source) {
            while (await(source.advance())) {
                count++;
            }
        }
        return done(count);
    }
}
