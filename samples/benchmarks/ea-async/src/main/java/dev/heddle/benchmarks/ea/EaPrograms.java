package dev.heddle.benchmarks.ea;

import static com.ea.async.Async.await;
import static java.util.concurrent.CompletableFuture.completedFuture;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * The measured programs for EA Async, whose coroutines are methods that return {@link CompletableFuture}. Its loop is a
 * single-thread executor: a program that runs on that executor and awaits a future that is completed there suspends every
 * time, and goes on in the same thread. Stateless.
 */
public final class EaPrograms {
    private EaPrograms() {}

    /** Awaits a call {@code times} times that never suspends. */
    public static CompletableFuture<Integer> callOneDeep(int times) {
        int x = 0;
        for (int i = 0; i < times; i++) {
            x = await(d1(x + i));
        }
        return completedFuture(x);
    }

    /** Awaits a call chain of ten {@code times} times that never suspends. */
    public static CompletableFuture<Integer> callTenDeep(int times) {
        int x = 0;
        for (int i = 0; i < times; i++) {
            x = await(d10(x + i));
        }
        return completedFuture(x);
    }

    /** Suspends {@code times} times; to be run on {@code loop}, which resumes it. */
    public static CompletableFuture<Integer> switches(Executor loop, int times) {
        int switched = 0;
        while (switched < times) {
            await(CompletableFuture.runAsync(EaPrograms::nothing, loop));
            switched++;
        }
        return completedFuture(switched);
    }

    /** Awaits so many futures and adds up what they give. */
    public static CompletableFuture<Integer> awaits(Supplier<CompletableFuture<Integer>> futures, int times) {
        int x = 0;
        for (int i = 0; i < times; i++) {
            int y = await(futures.get());
            x = (x + y) & 127;
        }
        return completedFuture(x);
    }

    /** Suspends {@code times} times at the bottom of a call chain of ten; to be run on {@code loop}. */
    public static CompletableFuture<Integer> deepSwitches(Executor loop, int times) {
        int x = 0;
        for (int i = 0; i < times; i++) {
            x = await(deep(loop, 10, x + i));
        }
        return completedFuture(x);
    }

    private static CompletableFuture<Integer> deep(Executor loop, int depth, int x) {
        if (depth == 1) {
            await(CompletableFuture.runAsync(EaPrograms::nothing, loop));
            return completedFuture(next(x));
        }
        int y = await(deep(loop, depth - 1, x));
        return completedFuture(next(y));
    }

    private static void nothing() {}

    private static int next(int x) {
        return (x + 1) & 127;
    }

    private static CompletableFuture<Integer> d10(int x) {
        int y = await(d9(x));
        return completedFuture(next(y));
    }

    private static CompletableFuture<Integer> d9(int x) {
        int y = await(d8(x));
        return completedFuture(next(y));
    }

    private static CompletableFuture<Integer> d8(int x) {
        int y = await(d7(x));
        return completedFuture(next(y));
    }

    private static CompletableFuture<Integer> d7(int x) {
        int y = await(d6(x));
        return completedFuture(next(y));
    }

    private static CompletableFuture<Integer> d6(int x) {
        int y = await(d5(x));
        return completedFuture(next(y));
    }

    private static CompletableFuture<Integer> d5(int x) {
        int y = await(d4(x));
        return completedFuture(next(y));
    }

    private static CompletableFuture<Integer> d4(int x) {
        int y = await(d3(x));
        return completedFuture(next(y));
    }

    private static CompletableFuture<Integer> d3(int x) {
        int y = await(d2(x));
        return completedFuture(next(y));
    }

    private static CompletableFuture<Integer> d2(int x) {
        int y = await(d1(x));
        return completedFuture(next(y));
    }

    private static CompletableFuture<Integer> d1(int x) {
        return completedFuture(next(x));
    }
}
