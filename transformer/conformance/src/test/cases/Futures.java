package cases;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static dev.heddle.conformance.Trace.log;
import static dev.heddle.conformance.Trace.seen;

import dev.heddle.Coroutine;
import dev.heddle.annotation.Async;
import dev.heddle.conformance.Case;
import dev.heddle.conformance.Probe;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Futures awaited, and async methods that return futures: hot, with every failure inside the future. */
class Futures {
    @Case
    @Async
    static Coroutine<String> futuresAndStages() {
        return done(await(Probe.future("a")) + await(Probe.stage("b")) + await(Probe.of("c")));
    }

    @Case
    @Async
    static Coroutine<Long> primitivesFromFutures() {
        int a = await(Probe.future(1));
        long b = await(Probe.stage(2L));
        double c = await(Probe.future(3.5));
        return done(a + b + (long) c);
    }

    @Case
    @Async
    static Coroutine<String> nullFromFuture() {
        Object o = await(Probe.future(null));
        Void v = await(Probe.<Void>stage(null));
        return done("" + o + v);
    }

    @Case
    @Async
    static Coroutine<String> futureAwaitedTwice() {
        CompletableFuture<String> f = Probe.future("x");
        return done(await(f) + await(f));
    }

    @Case
    @Async
    static Coroutine<String> futuresMadeBeforeAwaited() {
        CompletableFuture<String> a = Probe.future("a");
        CompletableFuture<String> b = Probe.future("b");
        return done(await(b) + await(a));
    }

    @Case
    @Async
    static Coroutine<Integer> futureYieldsACoroutine() {
        Coroutine<Integer> inner = await(Probe.future(Probe.of(3)));
        return done(await(inner));
    }

    @Case
    @Async
    static Coroutine<String> failingStageInTry() {
        try {
            return done(await(Probe.future("fine")));
        } catch (Exception e) {
            return done(e.getMessage() + await(Probe.future("!")));
        } finally {
            log(await(Probe.stage("finally")));
        }
    }

    @Async
    static CompletableFuture<String> hot(String s) throws IOException {
        if (s.isEmpty()) {
            throw new IOException("empty");
        }
        String t = await(Probe.of(s));
        if (t.equals("late")) {
            throw new IOException("late");
        }
        return CompletableFuture.completedFuture(t + await(Probe.future("!")));
    }

    @Case
    @Async
    static CompletableFuture<String> futureReturning() {
        String a = await(Probe.of("a"));
        return CompletableFuture.completedFuture(a + await(Probe.future("b")));
    }

    @Case
    @Async
    static CompletionStage<String> stageReturning() {
        String a = await(Probe.stage("a"));
        return CompletableFuture.completedStage(a + await(Probe.of("b")));
    }

    @Case
    @Async
    static CompletableFuture<Void> futureOfNothing() {
        log(await(Probe.of(1)));
        return CompletableFuture.completedFuture(null);
    }

    @Case
    @Async
    static CompletableFuture<String> futureWithoutAwait() {
        return CompletableFuture.completedFuture("at once");
    }

    @Case
    @Async
    static CompletableFuture<String> earlyFailureGoesIntoTheFuture() {
        if (seen(true)) {
            throw new IllegalStateException("early");
        }
        return CompletableFuture.completedFuture(await(Probe.of("never")));
    }

    @Case
    static CompletableFuture<String> earlyFailureSeenByThePlainCaller() {
        CompletableFuture<String> f;
        try {
            f = hot("");
        } catch (IOException e) {
            return CompletableFuture.completedFuture("thrown at the caller");
        }
        return f.handle((value, failure) -> "in the future: " + failure.getMessage());
    }

    @Case
    @Async
    static Coroutine<String> hotAwaited() throws IOException {
        return done(await(hot("a")) + await(hot(await(hot("b")))));
    }

    @Case
    @Async
    static Coroutine<String> hotFailures() {
        String s = "";
        try {
            s += await(hot(""));
        } catch (IOException e) {
            s += e.getMessage();
        }
        try {
            s += await(hot("late"));
        } catch (IOException e) {
            s += e.getMessage();
        }
        return done(s);
    }

    @Case
    @Async
    static CompletableFuture<String> returnsAnotherFuture() throws IOException {
        log(await(Probe.of(1)));
        return hot("forwarded");
    }

    @Case
    @Async
    static CompletableFuture<String> returnsAFailedFuture() {
        await(Probe.of(1));
        return CompletableFuture.failedFuture(new IOException("failed"));
    }

    @Case
    @Async
    static CompletableFuture<String> returnsAFutureInsideTry() {
        try {
            return Probe.future("x");
        } catch (RuntimeException e) {
            return CompletableFuture.completedFuture("caught " + e.getMessage());
        } finally {
            log("finally");
        }
    }

    @Async
    private static CompletableFuture<CompletableFuture<String>> nested() {
        String s = await(Probe.of("x"));
        return CompletableFuture.completedFuture(Probe.future(s));
    }

    @Case
    @Async
    static Coroutine<String> futureOfFuture() {
        CompletableFuture<String> inner = await(nested());
        return done(await(inner) + await(await(nested())));
    }

    static final class Service {
        private int calls;

        @Async
        CompletableFuture<Integer> call(long a, int b) {
            calls++;
            return CompletableFuture.completedFuture((int) (a * await(Probe.of(b))) + calls);
        }

        @Async
        CompletionStage<Integer> twice(int b) {
            int x = await(call(2, b));
            return CompletableFuture.completedFuture(x + await(call(3, b)));
        }
    }

    interface Api {
        @Async
        CompletionStage<String> ask(String question);

        @Async
        default CompletableFuture<String> askTwice(String question) {
            return CompletableFuture.completedFuture(await(ask(question)) + await(ask(question)));
        }
    }

    @Case
    @Async
    static Coroutine<String> futureReturningInstanceMethods() {
        Service s = new Service();
        Api api = q -> CompletableFuture.completedFuture(q + await(Probe.of("?")));
        return done(await(s.call(10, 4)) + " " + await(s.twice(5)) + await(api.askTwice("why")));
    }

    @Case
    @Async
    static CompletableFuture<Integer> loopInFutureReturning() {
        int sum = 0;
        for (int i = 0; i < 5; i++) {
            try {
                sum += await(i % 2 == 0 ? Probe.future(i) : Probe.future(10 * i));
            } catch (RuntimeException e) {
                sum += 1000;
            } finally {
                sum += await(Probe.of(1));
            }
        }
        return CompletableFuture.completedFuture(sum);
    }

    @Case
    @Async
    static Coroutine<String> dependentFuturesAreUnwrapped() throws IOException {
        CompletableFuture<String> source = Probe.failingFuture(new IOException("original"));
        try {
            return done(await(source.thenApply(s -> s + "!").thenApply(s -> s + "!")));
        } catch (CompletionException e) {
            return done("wrapped");
        } catch (Exception e) {
            return done("caught " + e.getClass().getSimpleName() + e.getMessage());
        }
    }
}
