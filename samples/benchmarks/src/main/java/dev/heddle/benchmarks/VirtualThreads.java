package dev.heddle.benchmarks;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/** Runs a program on a virtual thread, on JVMs that have them. Looked up by name, since this module compiles for Java 17. */
final class VirtualThreads {
    private static final @Nullable MethodHandle START = lookUp();

    private VirtualThreads() {}

    /** Whether this JVM has virtual threads. */
    static boolean available() {
        return START != null;
    }

    /** The sum of what {@code program} returns on each of so many new virtual threads. Waits for them. */
    static int run(int threads, Callable<Integer> program) throws Exception {
        List<FutureTask<Integer>> results = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            results.add(start(program));
        }
        int sum = 0;
        for (FutureTask<Integer> result : results) {
            sum += result.get();
        }
        return sum;
    }

    /** Starts a virtual thread. */
    static FutureTask<Integer> start(Callable<Integer> program) {
        if (START == null) {
            throw new UnsupportedOperationException("virtual threads need Java 21; this is " + Runtime.version());
        }
        FutureTask<Integer> result = new FutureTask<>(program);
        try {
            Thread started = (Thread) START.invokeExact((Runnable) result);
        } catch (Throwable failure) {
            throw new AssertionError("a virtual thread did not start", failure);
        }
        return result;
    }

    private static @Nullable MethodHandle lookUp() {
        if (Runtime.version().feature() < 21) {
            return null;
        }
        try {
            return MethodHandles.lookup()
                    .findStatic(
                            Thread.class, "startVirtualThread", MethodType.methodType(Thread.class, Runnable.class));
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("Thread.startVirtualThread", e);
        }
    }
}
