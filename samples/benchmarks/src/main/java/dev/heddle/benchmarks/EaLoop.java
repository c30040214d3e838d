package dev.heddle.benchmarks;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;

/** The single-thread executor that EA Async's programs suspend on. Any thread. */
final class EaLoop {
    private final ExecutorService executor = Executors.newSingleThreadExecutor();

    /** The sum of the results of so many programs, all started on the loop's thread. Waits for them. */
    int run(int programs, Function<Executor, CompletableFuture<Integer>> program) {
        List<CompletableFuture<Integer>> started = Stream.generate(
                        () -> CompletableFuture.supplyAsync(() -> program.apply(executor), executor)
                                .thenCompose(Function.identity()))
                .limit(programs)
                .toList();
        return started.stream().mapToInt(CompletableFuture::join).sum();
    }

    /** Ends the thread. */
    void close() throws InterruptedException {
        executor.shutdown();
        if (!executor.awaitTermination(10, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the program is still running");
        }
    }
}
