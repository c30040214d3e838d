package dev.heddle.benchmarks;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the programs of {@link AwaitFuture} await: futures that are pending until the program has suspended. Confined to one
 * thread.
 */
final class PendingFutures implements Supplier<CompletableFuture<Integer>> {
    private @Nullable CompletableFuture<Integer> pending;

    @Override
    public CompletableFuture<Integer> get() {
        CompletableFuture<Integer> next = new CompletableFuture<>();
        pending = next;
        return next;
    }

    /** Completes what the program waits for, again and again, until it has ended; its result. */
    int drive(CompletableFuture<Integer> program) {
        while (!program.isDone()) {
            Objects.requireNonNull(pending, "the program waits for something else")
                    .complete(1);
        }
        return program.join();
    }
}
