package programs;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.completed;
import static dev.heddle.Coroutines.done;

import dev.heddle.Coroutine;
import dev.heddle.annotation.Async;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Calls that never suspend, and awaits that always do. */
final class Chains {
    private static final Object RESULT = new Object();

    @Async
    static Coroutine<Integer> neverSuspends(int turns) {
        int matches = 0;
        for (int i = 0; i < turns; i++) {
            if (await(outer(i, "text", 1L << 40)) == RESULT) {
                matches++;
            }
        }
        return done(matches);
    }

    @Async
    private static Coroutine<Object> outer(int n, String text, long wide) {
        Object result = await(middle(n + 1, wide * 2));
        return done(text.isEmpty() ? null : result);
    }

    @Async
    private static Coroutine<Object> middle(int n, double wide) {
        try {
            return done(await(inner(n, wide)));
        } catch (IllegalStateException e) {
            consume(n);
            throw e;
        }
    }

    @Async
    private static Coroutine<Object> inner(int n, double wide) {
        if (n + wide < 0) {
            return forwarded();
        }
        return done(RESULT);
    }

    @Async
    private static <T> Coroutine<T> forwarded() {
        return done(null);
    }

    /** As {@link #neverSuspends}, with results that wait for a finally, a resource or the other branch. */
    @Async
    static Coroutine<Integer> neverSuspendsKeepingResults(int turns) {
        int matches = 0;
        for (int i = 0; i < turns; i++) {
            if (await(keptOverFinally(i)) == RESULT) {
                matches++;
            }
        }
        return done(matches);
    }

    @Async
    private static Coroutine<Object> keptOverFinally(int n) {
        try {
            return done(await(keptOverResource(n + 1)));
        } finally {
            consume(n);
        }
    }

    @Async
    private static Coroutine<Object> keptOverResource(int n) {
        try (Resource resource = RESOURCE) {
            return done(await(mergedWithACall(n)));
        }
    }

    @Async
    private static Coroutine<Object> mergedWithACall(int n) {
        return n < 0 ? forwarded() : done(RESULT);
    }

    /** Closes without a trace. */
    static final class Resource implements AutoCloseable {
        @Override
        public void close() {}
    }

    private static final Resource RESOURCE = new Resource();

    private static void consume(int n) {
        if (n < 0) {
            throw new IllegalArgumentException();
        }
    }

    @Async
    static Coroutine<Integer> alwaysSuspends(Coroutine<Integer> leaf, int turns) {
        int sum = 0;
        for (int i = 0; i < turns; i++) {
            sum += await(step(leaf, i)) + await(leaf);
        }
        return done(sum);
    }

    @Async
    static Coroutine<Integer> suspendsInItself(Coroutine<Integer> leaf, int turns) {
        int sum = 0;
        for (int i = 0; i < turns; i++) {
            sum += await(leaf);
        }
        return done(sum);
    }

    @Async
    private static Coroutine<Integer> step(Coroutine<Integer> leaf, int n) {
        int got = await(leaf);
        return done(got + (n & 1));
    }

    /** Suspends in the leaf at the bottom of so many calls. */
    @Async
    static Coroutine<Integer> nested(Coroutine<Integer> leaf, int depth) {
        if (depth == 1) {
            return done(await(leaf));
        }
        return done(await(nested(leaf, depth - 1)) + depth);
    }

    /** Who completes a future of the source resumes this, and is asked for the next one. */
    @Async
    static CompletableFuture<Integer> awaitsFutures(Supplier<CompletableFuture<Integer>> source, int turns) {
        int sum = 0;
        for (int i = 0; i < turns; i++) {
            sum += await(step(source, i)) + await(source.get());
        }
        return completed(sum);
    }

    @Async
    private static Coroutine<Integer> step(Supplier<CompletableFuture<Integer>> source, int n) {
        int got = await(source.get());
        return done(got + (n & 1));
    }

    @Async
    static Coroutine<Integer> awaitsWhoHandsOver(Coroutine<Integer> leaf, int depth) {
        return done(await(handsOver(leaf, depth)) + 1);
    }

    /** Hands over to another one and another one, which suspends. */
    @Async
    static Coroutine<Integer> handsOver(Coroutine<Integer> leaf, int depth) {
        if (depth == 0) {
            return suspendsInItself(leaf, 1);
        }
        return handsOver(leaf, depth - 1);
    }

    @Async
    static Coroutine<Integer> awaitsWhoHandsOverWhenResumed(Coroutine<Integer> leaf, int depth) {
        return done(await(handsOverWhenResumed(leaf, depth)) + 1);
    }

    /** Each suspends itself, before it hands over to the next. */
    @Async
    static Coroutine<Integer> handsOverWhenResumed(Coroutine<Integer> leaf, int depth) {
        int got = await(leaf);
        if (depth == 0) {
            return suspendsInItself(leaf, got);
        }
        return handsOverWhenResumed(leaf, depth - got);
    }
}
