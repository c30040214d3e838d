package dev.heddle.operator;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.emit;
import static dev.heddle.Coroutines.end;
import static dev.heddle.Coroutines.sleep;

import dev.heddle.AsyncStream;
import dev.heddle.Loop;
import dev.heddle.annotation.Async;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Operators that look at the clock of the loop. Durations are in nanoseconds where they are numbers. Stateless. */
public final class Timed {
    private Timed() {}

    /** 0, 1, 2 and so on, each at its multiple of the period after the first ask; those that are too late are left out. */
    @Async
    public static AsyncStream<Long> interval(long period) {
        Loop loop = Loop.current();
        long start = loop.nanos();
        for (long tick = 0; ; tick++) {
            long late = loop.nanos() - start - tick * period;
            if (late < 0) {
                await(sleep(Duration.ofNanos(-late)));
            } else {
                tick += late / period;
            }
            emit(tick);
        }
    }

    /** An element counts when no other has followed it for so long. */
    @Async
    public static <T extends @Nullable Object> AsyncStream<T> debounce(AsyncStream<T> source, long quiet) {
        try (StreamTasks<T> tasks = StreamTasks.open("debounce", List.of(source))) {
            Loop loop = Loop.current();
            Concurrent.startConflating(tasks, source);
            while (await(tasks.advance())) {
                long due = tasks.lastReplaced() + quiet;
                while (!tasks.isOver() && due - loop.nanos() > 0) {
                    await(tasks.change(due));
                    due = tasks.lastReplaced() + quiet;
                }
                emit(tasks.take());
            }
        }
        return end();
    }

    /** At the end of each period the latest of its elements, if there is one, and at the end of all the last. */
    @Async
    public static <T extends @Nullable Object> AsyncStream<T> sample(AsyncStream<T> source, long period) {
        try (StreamTasks<T> tasks = StreamTasks.open("sample", List.of(source))) {
            Loop loop = Loop.current();
            long due = loop.nanos() + period;
            Concurrent.startConflating(tasks, source);
            do {
                while (!tasks.isOver() && due - loop.nanos() > 0) {
                    await(tasks.change(due));
                }
                long late = Math.max(0, loop.nanos() - due);
                due += (late / period + 1) * period;
                if (!tasks.isEmpty()) {
                    emit(tasks.take());
                }
            } while (!tasks.isOver() || await(tasks.advance()));
        }
        return end();
    }

    /** Drops what follows an element too soon. */
    @Async
    public static <T extends @Nullable Object> AsyncStream<T> throttle(AsyncStream<T> source, long period) {
        try (source) {
            Loop loop = Loop.current();
            long open = loop.nanos();
            while (await(source.advance())) {
                if (loop.nanos() - open >= 0) {
                    open = loop.nanos() + period;
                    emit(source.value());
                }
            }
        }
        return end();
    }

    /** Lists of {@code size} elements, or of those that came within {@code longest} of the first of them. */
    @Async
    public static <T extends @Nullable Object> AsyncStream<List<T>> chunked(
            AsyncStream<T> source, int size, long longest) {
        try (StreamTasks<T> tasks = StreamTasks.open("chunked", List.of(source))) {
            Loop loop = Loop.current();
            tasks.expect(1);
            tasks.spawnPump(source, new Room(1));
            while (await(tasks.advance())) {
                long due = loop.nanos() + longest;
                List<T> chunk = new ArrayList<>();
                do {
                    chunk.add(tasks.take());
                } while (chunk.size() < size && await(tasks.elementBefore(due)));
                emit(Collections.unmodifiableList(chunk));
            }
        }
        return end();
    }

    /** The time between an ask and its element has a limit. */
    @Async
    public static <T extends @Nullable Object> AsyncStream<T> timeout(AsyncStream<T> source, Duration limit) {
        try (source) {
            while (await(Calls.within(limit, source.advance()))) {
                emit(source.value());
            }
        }
        return end();
    }
}
