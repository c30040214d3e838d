package dev.heddle.operator;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.emit;
import static dev.heddle.Coroutines.end;

import dev.heddle.AsyncFunction;
import dev.heddle.AsyncStream;
import dev.heddle.Coroutine;
import dev.heddle.Task;
import dev.heddle.TaskCancelledException;
import dev.heddle.annotation.Async;
import java.util.ArrayDeque;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Operators with tasks of their own, which run from the first ask to the end or the closing of the stream. Stateless. */
public final class Concurrent {
    private Concurrent() {}

    /** Up to {@code capacity} elements are made ahead. */
    @Async
    public static <T extends @Nullable Object> AsyncStream<T> buffer(AsyncStream<T> source, int capacity) {
        try (StreamTasks<T> tasks = StreamTasks.open("buffer", List.of(source))) {
            tasks.expect(1);
            tasks.spawnPump(source, new Room(capacity));
            while (await(tasks.advance())) {
                emit(tasks.take());
            }
        }
        return end();
    }

    /** Only the latest element is kept for a consumer that is slower. */
    @Async
    public static <T extends @Nullable Object> AsyncStream<T> conflate(AsyncStream<T> source) {
        try (StreamTasks<T> tasks = StreamTasks.open("conflate", List.of(source))) {
            startConflating(tasks, source);
            while (await(tasks.advance())) {
                emit(tasks.take());
            }
        }
        return end();
    }

    static <T extends @Nullable Object> void startConflating(StreamTasks<T> tasks, AsyncStream<T> source) {
        Room room = Room.unlimited();
        tasks.expect(1);
        tasks.spawnExpected(room, replacing(tasks, source, room));
    }

    @Async
    private static <T extends @Nullable Object> Coroutine<Void> replacing(
            StreamTasks<T> tasks, AsyncStream<T> source, Room room) {
        try (source) {
            while (await(room.place()) && room.enters() && await(source.advance())) {
                tasks.replace(source.value(), room);
            }
        }
        return done();
    }

    /** Each source is one element ahead. */
    @Async
    public static <T extends @Nullable Object> AsyncStream<T> merge(List<? extends AsyncStream<? extends T>> sources) {
        try (StreamTasks<T> tasks = StreamTasks.open("merge", sources)) {
            tasks.expect(sources.size());
            for (AsyncStream<? extends T> source : sources) {
                tasks.spawnPump(source, new Room(1));
            }
            while (await(tasks.advance())) {
                emit(tasks.take());
            }
        }
        return end();
    }

    /** Up to {@code concurrency} inner streams at a time, each one element ahead; the source no further. */
    @Async
    public static <T extends @Nullable Object, R extends @Nullable Object> AsyncStream<R> flatMap(
            AsyncStream<T> source, int concurrency, Function<? super T, ? extends AsyncStream<? extends R>> function) {
        try (StreamTasks<R> tasks = StreamTasks.open("flatMap", List.of(source))) {
            Room streams = new Room(concurrency);
            tasks.expect(1);
            tasks.spawnExpected(streams, spawningInners(tasks, source, streams, function));
            while (await(tasks.advance())) {
                emit(tasks.take());
            }
        }
        return end();
    }

    @Async
    private static <T extends @Nullable Object, R extends @Nullable Object> Coroutine<Void> spawningInners(
            StreamTasks<R> tasks,
            AsyncStream<T> source,
            Room streams,
            Function<? super T, ? extends AsyncStream<? extends R>> function) {
        try (source) {
            while (await(streams.place()) && streams.enters() && await(source.advance())) {
                Room room = new Room(1);
                tasks.spawn(room, inner(tasks, function.apply(source.value()), room, streams));
            }
        }
        return done();
    }

    @Async
    private static <R extends @Nullable Object> Coroutine<Void> inner(
            StreamTasks<R> tasks, AsyncStream<? extends R> stream, Room room, Room streams) {
        await(tasks.pump(stream, room));
        streams.release();
        return done();
    }

    /** A new element of the source ends the inner stream of the one before, and drops what was not taken of it. */
    @Async
    public static <T extends @Nullable Object, R extends @Nullable Object> AsyncStream<R> switchMap(
            AsyncStream<T> source, Function<? super T, ? extends AsyncStream<? extends R>> function) {
        try (StreamTasks<R> tasks = StreamTasks.open("switchMap", List.of(source))) {
            tasks.expect(1);
            tasks.spawnExpected(Room.unlimited(), switching(tasks, source, function));
            while (await(tasks.advance())) {
                if (!tasks.isEmpty()) { // it may have been dropped before this task could run
                    emit(tasks.take());
                }
            }
        }
        return end();
    }

    @Async
    private static <T extends @Nullable Object, R extends @Nullable Object> Coroutine<Void> switching(
            StreamTasks<R> tasks,
            AsyncStream<T> source,
            Function<? super T, ? extends AsyncStream<? extends R>> function) {
        Task<Void> inner = null;
        Room room = Room.unlimited();
        try (source) {
            while (await(source.advance())) {
                if (inner != null && !inner.isDone()) {
                    StreamTasks.end(room, inner);
                    await(endOf(inner));
                }
                tasks.discard();
                room = new Room(1);
                inner = tasks.spawn(room, tasks.pump(function.apply(source.value()), room));
            }
        }
        return done();
    }

    @Async
    private static Coroutine<Void> endOf(Task<Void> cancelled) {
        try {
            await(cancelled);
        } catch (TaskCancelledException expected) {
            return done();
        }
        return done();
    }

    /** Up to {@code concurrency} results are waited for at a time, and handed out in the order of the source. */
    @Async
    public static <T extends @Nullable Object, R extends @Nullable Object> AsyncStream<R> mapAsync(
            AsyncStream<T> source, int concurrency, AsyncFunction<? super T, R> function) {
        try (StreamTasks<Call<R>> tasks = StreamTasks.open("mapAsync", List.of(source))) {
            Room calls = new Room(concurrency);
            ArrayDeque<Call<R>> inOrder = new ArrayDeque<>();
            tasks.expect(1);
            tasks.spawnExpected(calls, calling(tasks, source, calls, inOrder, function));
            while (true) {
                Call<R> first = inOrder.peek();
                if (first != null && first.over) {
                    inOrder.remove();
                    R result = first.result();
                    calls.release();
                    emit(result);
                } else if (await(tasks.advance())) {
                    tasks.take();
                } else {
                    break;
                }
            }
        }
        return end();
    }

    @Async
    private static <T extends @Nullable Object, R extends @Nullable Object> Coroutine<Void> calling(
            StreamTasks<Call<R>> tasks,
            AsyncStream<T> source,
            Room calls,
            ArrayDeque<Call<R>> inOrder,
            AsyncFunction<? super T, R> function) {
        try (source) {
            while (await(calls.place()) && calls.enters() && await(source.advance())) {
                Call<R> call = new Call<>();
                inOrder.add(call);
                Room room = new Room(0);
                tasks.spawn(room, call.run(Calls.of(function, source.value()), tasks, room));
            }
        }
        return done();
    }

    /** One call of a function, and its result. Confined to the loop thread. */
    private static final class Call<R extends @Nullable Object> {
        boolean over;
        private @Nullable R result;

        @Async
        Coroutine<Void> run(Coroutine<R> coroutine, StreamTasks<Call<R>> tasks, Room room) {
            result = await(coroutine);
            over = true;
            tasks.add(this, room);
            return done();
        }

        @SuppressWarnings("NullAway") // R admits null where the coroutine gives it
        R result() {
            return result;
        }
    }
}
