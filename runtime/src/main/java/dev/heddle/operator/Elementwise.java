package dev.heddle.operator;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.emit;
import static dev.heddle.Coroutines.end;

import dev.heddle.AsyncFunction;
import dev.heddle.AsyncStream;
import dev.heddle.annotation.Async;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Operators that take the elements of one stream, one after the other, and have no tasks. Stateless. */
public final class Elementwise {
    private Elementwise() {}

    @Async
    public static <T extends @Nullable Object, R extends @Nullable Object> AsyncStream<R> map(
            AsyncStream<T> source, Function<? super T, ? extends R> function) {
        try (source) {
            while (await(source.advance())) {
                emit(function.apply(source.value()));
            }
        }
        return end();
    }

    @Async
    public static <T extends @Nullable Object, R extends @Nullable Object> AsyncStream<R> mapAsync(
            AsyncStream<T> source, AsyncFunction<? super T, R> function) {
        try (source) {
            while (await(source.advance())) {
                emit(await(Calls.of(function, source.value())));
            }
        }
        return end();
    }

    @Async
    public static <T extends @Nullable Object> AsyncStream<T> filter(
            AsyncStream<T> source, Predicate<? super T> predicate) {
        try (source) {
            while (await(source.advance())) {
                T element = source.value();
                if (predicate.test(element)) {
                    emit(element);
                }
            }
        }
        return end();
    }

    /** Does not ask for what follows the last element. */
    @Async
    public static <T extends @Nullable Object> AsyncStream<T> take(AsyncStream<T> source, long count) {
        try (source) {
            for (long taken = 0; taken < count && await(source.advance()); taken++) {
                emit(source.value());
            }
        }
        return end();
    }

    @Async
    public static <T extends @Nullable Object> AsyncStream<T> takeWhile(
            AsyncStream<T> source, Predicate<? super T> predicate) {
        try (source) {
            while (await(source.advance())) {
                T element = source.value();
                if (!predicate.test(element)) {
                    break;
                }
                emit(element);
            }
        }
        return end();
    }

    @Async
    public static <T extends @Nullable Object> AsyncStream<T> drop(AsyncStream<T> source, long count) {
        try (source) {
            for (long dropped = 0; await(source.advance()); dropped++) {
                if (dropped >= count) {
                    emit(source.value());
                }
            }
        }
        return end();
    }

    @Async
    public static <T extends @Nullable Object> AsyncStream<T> dropWhile(
            AsyncStream<T> source, Predicate<? super T> predicate) {
        try (source) {
            boolean dropping = true;
            while (await(source.advance())) {
                T element = source.value();
                dropping = dropping && predicate.test(element);
                if (!dropping) {
                    emit(element);
                }
            }
        }
        return end();
    }

    @Async
    public static <T extends @Nullable Object> AsyncStream<T> onEach(
            AsyncStream<T> source, Consumer<? super T> action) {
        try (source) {
            while (await(source.advance())) {
                T element = source.value();
                action.accept(element);
                emit(element);
            }
        }
        return end();
    }

    @Async
    public static <T extends @Nullable Object> AsyncStream<T> distinctUntilChanged(
            AsyncStream<T> source, Function<? super T, ?> key) {
        try (source) {
            boolean first = true;
            Object last = null;
            while (await(source.advance())) {
                T element = source.value();
                Object here = key.apply(element);
                if (first || !Objects.equals(last, here)) {
                    first = false;
                    last = here;
                    emit(element);
                }
            }
        }
        return end();
    }

    @Async
    public static <T extends @Nullable Object, R extends @Nullable Object> AsyncStream<R> scan(
            AsyncStream<T> source, R seed, BiFunction<? super R, ? super T, ? extends R> step) {
        try (source) {
            R state = seed;
            while (await(source.advance())) {
                state = step.apply(state, source.value());
                emit(state);
            }
        }
        return end();
    }

    @Async
    public static <T extends @Nullable Object> AsyncStream<List<T>> windowed(
            AsyncStream<T> source, int size, int step) {
        try (source) {
            List<T> window = new ArrayList<>();
            int missing = 0; // elements to pass over before the next window begins
            boolean fresh = false;
            while (await(source.advance())) {
                if (missing > 0) {
                    missing--;
                    continue;
                }
                window.add(source.value());
                fresh = true;
                if (window.size() == size) {
                    emit(Collections.unmodifiableList(new ArrayList<>(window)));
                    fresh = false;
                    missing = Math.max(0, step - size);
                    window.subList(0, Math.min(step, size)).clear();
                }
            }
            if (fresh) {
                emit(Collections.unmodifiableList(window));
            }
        }
        return end();
    }

    @Async
    public static <T extends @Nullable Object> AsyncStream<T> concat(List<? extends AsyncStream<? extends T>> sources) {
        Sources all = new Sources(sources);
        try (all) {
            for (AsyncStream<? extends T> source : sources) {
                while (await(source.advance())) {
                    emit(source.value());
                }
            }
        }
        return end();
    }

    @Async
    public static <A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object>
            AsyncStream<R> zip(
                    AsyncStream<A> left, AsyncStream<B> right, BiFunction<? super A, ? super B, ? extends R> function) {
        try (right;
                left) {
            while (await(left.advance()) && await(right.advance())) {
                emit(function.apply(left.value(), right.value()));
            }
        }
        return end();
    }

    /** The elements of all inner streams, one stream after the other. */
    @Async
    public static <T extends @Nullable Object, R extends @Nullable Object> AsyncStream<R> concatMap(
            AsyncStream<T> source, Function<? super T, ? extends AsyncStream<? extends R>> function) {
        try (source) {
            while (await(source.advance())) {
                try (AsyncStream<? extends R> inner = function.apply(source.value())) {
                    while (await(inner.advance())) {
                        emit(inner.value());
                    }
                }
            }
        }
        return end();
    }

    /** Goes on with another stream in the place of an exception. */
    @Async
    public static <T extends @Nullable Object, X extends Exception> AsyncStream<T> catching(
            AsyncStream<T> source, Class<X> type, Function<? super X, ? extends AsyncStream<? extends T>> rest) {
        X caught = null;
        try (source) {
            while (true) {
                try {
                    if (!await(source.advance())) {
                        break;
                    }
                } catch (Exception failure) {
                    if (!type.isInstance(failure)) {
                        throw Failures.<RuntimeException>sneaky(failure);
                    }
                    caught = type.cast(failure);
                    break;
                }
                emit(source.value());
            }
        }
        if (caught != null) {
            try (AsyncStream<? extends T> next = rest.apply(caught)) {
                while (await(next.advance())) {
                    emit(next.value());
                }
            }
        }
        return end();
    }
}
