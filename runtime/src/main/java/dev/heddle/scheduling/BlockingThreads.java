package dev.heddle.scheduling;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The threads that calls which block run on: a virtual thread for each call from JDK 21 on; before that a pool of daemon
 * threads, at most {@value #LIMIT}, which end when they have been idle for {@value #IDLE_SECONDS} seconds.
 *
 * <p>Any thread.
 */
public final class BlockingThreads {
    private static final int FIRST_WITH_VIRTUAL_THREADS = 21;
    private static final int LIMIT = 256;
    private static final int IDLE_SECONDS = 10;
    private static final @Nullable MethodHandle START_VIRTUAL = startVirtual();

    private BlockingThreads() {}

    /** Runs {@code work} on a thread of its own. */
    public static void start(Runnable work) {
        if (START_VIRTUAL == null) {
            Pool.EXECUTOR.execute(work);
            return;
        }
        try {
            Thread started = (Thread) START_VIRTUAL.invokeExact(work);
        } catch (RuntimeException | Error failure) {
            throw failure;
        } catch (Throwable impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static @Nullable MethodHandle startVirtual() {
        if (Runtime.version().feature() < FIRST_WITH_VIRTUAL_THREADS) {
            return null;
        }
        try {
            return MethodHandles.publicLookup()
                    .findStatic(
                            Thread.class, "startVirtualThread", MethodType.methodType(Thread.class, Runnable.class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Made only where it is used. */
    private static final class Pool {
        static final Executor EXECUTOR = create();

        private static Executor create() {
            AtomicInteger number = new AtomicInteger();
            ThreadPoolExecutor pool = new ThreadPoolExecutor(
                    LIMIT, LIMIT, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
                        Thread thread = new Thread(work, "heddle-blocking-" + number.incrementAndGet());
                        thread.setDaemon(true);
                        return thread;
                    });
            pool.allowCoreThreadTimeOut(true);
            return pool;
        }
    }
}
