package dev.heddle.conformance;

import dev.heddle.AsyncCloseable;
import dev.heddle.AsyncStream;
import dev.heddle.Awaitable;
import dev.heddle.Coroutine;
import dev.heddle.coroutine.Awaits;
import dev.heddle.coroutine.Frame;
import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/**
 * What asynchronous code means, told with blocking calls: the reference that woven code is compared with. An await runs
 * what it awaits to its end on the caller's stack. Stateless.
 */
public final class Oracle {
    private static final MethodHandle COLD = maker("cold", Coroutine.class);
    private static final MethodHandle HOT = maker("hot", CompletableFuture.class);
    private static final MethodHandle STREAM = maker("stream", AsyncStream.class);

    private Oracle() {}

    /** Stands for {@code Coroutines.await}. */
    public static Object await(Coroutine<?> coroutine) throws Throwable {
        return Awaits.unboxed(((Frame<?>) coroutine).start());
    }

    /** Stands for {@code Coroutines.await}. */
    public static Object await(Awaitable<?> awaitable) throws Throwable {
        return await(awaitable.toCoroutine());
    }

    /** Stands for {@code Coroutines.await}. */
    public static Object await(CompletionStage<?> stage) throws Throwable {
        Script.current().awaitsFuture();
        CompletableFuture<?> future = stage.toCompletableFuture();
        if (!future.isDone()) {
            throw new AssertionError("nothing is ever pending under the oracle");
        }
        try {
            return future.join();
        } catch (CompletionException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    /** Stands for {@code Coroutines.emit}. */
    public static void emit(Object value) throws Throwable {
        BlockingGenerator.emit(value);
    }

    /** Stands for closing an {@code AsyncCloseable}. */
    public static void close(AsyncCloseable closeable, boolean failing) throws Throwable {
        await(closeable.closeAsync(failing ? AsyncCloseable.CloseReason.FAILED : AsyncCloseable.CloseReason.COMPLETED));
    }

    /** Links the public face of an async method to the body that has been moved away. */
    public static CallSite bootstrap(Lookup caller, String name, MethodType type, MethodHandle body) {
        MethodHandle spread =
                body.asFixedArity().asType(body.type().generic()).asSpreader(Object[].class, type.parameterCount());
        MethodHandle maker =
                type.returnType() == Coroutine.class ? COLD : type.returnType() == AsyncStream.class ? STREAM : HOT;
        return new ConstantCallSite(maker.bindTo(spread)
                .asCollector(Object[].class, type.parameterCount())
                .asType(type));
    }

    private static Coroutine<Object> cold(MethodHandle body, Object[] arguments) {
        return new Frame<>() {
            @Override
            protected Object resume(Object value, Throwable failure) throws Throwable {
                return Awaits.result((Object) body.invokeExact(arguments));
            }
        };
    }

    private static AsyncStream<Object> stream(MethodHandle body, Object[] arguments) {
        return Awaits.stream(new BlockingGenerator(body, arguments));
    }

    private static CompletableFuture<Object> hot(MethodHandle body, Object[] arguments) {
        CompletableFuture<Object> future = new CompletableFuture<>();
        try {
            future.complete((Object) body.invokeExact(arguments));
        } catch (Throwable thrown) {
            future.completeExceptionally(thrown);
        }
        return future;
    }

    private static MethodHandle maker(String name, Class<?> type) {
        try {
            return MethodHandles.lookup()
                    .findStatic(Oracle.class, name, MethodType.methodType(type, MethodHandle.class, Object[].class));
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }
}
