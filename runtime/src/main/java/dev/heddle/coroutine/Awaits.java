package dev.heddle.coroutine;

import dev.heddle.AsyncCloseable;
import dev.heddle.AsyncCloseable.CloseReason;
import dev.heddle.AsyncStream;
import dev.heddle.Awaitable;
import dev.heddle.Coroutine;
import dev.heddle.scheduling.Scheduler;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What the awaits of woven code call: each starts the operation on the caller's stack and returns its result or, when it
 * suspends, the frame to link.
 *
 * <p>Stateless; each call is confined to the thread that drives the chain.
 */
public final class Awaits {
    private Awaits() {}

    /** Starts a coroutine. */
    public static @Nullable Object await(Coroutine<?> coroutine) throws Throwable {
        return ((Frame<?>) coroutine).start();
    }

    /** Starts the wait for anything awaitable. */
    public static @Nullable Object await(Awaitable<?> awaitable) throws Throwable {
        return ((Frame<?>) awaitable.toCoroutine()).start();
    }

    /**
     * Starts the wait for a future; its exceptions are thrown without the wrappers that futures put around them.
     *
     * @param caller the frame that awaits, or null if it has none yet
     */
    public static @Nullable Object await(CompletionStage<?> stage, @Nullable Frame<?> caller) throws Throwable {
        return await(stage, caller, Delivery.ORIGINAL);
    }

    /**
     * Starts the wait for a future; its exceptions are thrown as {@code join()} throws them.
     *
     * @param caller the frame that awaits, or null if it has none yet
     */
    public static @Nullable Object join(CompletionStage<?> stage, @Nullable Frame<?> caller) throws Throwable {
        return await(stage, caller, Delivery.JOINED);
    }

    /** The frame under a run tells which run it is, and spares the look at what the thread is doing. */
    private static @Nullable Object await(CompletionStage<?> stage, @Nullable Frame<?> caller, Delivery delivery)
            throws Throwable {
        HotRun<?> hot = caller != null && caller.caller instanceof HotRun<?> run ? run : HotRun.current();
        return hot != null ? hot.await(stage, caller, delivery) : StageAwait.start(stage, delivery);
    }

    /** Starts the normal closing of a resource. */
    public static @Nullable Object close(AsyncCloseable resource) throws Throwable {
        return await(resource.closeAsync(CloseReason.COMPLETED));
    }

    /** Starts the closing of a resource whose block ends with an exception. */
    public static @Nullable Object closeFailing(AsyncCloseable resource) throws Throwable {
        return await(resource.closeAsync(CloseReason.FAILED));
    }

    /**
     * Links a suspended callee to its caller, which is to be resumed at {@code state}.
     *
     * @return the caller, for an emit the sign that it stands there, or the wait that a run of hot methods is to arm
     */
    public static Object suspend(Object callee, Frame<?> caller, int state) {
        caller.state = state;
        ((Frame<?>) callee).caller = caller;
        if (callee instanceof HotWait && caller.caller instanceof HotRun<?>) {
            return callee; // the run is the next to get it, and has to know what to wait for
        }
        return callee instanceof Generator.Emission ? Generator.EMITTED : caller;
    }

    /** The stream of a method that emits; nothing runs. */
    public static <T extends @Nullable Object> AsyncStream<T> stream(Frame<T> body) {
        return Generator.of(body);
    }

    /** Hands {@code value} to the generator of {@code body}, which has to suspend in what this returns. */
    public static Object emit(@Nullable Object value, Frame<?> body) {
        return ((GeneratorStep<?>) Objects.requireNonNull(body.caller)).generator.emit(value);
    }

    /** The frame to link if what a start or a direct form returned means "suspended", else null. */
    public static @Nullable Frame<?> suspended(@Nullable Object returned) {
        return returned instanceof Frame<?> frame ? frame : null;
    }

    /** Makes a value fit to be returned: one that is itself a coroutine goes into a box. */
    public static @Nullable Object result(@Nullable Object value) {
        return value instanceof Frame<?> ? new Boxed(value) : value;
    }

    /** Makes a value fit to be kept in the place of the coroutine that would yield it, for {@link #returned}. */
    public static Object kept(@Nullable Object value) {
        Object result = result(value);
        return result == null ? Boxed.NULL : result;
    }

    /**
     * What a method returns that kept {@code value} until its end: what {@link #kept} made of a result, or a coroutine to
     * start.
     */
    public static @Nullable Object returned(Object value) throws Throwable {
        Frame<?> coroutine = suspended(Objects.requireNonNull(value, "coroutine"));
        return coroutine != null ? coroutine.start() : value == Boxed.NULL ? null : value;
    }

    /** Undoes {@link #result}. */
    public static @Nullable Object unboxed(@Nullable Object returned) {
        return returned instanceof Boxed boxed ? boxed.value() : returned;
    }

    /**
     * Starts the body of a method that returns a future. Inside a loop it becomes a task of the loop's root scope, whose
     * first step runs here; outside it runs on whatever thread completes what it awaits. Never throws: all failures go into
     * the future.
     *
     * @param future a new one, of the class that the method returns
     * @return that future
     */
    public static <T extends @Nullable Object> CompletableFuture<T> hot(Frame<T> frame, CompletableFuture<T> future) {
        Scheduler scheduler = HotRun.current() == null ? Scheduler.currentOrNull() : null;
        if (scheduler == null) {
            new HotRun<>(future).start(frame);
            return future;
        }
        try {
            scheduler.startDetached(new HotTask<>(frame, future));
        } catch (Throwable refusal) {
            future.completeExceptionally(refusal);
        }
        return future;
    }

    /** Completes a new future of a class of the user's. */
    public static <T extends @Nullable Object> CompletableFuture<T> completed(T value, CompletableFuture<T> future) {
        future.complete(value);
        return future;
    }
}
