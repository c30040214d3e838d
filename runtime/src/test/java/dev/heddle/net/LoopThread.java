package dev.heddle.net;

import dev.heddle.Coroutine;
import dev.heddle.Coroutines;
import dev.heddle.Loop;
import dev.heddle.LoopOptions;
import dev.heddle.Task;
import dev.heddle.Trouble;
import dev.heddle.annotation.Async;
import dev.heddle.engine.Engine;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;

/** A loop on a thread of its own, for tests written as blocking code. Any thread. */
final class LoopThread {
    private static final long PATIENCE_SECONDS = 30;

    private final Loop loop;
    private final Thread thread;

    LoopThread(Engine engine) throws Exception {
        this(engine, (sentence, failure) -> {
            throw new AssertionError(sentence, failure);
        });
    }

    /** Tests leave what they have connected to the end of the loop, so that is not reported. */
    LoopThread(Engine engine, BiConsumer<String, Throwable> reporter) throws Exception {
        CompletableFuture<Loop> opened = new CompletableFuture<>();
        LoopOptions options = LoopOptions.defaults()
                .engine(() -> engine)
                .exceptionHandler(trouble -> {
                    if (trouble.kind() != Trouble.Kind.NEVER_CLOSED) {
                        reporter.accept(trouble.sentence(), trouble.failure());
                    }
                })
                .watchdog(Duration.ofSeconds(PATIENCE_SECONDS));
        thread = new Thread(() -> run(options, opened), "loop under test");
        thread.start();
        loop = join(opened);
    }

    private static void run(LoopOptions options, CompletableFuture<Loop> opened) {
        try (Loop loop = Loop.open(options)) {
            opened.complete(loop);
            loop.runForever();
        }
    }

    /** Runs {@code action} on the loop, outside of any task. */
    <T> T call(Callable<T> action) throws Exception {
        CompletableFuture<T> result = new CompletableFuture<>();
        loop.execute(() -> {
            try {
                result.complete(action.call());
            } catch (Throwable failure) {
                result.completeExceptionally(failure);
            }
        });
        return join(result);
    }

    /** Runs a coroutine as a task and waits for its end. */
    <T> T await(Coroutine<T> coroutine) throws Exception {
        return start(coroutine).join();
    }

    /** Starts a coroutine as a task; when this returns it has run as far as it can without waiting. */
    <T> Started<T> start(Coroutine<T> coroutine) throws Exception {
        return start("unnamed", coroutine);
    }

    /** As {@link #start(Coroutine)}, with a name for the task. */
    <T> Started<T> start(String name, Coroutine<T> coroutine) throws Exception {
        CompletableFuture<T> result = new CompletableFuture<>();
        Task<Void> task = call(() -> spawn(name, into(result, coroutine)));
        settle();
        return new Started<>(task, result);
    }

    /** Spawns into the root scope; for {@link #call}. */
    <T> Task<T> spawn(String name, Coroutine<T> coroutine) {
        return loop.rootScope().spawn(name, coroutine);
    }

    /** Awaits a coroutine and puts its outcome into a future; never fails itself. */
    @Async
    private static <T> Coroutine<Void> into(CompletableFuture<T> result, Coroutine<T> coroutine) {
        try {
            result.complete(Coroutines.await(coroutine));
        } catch (Throwable failure) {
            result.completeExceptionally(failure);
        }
        return Coroutines.done();
    }

    /** Lets two ticks pass, so that what was ready before has run. */
    void settle() throws Exception {
        call(() -> null);
        call(() -> null);
    }

    /** Cancels what still runs, and waits for the end of the loop. */
    void close() throws Exception {
        loop.execute(loop::stop);
        thread.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
        if (thread.isAlive()) {
            throw new AssertionError("the loop does not end");
        }
    }

    /** Throws what the future was completed with as it is; {@code get} would wrap it, in ways that differ between JDKs. */
    private static <T> T join(CompletableFuture<T> future) throws Exception {
        future.handle((value, failure) -> null).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        Throwable[] thrown = new Throwable[1];
        future.whenComplete((value, failure) -> thrown[0] = failure);
        if (thrown[0] instanceof Exception failure) {
            throw failure;
        }
        if (thrown[0] instanceof Error failure) {
            throw failure;
        }
        return future.join();
    }

    /** A task that runs on the loop, seen from the test's thread. */
    final class Started<T> {
        private final Task<Void> task;
        private final CompletableFuture<T> result;

        private Started(Task<Void> task, CompletableFuture<T> result) {
            this.task = task;
            this.result = result;
        }

        /** Waits for the end; the result, or what the task has thrown. */
        T join() throws Exception {
            return LoopThread.join(result);
        }

        boolean isDone() {
            return result.isDone();
        }

        /** Cancels the task and waits until it has ended. */
        void cancel() throws Exception {
            call(() -> {
                task.cancel();
                return null;
            });
            try {
                join();
            } catch (TimeoutException stuck) {
                throw stuck;
            } catch (Exception | Error ended) {
                return;
            }
        }
    }
}
