package plans;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;

import dev.heddle.AsyncCloseable;
import dev.heddle.Awaitable;
import dev.heddle.Coroutine;
import dev.heddle.annotation.Async;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** The kinds of suspension points: what is awaited, and how it is reached. */
class Sites {
    @Async
    static Coroutine<Integer> price(int item) {
        return done(item);
    }

    @Async
    private Coroutine<Integer> hidden(int item) {
        return done(item);
    }

    @Async
    final Coroutine<Integer> sealed(int item) {
        return done(item);
    }

    @Async
    Coroutine<Integer> open(int item) {
        return done(item);
    }

    @Async
    Coroutine<Integer> fused(int n) {
        int sum = await(price(n));
        sum += await(hidden(n));
        sum += await(sealed(n));
        sum += await(new Sites().open(n));
        return done(sum);
    }

    @Async
    Coroutine<Integer> selectedByReceiver(Sites other) {
        return done(await(open(1)) + await(other.open(2)));
    }

    @Async
    static Coroutine<Integer> linkedAcrossClasses(Other other) {
        int sum = await(Other.make(1));
        sum += await(other.fixed(2));
        return done(sum);
    }

    static class Other {
        @Async
        static Coroutine<Integer> make(int n) {
            return done(n);
        }

        @Async
        final Coroutine<Integer> fixed(int n) {
            return done(n);
        }
    }

    static class Derived extends Sites {
        @Async
        Coroutine<Integer> up() {
            return done(await(super.open(1)) + 1);
        }
    }

    @Async
    static Coroutine<String> values(Coroutine<String> c, Awaitable<String> a, CompletionStage<String> s, CompletableFuture<String> f) {
        return done(await(c) + await(a) + await(s) + await(f));
    }

    @Async
    static Coroutine<Integer> tail(int n) {
        return price(n);
    }

    @Async
    static Coroutine<Integer> tailOfValue(Coroutine<Integer> c) {
        return c;
    }

    @Async
    static Coroutine<Integer> returnInsideTry(int n) {
        try {
            return price(n);
        } catch (RuntimeException e) {
            return done(-1);
        }
    }

    @Async
    static Coroutine<Void> resource(Supplier<AsyncCloseable> opener, Coroutine<Void> body) throws IOException {
        try (AsyncCloseable r = opener.get()) {
            await(body);
        }
        return done();
    }

    @Async
    static Coroutine<Integer> noSuspensionPoint(int a, String b) {
        return done(a + b.length());
    }

    @Async
    static CompletableFuture<String> future(CompletionStage<String> s) {
        return CompletableFuture.completedFuture(await(s) + "!");
    }

    @Async
    static CompletionStage<String> stage(Coroutine<String> c, CompletionStage<String> other) {
        await(c);
        return other;
    }
}
