package dev.heddle.benchmarks;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.sleep;
import static dev.heddle.Coroutines.timeout;
import static dev.heddle.Coroutines.yieldNow;

import dev.heddle.Coroutine;
import dev.heddle.Loop;
import dev.heddle.Task;
import dev.heddle.TaskScope;
import dev.heddle.annotation.Async;
import dev.heddle.channel.Channel;
import dev.heddle.sync.Hold;
import dev.heddle.sync.Mutex;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/** What tasks do with each other, as {@code @Async} methods. Stateless. */
final class HeddleTasks {
    private static final Duration NEVER = Duration.ofHours(1);

    private HeddleTasks() {}

    /** Spawns so many tasks that do nothing, one after the other, and awaits each. */
    @Async
    static Coroutine<Integer> spawnAwait(int times) {
        int x = 0;
        try (TaskScope scope = TaskScope.open()) {
            for (int i = 0; i < times; i++) {
                Task<Integer> task = scope.spawn(one());
                x = (x + await(task)) & 127;
            }
        }
        return done(x);
    }

    /** Spawns so many tasks that suspend once, one after the other, and awaits each. */
    @Async
    static Coroutine<Integer> spawnSuspendJoin(int times) {
        int x = 0;
        try (TaskScope scope = TaskScope.open()) {
            for (int i = 0; i < times; i++) {
                Task<Integer> task = scope.spawn(suspendingOne());
                x = (x + await(task)) & 127;
            }
        }
        return done(x);
    }

    /** Sends so many elements from one task to another. */
    @Async
    static Coroutine<Integer> handOver(int capacity, int times) {
        int x = 0;
        Channel<Integer> channel = Channel.bounded(capacity);
        try (TaskScope scope = TaskScope.open()) {
            scope.spawn(sendOnes(channel, times));
            for (Integer next; (next = await(channel.receiveOrNull())) != null; ) {
                x = (x + next) & 127;
            }
        }
        return done(x);
    }

    @Async
    private static Coroutine<Void> sendOnes(Channel<Integer> channel, int times) {
        for (int i = 0; i < times; i++) {
            await(channel.send(1));
        }
        channel.close();
        return done();
    }

    /** Takes a lock that nobody else wants, so many times. */
    @Async
    @SuppressWarnings("try") // holding is what the lock is for
    static Coroutine<Integer> lock(int times) {
        int x = 0;
        Mutex mutex = new Mutex();
        for (int i = 0; i < times; i++) {
            try (Hold hold = await(mutex.acquire())) {
                x = (x + 1) & 127;
            }
        }
        return done(x);
    }

    /** Takes a lock so many times and lets the others run while it holds it. */
    @Async
    @SuppressWarnings("try") // holding is what the lock is for
    static Coroutine<Integer> lockInTurn(Mutex mutex, int times) {
        int x = 0;
        for (int i = 0; i < times; i++) {
            try (Hold hold = await(mutex.acquire())) {
                await(yieldNow());
                x = (x + 1) & 127;
            }
        }
        return done(x);
    }

    /** Puts a limit of time around something that suspends once, so many times. */
    @Async
    static Coroutine<Integer> timeouts(int times) throws TimeoutException {
        int x = 0;
        for (int i = 0; i < times; i++) {
            x = (x + await(timeout(NEVER, suspendingOne()))) & 127;
        }
        return done(x);
    }

    /** Starts a timer and stops it, so many times. */
    @Async
    static Coroutine<Integer> timers(int times) {
        Loop loop = Loop.current();
        int x = 0;
        for (int i = 0; i < times; i++) {
            x = (x + (loop.schedule(NEVER, HeddleTasks::nothing).cancel() ? 1 : 0)) & 127;
        }
        return done(x);
    }

    /** So many tasks that sleep at the same time, each so many microseconds as {@link Sleepers} says. */
    @Async
    static Coroutine<Integer> sleepers(int times) {
        try (TaskScope scope = TaskScope.open()) {
            for (int i = 0; i < times; i++) {
                scope.spawn(sleep(Duration.ofNanos(Sleepers.micros(i) * 1_000)));
            }
        }
        return done(times);
    }

    private static void nothing() {}

    @Async
    private static Coroutine<Integer> one() {
        return done(1);
    }

    @Async
    private static Coroutine<Integer> suspendingOne() {
        await(yieldNow());
        return done(1);
    }
}
