package dev.heddle.conformance;

import dev.heddle.Awaitable;
import dev.heddle.Coroutine;
import dev.heddle.conformance.Driver.Outcome;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * What the cases await. The current {@link Script} decides for each probe, in the order in which they are made, when it is
 * done and whether it fails.
 */
public final class Probe {
    private Probe() {}

    /** A coroutine that yields {@code value}. */
    public static <T> Coroutine<T> of(T value) {
        return coroutine(new Outcome<>(value, null));
    }

    /** The same, marked with the number of the place where it was put. */
    public static <T> Coroutine<T> at(int place, T value) {
        return of(value);
    }

    /** A coroutine that fails with {@code failure}, which javac believes to be thrown by the call. */
    public static <T, X extends Throwable> Coroutine<T> failing(X failure) throws X {
        return coroutine(new Outcome<>(null, failure));
    }

    /** An awaitable of the user's own making that yields {@code value}. */
    public static <T> Awaitable<T> awaitable(T value) {
        int await = Script.current().next();
        return () -> coroutine(await, new Outcome<>(value, null));
    }

    /** A task that yields {@code value}, started already. */
    public static <T> Awaitable<T> task(T value) {
        Script script = Script.current();
        int await = script.next();
        Outcome<T> outcome = script.outcome(await, new Outcome<>(value, null));
        return script.driver().task(script.driver().coroutine(() -> {}, outcome, script.timing(await)));
    }

    /** A future that yields {@code value}. */
    public static <T> CompletableFuture<T> future(T value) {
        return future(new Outcome<>(value, null));
    }

    /** The same as {@link #future}, seen as a stage only. */
    public static <T> CompletionStage<T> stage(T value) {
        return future(value).minimalCompletionStage();
    }

    /** A future that fails with {@code failure}, which javac believes to be thrown by the call. */
    public static <T, X extends Throwable> CompletableFuture<T> failingFuture(X failure) throws X {
        return future(new Outcome<>(null, failure));
    }

    private static <T> Coroutine<T> coroutine(Outcome<T> own) {
        return coroutine(Script.current().next(), own);
    }

    private static <T> Coroutine<T> coroutine(int await, Outcome<T> own) {
        Script script = Script.current();
        return script.driver()
                .coroutine(() -> Trace.log("probe " + await), script.outcome(await, own), script.timing(await));
    }

    private static <T> CompletableFuture<T> future(Outcome<T> own) {
        Script script = Script.current();
        int await = script.next();
        Outcome<T> outcome = script.outcome(await, own);
        CompletableFuture<T> future = new CompletableFuture<>();
        script.driver().complete(() -> outcome.complete(future), script.timing(await));
        return future;
    }
}
