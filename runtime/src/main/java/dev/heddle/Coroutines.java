package dev.heddle;

import dev.heddle.coroutine.Generator;
import dev.heddle.scheduling.BlockingCall;
import dev.heddle.scheduling.Scheduler;
import dev.heddle.scheduling.Sleep;
import dev.heddle.scheduling.Yield;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The words of asynchronous code, for static import: {@code await}, {@code done}, and the coroutines everybody needs. */
public final class Coroutines {
    private Coroutines() {}

    /**
     * Waits for a coroutine and yields its result, or throws its exception unchanged. A suspension point.
     *
     * @throws NotWovenError when called from code that has not been woven
     * @throws IllegalStateException if the coroutine was awaited or spawned before
     */
    public static <T extends @Nullable Object> T await(Coroutine<T> coroutine) {
        throw NotWovenError.atCaller("`await`");
    }

    /**
     * Waits for anything awaitable, a {@link Task} for example. A suspension point.
     *
     * @throws NotWovenError when called from code that has not been woven
     */
    public static <T extends @Nullable Object> T await(Awaitable<T> awaitable) {
        throw NotWovenError.atCaller("`await`");
    }

    /**
     * Waits for a future and yields its result, or throws the exception it was completed with, without a wrapper. A
     * suspension point.
     *
     * @throws NotWovenError when called from code that has not been woven
     */
    public static <T extends @Nullable Object> T await(CompletionStage<T> stage) {
        throw NotWovenError.atCaller("`await`");
    }

    /** The end of an {@code @Async} method without a result: {@code return done()}. */
    public static Coroutine<Void> done() {
        return nothing(new Completed<@Nullable Void>(null));
    }

    /**
     * The end of an {@code @Async} method: {@code return done(result)}. Anywhere else a coroutine that ends with the value
     * as soon as it is started.
     */
    public static <T extends @Nullable Object> Coroutine<T> done(T value) {
        return new Completed<>(value);
    }

    /**
     * The end of an {@code @Async} method that returns a future, be it {@link CompletableFuture}, {@link CompletionStage} or a
     * subclass of the program's own: {@code return completed(result)}. Only such a method may ask for a subclass, and only for
     * one with a constructor without parameters.
     */
    @SuppressWarnings("unchecked")
    public static <T extends @Nullable Object, F extends CompletionStage<T>> F completed(T result) {
        return (F) CompletableFuture.completedFuture(result);
    }

    /**
     * In an {@code @Async} method that returns an {@link AsyncStream}: hands {@code element} to whoever asks for the next one,
     * and goes on when the one after it is asked for. A suspension point. Null is an element, too.
     *
     * @throws StreamClosed when the consumer closes the stream instead
     * @throws IllegalStateException inside a {@link TaskScope} that the generator has opened, and when the stream is being
     *     closed
     * @throws NotWovenError when called from code that has not been woven
     */
    public static <T extends @Nullable Object> void emit(T element) {
        throw NotWovenError.atCaller("`emit`");
    }

    /**
     * The end of an {@code @Async} method that emits: {@code return end()}. Anywhere else a stream without elements.
     *
     * <p>To return another stream instead, which must not be in use, lets its elements follow.
     */
    public static <T extends @Nullable Object> AsyncStream<T> end() {
        return Generator.end();
    }

    /**
     * Waits for so much time to pass, counted from the await. Never ends early. A duration of zero or less lets the other
     * ready tasks run once.
     *
     * <p>A suspension point where it is awaited; cancellation ends it at once.
     */
    public static Coroutine<Void> sleep(Duration duration) {
        return nothing(new Sleep(Sleep.nanosOf(duration)));
    }

    /**
     * Lets the other ready tasks and the operating system have their turn. To be awaited at once: the object may be one that
     * the task uses again and again.
     *
     * <p>A suspension point where it is awaited.
     */
    public static Coroutine<Void> yieldNow() {
        return nothing(Yield.now());
    }

    /**
     * Runs coroutines at the same time and yields their results in order. When one fails the others are cancelled and
     * awaited, and the first exception is thrown as it is, with later ones suppressed. Of nothing, an empty list.
     *
     * <p>A suspension point where it is awaited. Cancelled, it cancels the coroutines and waits for their end; tasks among
     * the members go on, only the wait for them ends.
     *
     * @throws IllegalArgumentException if a member is given twice
     */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public static <T extends @Nullable Object> Coroutine<List<T>> gather(Awaitable<? extends T>... members) {
        return gather(List.of(members));
    }

    /** As {@link #gather(Awaitable[])}. */
    public static <T extends @Nullable Object> Coroutine<List<T>> gather(
            Collection<? extends Awaitable<? extends T>> members) {
        return Gather.all(Gather.distinct("gather", members));
    }

    /**
     * Runs coroutines at the same time and yields how each has ended, in order. None is cancelled for the failure of another.
     *
     * <p>A suspension point where it is awaited. Cancelled, it cancels the coroutines and waits for their end; tasks among
     * the members go on, only the wait for them ends.
     *
     * @throws IllegalArgumentException if a member is given twice
     */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public static <T extends @Nullable Object> Coroutine<List<Outcome<T>>> gatherOutcomes(
            Awaitable<? extends T>... members) {
        return gatherOutcomes(List.of(members));
    }

    /** As {@link #gatherOutcomes(Awaitable[])}. */
    public static <T extends @Nullable Object> Coroutine<List<Outcome<T>>> gatherOutcomes(
            Collection<? extends Awaitable<? extends T>> members) {
        return Gather.outcomes(Gather.distinct("gatherOutcomes", members));
    }

    /**
     * Runs coroutines at the same time and ends as the first of them does, with its result or its exception. The others are
     * cancelled and awaited before; one that fails on the way out is reported.
     *
     * <p>A suspension point where it is awaited. Cancelled, it cancels the coroutines and waits for their end; of tasks among
     * the members only the wait for them ends.
     *
     * @throws IllegalArgumentException if there is no member, or one twice
     */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public static <T extends @Nullable Object> Coroutine<T> race(Awaitable<? extends T>... members) {
        return race(List.of(members));
    }

    /** As {@link #race(Awaitable[])}. */
    public static <T extends @Nullable Object> Coroutine<T> race(Collection<? extends Awaitable<? extends T>> members) {
        return Gather.race(Gather.some("race", members));
    }

    /**
     * Runs coroutines at the same time and yields the first result. The others are cancelled and awaited before. When all
     * fail, the first exception is thrown as it is, with the later ones suppressed.
     *
     * <p>A suspension point where it is awaited. Cancelled, it cancels the coroutines and waits for their end; of tasks among
     * the members only the wait for them ends.
     *
     * @throws IllegalArgumentException if there is no member, or one twice
     */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public static <T extends @Nullable Object> Coroutine<T> firstSuccess(Awaitable<? extends T>... members) {
        return firstSuccess(List.of(members));
    }

    /** As {@link #firstSuccess(Awaitable[])}. */
    public static <T extends @Nullable Object> Coroutine<T> firstSuccess(
            Collection<? extends Awaitable<? extends T>> members) {
        return Gather.firstSuccess(Gather.some("firstSuccess", members));
    }

    /**
     * Waits until at least one of the tasks has ended, in whatever way; of no task, until nothing. The tasks are left alone,
     * and their failures are for who looks at them.
     *
     * <p>A suspension point where it is awaited; cancellation ends the wait only.
     *
     * @throws IllegalArgumentException if a task is given twice
     */
    public static <T extends @Nullable Object> Coroutine<Waited<T>> waitFirst(Collection<Task<T>> tasks) {
        return TaskWaits.until(ended -> true, Gather.distinct("waitFirst", tasks));
    }

    /** As {@link #waitFirst}, until a task has failed, or all have ended. One that was cancelled has not failed. */
    public static <T extends @Nullable Object> Coroutine<Waited<T>> waitFirstFailure(Collection<Task<T>> tasks) {
        return TaskWaits.until(ended -> ended.state() == Task.State.FAILED, Gather.distinct("waitFirstFailure", tasks));
    }

    /** As {@link #waitFirst}, until all tasks have ended. */
    public static <T extends @Nullable Object> Coroutine<Waited<T>> waitAll(Collection<Task<T>> tasks) {
        return TaskWaits.until(ended -> false, Gather.distinct("waitAll", tasks));
    }

    /**
     * The tasks in the order in which they end; those that have ended before, first. The tasks are left alone: awaiting one
     * that was handed out does not suspend, and gives its result or throws its failure.
     *
     * @throws IllegalArgumentException if a task is given twice
     */
    public static <T extends @Nullable Object> AsyncStream<Task<T>> asCompleted(Collection<Task<T>> tasks) {
        return TaskWaits.inOrderOfEnd(Gather.distinct("asCompleted", tasks));
    }

    /**
     * Waits for the first of several operations: receives, sends, locks, tasks, the clock. What can be done at once is done
     * in the order of the cases, otherwise the first that becomes possible. Exactly one is done, the others have no effect:
     * no element is taken or sent, no lock held. Then the handler of the one that was chosen runs, whose result is that of
     * the select.
     *
     * <pre>{@code
     * String next = await(select(
     *         orders.onReceive(order -> done("order " + order)),
     *         cancellations.onReceive(order -> done("cancelled " + order)),
     *         onTimeout(Duration.ofSeconds(1), late -> done("nothing"))));
     * }</pre>
     *
     * <p>A suspension point where it is awaited. Cancelled while it waits, none of the operations has been done. An operation
     * that fails is chosen, too, and the select throws its exception.
     *
     * @throws IllegalArgumentException if there are no cases
     */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public static <R extends @Nullable Object> Coroutine<R> select(SelectCase<? extends R>... cases) {
        return Select.of(List.of(cases));
    }

    /** As {@link #select(SelectCase[])}. */
    public static <R extends @Nullable Object> Coroutine<R> select(
            Collection<? extends SelectCase<? extends R>> cases) {
        return Select.of(cases);
    }

    /**
     * Runs a coroutine with a deadline: when the time is over, each of its awaits throws {@link DeadlineExceeded} until it
     * ends. A coroutine that still ends with a result gives that result. With a timeout of zero or less it is not started.
     *
     * <p>A suspension point where it is awaited.
     *
     * @throws DeadlineExceeded at the await, when the time is over
     */
    public static <T extends @Nullable Object> Coroutine<T> timeout(Duration timeout, Coroutine<T> coroutine)
            throws DeadlineExceeded {
        return Timeouts.within(ScopeOptions.deadline(timeout).named("timeout"), coroutine);
    }

    /**
     * As {@link #timeout}, with null in the place of the exception. A deadline around it that passes is thrown as ever.
     *
     * <p>A suspension point where it is awaited.
     */
    public static <T extends @Nullable Object> Coroutine<@Nullable T> moveOnAfter(
            Duration timeout, Coroutine<T> coroutine) {
        return Timeouts.orNull(timeout, coroutine);
    }

    /**
     * Protects clean-up: inside, cancellation from around is not seen, and the budget is the deadline instead. For a block,
     * open a scope with {@link ScopeOptions#shield}.
     *
     * <p>A suspension point where it is awaited.
     *
     * @throws DeadlineExceeded at the await, when the budget is spent
     */
    public static <T extends @Nullable Object> Coroutine<T> shield(Duration budget, Coroutine<T> coroutine)
            throws DeadlineExceeded {
        return Timeouts.within(ScopeOptions.shield(budget).named("shield"), coroutine);
    }

    /**
     * Makes a call, and makes it again when it fails with an exception, after the delays that {@code backoff} tells; the last
     * failure is thrown as it is. Errors, cancellation among them, are not tried again, nor is anything in a scope that is
     * cancelled. The jitter comes from {@link Loop#random}.
     *
     * <p>A suspension point where it is awaited.
     */
    public static <T extends @Nullable Object, E extends Exception> Coroutine<T> retry(
            Backoff backoff, AsyncCall<T, E> call) throws E {
        return Retry.run(backoff, call);
    }

    /**
     * Makes a call that blocks on another thread: a virtual one where the JDK has them, else one of a pool. It finds there the
     * values of {@link AsyncLocal}s and what {@link LoopOptions#carrying} carries, as they are here.
     *
     * <p>A suspension point where it is awaited. Cancelled, it interrupts the thread and waits for the call to end: a result
     * or an exception of the call's own is still delivered, and the cancellation comes at the next await. A call that does
     * not end within ten seconds of its interrupt is reported with its stack and left behind.
     */
    public static <T extends @Nullable Object> Coroutine<T> blocking(Callable<? extends T> call) {
        Scheduler here = Scheduler.currentOrNull();
        return new BlockingCall<>(
                here == null ? call : TakenAlong.with(here.loop().contexts(), call));
    }

    /** Options of a scope with a deadline, for {@link TaskScope#open(ScopeOptions)}. */
    public static ScopeOptions deadline(long timeout, TimeUnit unit) {
        return ScopeOptions.deadline(timeout, unit);
    }

    @SuppressWarnings("unchecked")
    private static Coroutine<Void> nothing(Coroutine<? extends @Nullable Void> coroutine) {
        return (Coroutine<Void>) coroutine;
    }
}
