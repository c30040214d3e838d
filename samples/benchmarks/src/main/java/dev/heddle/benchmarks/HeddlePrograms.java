package dev.heddle.benchmarks;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.gather;
import static dev.heddle.Coroutines.yieldNow;
import static dev.heddle.benchmarks.PlainPrograms.next;

import dev.heddle.Coroutine;
import dev.heddle.annotation.Async;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The measured programs as {@code @Async} methods. Stateless. */
final class HeddlePrograms {
    private HeddlePrograms() {}

    /** Awaits a call {@code times} times that never suspends. */
    @Async
    static Coroutine<Integer> callOneDeep(int times) {
        int x = 0;
        for (int i = 0; i < times; i++) {
            x = await(d1(x + i));
        }
        return done(x);
    }

    /** Awaits a call chain of ten {@code times} times that never suspends. */
    @Async
    static Coroutine<Integer> callTenDeep(int times) {
        int x = 0;
        for (int i = 0; i < times; i++) {
            x = await(d10(x + i));
        }
        return done(x);
    }

    /** Runs so many programs at the same time; yields the sum of their results. */
    @Async
    static Coroutine<Integer> together(int tasks, Supplier<Coroutine<Integer>> program) {
        List<Coroutine<Integer>> programs =
                Stream.generate(program).limit(tasks).toList();
        int sum = 0;
        for (int result : await(gather(programs))) {
            sum += result;
        }
        return done(sum);
    }

    /** Suspends {@code times} times and is resumed by the loop. */
    @Async
    static Coroutine<Integer> switches(int times) {
        int switched = 0;
        while (switched < times) {
            await(yieldNow());
            switched++;
        }
        return done(switched);
    }

    /** Awaits so many futures and adds up what they give. */
    @Async
    static CompletableFuture<Integer> awaits(Supplier<CompletableFuture<Integer>> futures, int times) {
        int x = 0;
        for (int i = 0; i < times; i++) {
            x = (x + await(futures.get())) & 127;
        }
        return CompletableFuture.completedFuture(x);
    }

    /** Suspends {@code times} times at the bottom of a call chain of ten. */
    @Async
    static Coroutine<Integer> deepSwitches(int times) {
        int x = 0;
        for (int i = 0; i < times; i++) {
            x = await(deep(10, x + i));
        }
        return done(x);
    }

    @Async
    private static Coroutine<Integer> deep(int depth, int x) {
        if (depth == 1) {
            await(yieldNow());
            return done(next(x));
        }
        return done(next(await(deep(depth - 1, x))));
    }

    @Async
    private static Coroutine<Integer> d10(int x) {
        return done(next(await(d9(x))));
    }

    @Async
    private static Coroutine<Integer> d9(int x) {
        return done(next(await(d8(x))));
    }

    @Async
    private static Coroutine<Integer> d8(int x) {
        return done(next(await(d7(x))));
    }

    @Async
    private static Coroutine<Integer> d7(int x) {
        return done(next(await(d6(x))));
    }

    @Async
    private static Coroutine<Integer> d6(int x) {
        return done(next(await(d5(x))));
    }

    @Async
    private static Coroutine<Integer> d5(int x) {
        return done(next(await(d4(x))));
    }

    @Async
    private static Coroutine<Integer> d4(int x) {
        return done(next(await(d3(x))));
    }

    @Async
    private static Coroutine<Integer> d3(int x) {
        return done(next(await(d2(x))));
    }

    @Async
    private static Coroutine<Integer> d2(int x) {
        return done(next(await(d1(x))));
    }

    @Async
    private static Coroutine<Integer> d1(int x) {
        return done(next(x));
    }
}
